//! On which days the state changes: between them the days share one, and only its age differs.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;

use super::age::CURRENT_DAYS;
use super::claim::{AreaClaim, Claim, Period};

/// The days on which claims begin, end or grow old, and the times in which their weights shift
/// against each other from day to day.
#[derive(Debug)]
pub(super) struct Timeline {
    /// Days with a state of their own that lasts, in order.
    changes: Vec<Date>,
    /// First and last days of times in which every day has a state of its own; in order, apart.
    shifting: Vec<(Date, Date)>,
}

impl Timeline {
    /// The timeline of these claims.
    pub fn of(by_place: &BTreeMap<String, Vec<Arc<Claim>>>, areas: &[Arc<AreaClaim>]) -> Self {
        let mut changes = Vec::new();
        let mut shifting: Vec<(Date, Date)> = Vec::new();
        let mut all_spans: Vec<(Date, Date)> = Vec::new();
        for claims in by_place.values() {
            let periods = || claims.iter().map(|claim| claim.period);
            changes.extend(periods().flat_map(turns));
            // Vouched for on more than a day.
            let lasting = periods().filter(|period| period.since < period.last_day());
            let spans: Vec<_> = lasting
                .map(|period| (period.since, period.last_day()))
                .collect();
            if any_two_meet(claims)
                && let Some(end) = periods().map(|period| period.last_day()).min()
            {
                shifting.extend(spans.iter().filter_map(|span| rest_of(*span, end)));
            }
            all_spans.extend(spans);
        }
        let all_spans = joined(all_spans);
        for area in areas {
            changes.extend(turns(area.period));
            // It speaks of all settlements within.
            let end = area.period.last_day();
            shifting.extend(all_spans.iter().filter_map(|span| rest_of(*span, end)));
        }
        changes.sort_unstable();
        changes.dedup();
        Self {
            changes,
            shifting: joined(shifting),
        }
    }

    /// The first day whose state is that of `day` but for the age of its claims; the first of all
    /// days where nothing is claimed yet.
    pub fn unchanged_since(&self, day: Date) -> Date {
        let changed = self.changes.partition_point(|change| *change <= day);
        let changed = changed.checked_sub(1).and_then(|at| self.changes.get(at));
        let shifted = self.shifting.partition_point(|(first, _)| *first <= day);
        let shifted = shifted.checked_sub(1).and_then(|at| self.shifting.get(at));
        let shifted = shifted.map(|(_, last)| day.min(*last));
        changed.copied().max(shifted).unwrap_or(Date::MIN)
    }
}

/// The days on which a claim comes into force, ends, and is old.
fn turns(period: Period) -> impl Iterator<Item = Date> {
    let old = period.last_day().checked_add((CURRENT_DAYS + 1).days());
    let over = period.until.and_then(|until| until.tomorrow().ok());
    [Some(period.since), over, old.ok()].into_iter().flatten()
}

/// The part of a time after `end`: while one claim is vouched for and another is not any more, their
/// weights shift against each other.
fn rest_of((first, last): (Date, Date), end: Date) -> Option<(Date, Date)> {
    (end < last).then(|| (first.max(end), last))
}

/// Whether two of the claims are in force at once.
fn any_two_meet(claims: &[Arc<Claim>]) -> bool {
    let mut periods: Vec<Period> = claims.iter().map(|claim| claim.period).collect();
    periods.sort_unstable_by_key(|period| period.since);
    let mut reach: Option<Date> = None;
    periods.iter().any(|period| {
        let meets = reach.is_some_and(|reach| period.since <= reach);
        let until = period.until.unwrap_or(Date::MAX);
        reach = Some(reach.map_or(until, |reach| reach.max(until)));
        meets
    })
}

/// The times in order, those that meet as one.
fn joined(mut times: Vec<(Date, Date)>) -> Vec<(Date, Date)> {
    times.sort_unstable();
    let mut joined: Vec<(Date, Date)> = Vec::new();
    for (first, last) in times {
        match joined.last_mut() {
            Some(before) if first <= before.1 => before.1 = before.1.max(last),
            _ => joined.push((first, last)),
        }
    }
    joined
}
