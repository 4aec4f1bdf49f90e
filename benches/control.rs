//! How long control as of a day takes to make, and how well a settlement's side follows from its
//! neighbours (leave one out).
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::hint::black_box;
use std::sync::Arc;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use geo::Point;
use jiff::civil::{Date, date};
use korydor::model::{ControlTier, Place, PlaceKind};
use korydor::shape::control::{CONTESTED, Claim, ControlHistory, Period, embedded_facts};

const DAY: Date = date(2022, 3, 30);

/// Claims about made-up settlements between 30 and 38 degrees east, held by one party east of a
/// winding line and by the other west of it, one in fifty contested.
fn made_up(count: u32) -> Vec<Arc<Claim>> {
    let pattern = &embedded_facts().claims[0];
    // A low-discrepancy sequence (Roberts 2018): evenly spread, and the same every time.
    const STEP: (f64, f64) = (0.754_877_666_246_692_8, 0.569_840_290_998_053_3);
    let settlement = |number: u32| {
        let number_of = f64::from(number);
        let lon = 30.0 + 8.0 * (0.5 + STEP.0 * number_of).fract();
        let lat = 46.8 + 5.0 * (0.5 + STEP.1 * number_of).fract();
        let front = 34.0 + (lat * 4.0).sin() + 0.3 * (lat * 23.0).sin();
        let (party, tier) = match (number.is_multiple_of(50), lon > front) {
            (true, _) => (CONTESTED, ControlTier::Contested),
            (false, true) => ("russia", ControlTier::Assessed),
            (false, false) => ("ukraine", ControlTier::Assessed),
        };
        let place = Place {
            id: format!("made-up:{number}"),
            name: format!("Place {number}"),
            name_uk: None,
            name_ru: None,
            kind: PlaceKind::PopulatedPlace,
            lon: Some(lon),
            lat: Some(lat),
            country: Some("UA".to_owned()),
            admin1: None,
            admin2: None,
            katottg: None,
            population: number,
        };
        Arc::new(Claim {
            place: place.into(),
            party: party.to_owned(),
            tier,
            cut_off: false,
            period: Period::from_day(DAY),
            source: pattern.source.clone(),
        })
    };
    (0..count).map(settlement).collect()
}

fn as_of(c: &mut Criterion) {
    let facts = embedded_facts().claims.clone();
    let mut group = c.benchmark_group("control as of a day");
    group.sample_size(10);
    for (name, claims) in [
        ("embedded facts", facts),
        ("5,000 claims", made_up(5_000)),
        ("30,000 claims", made_up(30_000)),
    ] {
        group.bench_function(name, |b| {
            b.iter_batched(
                || ControlHistory::new(claims.clone(), Vec::new()),
                |history| black_box(history.make(DAY).lines.len()),
                BatchSize::PerIteration,
            );
        });
    }
    group.finish();
}

/// Prints how often the surface over all other settlements gives a settlement's own side.
fn leave_one_out(_: &mut Criterion) {
    let facts = &embedded_facts().claims;
    for day in [date(2022, 2, 24), DAY, date(2022, 4, 16)] {
        let whole = ControlHistory::new(facts.iter().cloned(), Vec::new()).as_of(day);
        let (mut known, mut right) = (0, 0);
        let (mut near, mut right_near) = (0, 0);
        for standing in &whole.standings {
            if standing.party == CONTESTED || standing.cut_off {
                continue;
            }
            let id = &standing.place.id;
            let others = facts.iter().filter(|claim| claim.place.id != *id).cloned();
            let at = Point::from(standing.place.position().unwrap());
            let control = ControlHistory::new(others, Vec::new()).as_of(day);
            let is_right = control
                .control_at(at)
                .is_some_and(|holder| holder.party == standing.party);
            known += 1;
            right += u32::from(is_right);
            let beside_a_line = whole.lines.iter().any(|front| {
                let mut points = front.line.points();
                points.any(|on| {
                    let east = (on.x() - at.x()) * at.y().to_radians().cos();
                    east.hypot(on.y() - at.y()) * 111.2 < 15.0
                })
            });
            if beside_a_line {
                near += 1;
                right_near += u32::from(is_right);
            }
        }
        let share = |part: u32, whole: u32| f64::from(part) / f64::from(whole.max(1)) * 100.0;
        println!(
            "leave one out, {day}: {right} of {known} settlements right ({:.1} %); within 15 km of a line {right_near} of {near} ({:.1} %)",
            share(right, known),
            share(right_near, near),
        );
    }
}

criterion_group!(benches, as_of, leave_one_out);
criterion_main!(benches);
