//! The layers that show a state ([`LayerId::shows_a_state`](crate::layer::LayerId)) as of any day, made
//! when they are asked for and kept for a while.

use std::sync::{Arc, LazyLock};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use super::query::Interval;
use super::snapshot::LayerSnapshot;
use crate::layer::{Layer, control_features, layers};
use crate::model::Feature;
use crate::shape::Atlas;
use crate::shape::control::{Control, ControlHistory};

/// Memory that the states of days may take, in bytes.
const CACHE_BYTES: u64 = 48 << 20;
/// Days that this holds, as an estimate: so few that the cache is in one piece.
const DAYS_KEPT: usize = 32;

/// Control and its layers at the end of a day.
#[derive(Debug)]
pub struct State {
    /// The day.
    pub day: Date,
    /// Who holds what: shared by days on which nothing changes.
    pub control: Arc<Control>,
    layers: Vec<Arc<LayerSnapshot>>,
}

impl State {
    fn new(control: Arc<Control>, day: Date) -> Self {
        let features = control_features(&control, day);
        let shown = layers().iter().filter(|layer| layer.id.shows_a_state());
        let layers = shown
            .map(|layer| {
                let of_layer = |feature: &&Feature| feature.layer == layer.name;
                let features: Vec<&Feature> = features.iter().filter(of_layer).collect();
                let mut held = LayerSnapshot::new(layer, &features, None);
                // The layer knows the time before as well.
                held.interval.start = None;
                Arc::new(held)
            })
            .collect();
        Self {
            day,
            control,
            layers,
        }
    }

    /// The memory that it takes, in bytes, as an estimate.
    fn weight(&self) -> usize {
        let layers: usize = self.layers.iter().map(|layer| layer.weight()).sum();
        layers + self.control.weight()
    }

    /// The features of the layers.
    pub fn features(&self) -> Vec<Feature> {
        control_features(&self.control, self.day)
    }

    /// The layer at that time, if it is one that shows a state.
    pub fn layer(&self, layer: &Layer) -> Option<&Arc<LayerSnapshot>> {
        self.layers.iter().find(|held| held.layer.id == layer.id)
    }
}

/// The states of all days.
#[derive(Debug)]
pub struct States {
    history: Arc<ControlHistory>,
    /// The latest day that any claim speaks of.
    last_claim: Date,
    kept: Cache<Date, Arc<State>, Bytewise>,
}

#[derive(Debug, Clone)]
struct Bytewise;

impl Weighter<Date, Arc<State>> for Bytewise {
    fn weight(&self, _: &Date, state: &Arc<State>) -> u64 {
        state.weight() as u64
    }
}

impl States {
    /// The states that the atlas' claims give: those of `before`, where nothing was claimed since.
    pub fn of(atlas: &Atlas, before: Option<&Arc<Self>>) -> Arc<Self> {
        if let Some(before) = before
            && before.history.says_the_same(atlas.control())
        {
            return Arc::clone(before);
        }
        // Most stores hold no claims of their own: all of them share these states.
        static EMBEDDED: LazyLock<Arc<States>> =
            LazyLock::new(|| Arc::new(States::new(Atlas::embedded().control())));
        if Arc::ptr_eq(atlas.control(), Atlas::embedded().control()) {
            Arc::clone(&EMBEDDED)
        } else {
            Arc::new(Self::new(atlas.control()))
        }
    }

    fn new(history: &Arc<ControlHistory>) -> Self {
        Self {
            history: Arc::clone(history),
            last_claim: history.latest().unwrap_or(Date::ZERO),
            kept: Cache::with_weighter(DAYS_KEPT, CACHE_BYTES, Bytewise),
        }
    }

    /// The day of the state where none is asked for: the latest one that any claim speaks of, and never one
    /// that is yet to come (UTC).
    pub fn latest(&self) -> Date {
        let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
        self.last_claim.min(today)
    }

    /// The state at the end of `asked`, see [`Self::day`].
    ///
    /// The first question for a day takes some tens of milliseconds.
    pub fn at(&self, asked: Option<&Interval>) -> Arc<State> {
        self.on(self.day(asked))
    }

    /// The state at the end of `day`; of those who ask for the same at once, one makes it.
    pub fn on(&self, day: Date) -> Arc<State> {
        let made = self
            .kept
            .get_or_insert_with::<_, std::convert::Infallible>(&day, || {
                Ok(Arc::new(State::new(self.history.as_of(day), day)))
            });
        match made {
            Ok(state) => state,
            Err(never) => match never {},
        }
    }

    /// The day whose state answers a question for `asked`: its last one; where it has no end the latest, and
    /// none before its first.
    pub fn day(&self, asked: Option<&Interval>) -> Date {
        let day = |moment: Timestamp| moment.to_zoned(TimeZone::UTC).date();
        let (start, end) = asked.map_or((None, None), |asked| {
            (asked.start.map(day), asked.end.map(day))
        });
        end.unwrap_or_else(|| start.map_or(self.latest(), |start| start.max(self.latest())))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use std::thread;

    use super::*;

    fn days(first: &str, count: usize) -> impl Iterator<Item = Date> {
        let first: Date = first.parse().unwrap();
        first.series(jiff::Span::new().days(1)).take(count)
    }

    #[test]
    fn a_day_that_many_ask_for_at_once_is_made_once() {
        let states = States::new(Atlas::embedded().control());
        let day = "2022-03-16".parse().unwrap();
        let made: Vec<Arc<State>> = thread::scope(|scope| {
            let asking: Vec<_> = (0..8).map(|_| scope.spawn(|| states.on(day))).collect();
            let made = asking.into_iter().map(|asked| asked.join().unwrap());
            made.collect()
        });
        assert!(made.iter().all(|state| Arc::ptr_eq(state, &made[0])));
    }

    #[test]
    fn an_interval_is_answered_with_its_last_day_and_none_before_its_first() {
        let states = States::new(Atlas::embedded().control());
        for (asked, day) in [
            ("2022-03-30", "2022-03-30"),
            ("2022-03-01/2022-03-30", "2022-03-30"),
            ("../2022-03-30", "2022-03-30"),
            ("2022-03-30/..", "2022-04-30"),
            ("2026-11-30/..", "2026-11-30"),
            ("2099-01-01/", "2099-01-01"),
        ] {
            let interval = asked.parse().unwrap();
            assert_eq!(states.day(Some(&interval)).to_string(), day, "{asked}");
        }
    }

    #[test]
    fn what_is_kept_of_many_days_stays_within_its_memory() {
        let states = States::new(Atlas::embedded().control());
        for day in days("2022-02-24", 40) {
            assert!(states.on(day).weight() > 1000);
        }
        assert!(states.kept.weight() <= CACHE_BYTES);
        assert!(states.kept.len() > 8, "{} days are kept", states.kept.len());
    }
}
