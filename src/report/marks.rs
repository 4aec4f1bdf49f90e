//! Marks that join names: dashes and arrows.

/// Dashes and arrows between the stops of a way ("A – B → C"), each one character.
pub const CHAIN_MARKS: [&str; 50] = [
    "-", "–", "—", "‑", "‒", "―", "−", ">", "→", "⟶", "➡", "➔", "➜", "➙", "➝", "➞", "➟", "➠", "➤",
    "➢", "➨", "➭", "➯", "➱", "➲", "➺", "➼", "➽", "⇒", "⇨", "⟹", "⇾", "↔", "⇔", "⮕", "⭢", "➾", "➪",
    "➩", "➛", "↣", "⇢", "⇝", "⟾", "⟼", "🡒", "🠖", "🠒", "🡆", "👉",
];

/// Whether a mark joins the stops of a way. "=" does only as the shaft of an arrow: ask
/// [`is_arrow_shaft`] of it and what follows.
pub fn is_chain_mark(mark: &str) -> bool {
    CHAIN_MARKS.contains(&mark)
}

/// Whether a mark is the shaft of an arrow that the next one goes on with ("=>", "==>", "~>").
pub fn is_arrow_shaft(mark: &str, next: &str) -> bool {
    mark == "=" && matches!(next, ">" | "=") || mark == "~" && next == ">"
}

/// What stands before the mark that joins stops at the end of a line, where a space parts it from them.
pub(super) fn ends_with_chain_mark(line: &str) -> Option<&str> {
    let before = CHAIN_MARKS.iter().find_map(|mark| line.strip_suffix(mark));
    before.filter(|before| before.ends_with(char::is_whitespace))
}
