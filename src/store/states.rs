//! The layers that show a state ([`LayerId::shows_a_state`](crate::layer::LayerId)) as of any day, made
//! when they are asked for and kept for a while.

use std::sync::{Arc, LazyLock};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use quick_cache::sync::Cache;

use super::query::Interval;
use super::snapshot::LayerSnapshot;
use crate::layer::{Layer, control_features, layers};
use crate::model::Feature;
use crate::shape::Atlas;
use crate::shape::control::{Control, ControlHistory};

/// Days that are kept: about two megabytes each.
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
    latest: Date,
    kept: Cache<Date, Arc<State>>,
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
            latest: history.latest().unwrap_or(Date::ZERO),
            kept: Cache::new(DAYS_KEPT),
        }
    }

    /// The latest day that any claim speaks of: the day of the state where none is asked for.
    pub fn latest(&self) -> Date {
        self.latest
    }

    /// The state at the end of `asked`, or of the latest day where no end is said.
    ///
    /// The first question for a day takes some tens of milliseconds.
    pub fn at(&self, asked: Option<&Interval>) -> Arc<State> {
        self.on(self.day(asked))
    }

    /// The state at the end of `day`.
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

    /// The day whose state answers a question for `asked`.
    pub fn day(&self, asked: Option<&Interval>) -> Date {
        let end: Option<Timestamp> = asked.and_then(|interval| interval.end);
        end.map_or(self.latest, |end| end.to_zoned(TimeZone::UTC).date())
    }
}
