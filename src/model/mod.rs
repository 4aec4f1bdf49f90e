//! The nouns of Korydor: plain data, serialised with serde, that every other room passes on.
//!
//! Offsets count Unicode code points of [`Report::text`] and are half-open; coordinates are
//! degrees of longitude and latitude on WGS 84; dates are ISO 8601.

mod corridor;
mod feature;
mod moment;
mod one_line;
mod personal_data;
mod place;
mod report;
mod statement;
mod tombstone;

pub use corridor::{
    Arrangement, Condition, Corridor, CorridorField, Direction, Evidence, Mode, Purpose, Status,
    StatusClass, TimeWindow,
};
pub use feature::{Feature, GeometryBasis, Sensitivity, Verification};
pub use moment::moment;
pub use one_line::one_line;
pub use personal_data::{Masked, PersonalData};
pub use place::{POINT, Place, PlaceKind, PlaceRef, SaidAt, SharedPlace, SharedText};
pub use report::{Language, Report};
pub use statement::{
    ControlClaim, ControlTier, Event, EventEvidence, EventKind, Mention, Problem, Quote, Reading,
    Span, StatedDay, Unplaced, kind_of_place,
};
pub use tombstone::{Reason, ReasonError, Tombstone};
