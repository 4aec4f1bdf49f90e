//! Claims about one settlement → who holds it as of a day.

use std::sync::Arc;

use jiff::civil::Date;

use super::age::{Age, Currency};
use super::claim::{CONTESTED, Claim, weight};
use crate::model::{ControlTier, SharedPlace};

/// Claims this many days apart can contradict each other; beyond it the newer one stands.
const NEAR_DAYS: i32 = 7;
/// A claim with this share of the strongest one's weight is of like weight.
const LIKE_WEIGHT: f64 = 0.6;

/// Who holds a settlement as of a day.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The settlement.
    pub place: SharedPlace,
    /// `russia`, `ukraine`, …, or [`CONTESTED`].
    pub party: String,
    /// How well founded that is.
    pub tier: ControlTier,
    /// Whether the party holds the place and not the land around it.
    pub cut_off: bool,
    /// Weight of the claim that decides, 0 to 1.
    pub weight: f64,
    /// The last day for which a claim in force that says the same vouches; it may lie ahead.
    pub last_day: Date,
    /// The claim that decides: the strongest.
    pub decided_by: Arc<Claim>,
    /// All claims in force, the strongest first.
    pub claims: Vec<Arc<Claim>>,
}

impl Standing {
    /// How old it is on `day`.
    pub fn age(&self, day: Date) -> Age {
        Age::on(day, self.last_day)
    }

    /// Whether nobody has vouched for it of late on `day`.
    pub fn is_old(&self, day: Date) -> bool {
        self.age(day).currency() == Currency::LastKnown
    }
}

/// Who holds the settlement that `claims` are about at the end of `day`; `None` while no claim is
/// in force.
///
/// The newest and best graded claim decides. Another party's claim of like weight and near date
/// makes the settlement contested.
pub(super) fn standing(claims: &[Arc<Claim>], day: Date) -> Option<Standing> {
    let mut in_force: Vec<(f64, Date, &Arc<Claim>)> = claims
        .iter()
        .filter(|claim| claim.period.holds_on(day))
        .map(|claim| {
            let weight = weight(claim.tier, &claim.source, &claim.period, day);
            (weight, claim.period.vouched(day), claim)
        })
        .collect();
    // Of claims that weigh the same the newer one comes first, then the order of the parties: the
    // same claims give the same answer.
    in_force.sort_by(|a, b| {
        b.0.total_cmp(&a.0)
            .then_with(|| b.1.cmp(&a.1))
            .then_with(|| b.2.period.since.cmp(&a.2.period.since))
            .then_with(|| a.2.party.cmp(&b.2.party))
    });
    let &(weight, vouched, strongest) = in_force.first()?;
    let disputed = in_force.iter().any(|(other, near, claim)| {
        claim.party != strongest.party
            && *other >= LIKE_WEIGHT * weight
            && (*near - vouched).get_days().abs() <= NEAR_DAYS
    });
    let contested = disputed || strongest.party == CONTESTED;
    // A dispute is as old as the claim that decides: both are near in time.
    let agree = |claim: &Claim| !disputed && claim.party == strongest.party;
    let agreeing = in_force.iter().filter(|(_, _, claim)| agree(claim));
    let last_day = agreeing
        .map(|(_, _, claim)| claim.period.last_day())
        .fold(strongest.period.last_day(), Date::max);
    Some(Standing {
        place: strongest.place.clone(),
        party: if contested {
            CONTESTED.to_owned()
        } else {
            strongest.party.clone()
        },
        tier: if contested {
            ControlTier::Contested
        } else {
            strongest.tier
        },
        cut_off: strongest.cut_off,
        weight,
        last_day,
        decided_by: Arc::clone(strongest),
        claims: in_force
            .into_iter()
            .map(|(_, _, claim)| Arc::clone(claim))
            .collect(),
    })
}
