//! Who holds which land as of a day: claims → the standing of each settlement → areas and lines.
//!
//! ```text
//! claims ─▶ standing of each settlement ─▶ mesh ─▶ contours ─▶ smoothed ─▶ areas and lines
//! facts, reports, imports    as of a day      Delaunay    zero lines  never over a settlement
//! ```

mod age;
mod boundary;
mod change;
mod claim;
mod compiled;
mod facts;
pub mod grid;
mod history;
mod import;
mod land;
mod lines;
mod mesh;
mod plane;
mod smooth;
mod standing;
mod state;
mod surface;
mod timeline;

pub use age::{Age, CURRENT_DAYS, Currency};
pub use change::{Change, Turn};
pub use claim::{AreaClaim, Basis, CONTESTED, Claim, Period, Source};
pub use facts::{Facts, embedded as embedded_facts};
pub use history::ControlHistory;
pub use import::{ControlImport, ImportedArea, ImportedSettlement, Said};
pub use lines::Certainty;
pub use standing::Standing;
pub use state::{Control, Evidence, FrontLine, HeldArea, Holder};

use std::sync::Arc;

/// The history of the embedded facts and of these claims.
pub(super) fn history_of(claims: Vec<Arc<Claim>>, areas: Vec<Arc<AreaClaim>>) -> ControlHistory {
    let facts = embedded_facts().claims.iter().cloned();
    ControlHistory::new(facts.chain(claims), areas)
}
