//! Verbs that stand around their object: "got 24 people out", "brings the wounded out".

use crate::extract::words::{Cue, CueMatch, Movement, Parted};
use crate::model::Status;

/// Adds what verbs mean whose particle stands behind the people whom they take.
pub fn add_parted(cues: &mut Vec<CueMatch>) {
    /// "Got 24 elderly people and children out".
    const REACH: usize = 8;
    let mut added: Vec<CueMatch> = Vec::new();
    for (at, found) in cues.iter().enumerate() {
        let Cue::Parted(verb @ (Parted::Take | Parted::Took)) = found.cue else {
            continue;
        };
        let behind = cues.get(at + 1..).unwrap_or_default();
        let mut behind = behind
            .iter()
            .take_while(|next| next.start < found.end + REACH)
            .take_while(|next| !matches!(next.cue, Cue::Parted(Parted::Take | Parted::Took)));
        let mut are_people = false;
        let particle = behind.find(|next| {
            are_people |= matches!(
                next.cue,
                Cue::Movement(Movement::People | Movement::Medical)
            );
            next.cue == Cue::Parted(Parted::Out)
        });
        let Some(particle) = particle.filter(|_| are_people) else {
            continue;
        };
        let whole = |cue| CueMatch {
            start: found.start,
            end: particle.end,
            cue,
        };
        added.push(whole(Cue::Movement(Movement::Evacuation)));
        if verb == Parted::Took {
            added.push(whole(Cue::Status(Status::Completed)));
            added.push(whole(Cue::Moved));
        }
    }
    for cue in added {
        let place = cues.partition_point(|known| known.start <= cue.start);
        cues.insert(place, cue);
    }
}
