//! Marks that join names: dashes and arrows.

/// Dashes and arrows between the stops of a way ("A – B → C"), each one character.
pub const CHAIN_MARKS: [&str; 34] = [
    "-", "–", "—", "‑", "‒", "―", "−", ">", "→", "⟶", "➡", "➔", "➜", "➙", "➝", "➞", "➟", "➠", "➤",
    "➢", "➨", "➭", "➯", "➱", "➲", "➺", "➼", "➽", "⇒", "⇨", "⟹", "⇾", "↔", "⇔",
];

/// Whether a mark joins the stops of a way. "=" does only as the shaft of an arrow: ask
/// [`is_arrow_shaft`] of it and what follows.
pub fn is_chain_mark(mark: &str) -> bool {
    CHAIN_MARKS.contains(&mark)
}

/// Whether a mark is the shaft of an arrow that the next one goes on with ("=>", "==>").
pub fn is_arrow_shaft(mark: &str, next: &str) -> bool {
    mark == "=" && matches!(next, ">" | "=")
}
