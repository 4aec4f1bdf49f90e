//! Short free text (a title, a source, a reason) as one line that shows what it holds.

/// White space and control characters between words become one space, and what changes the direction of the
/// text around it, or cannot be seen, goes: a line of the list, of a log or of a terminal stays one, and says to
/// everyone the same.
pub fn one_line(text: &str) -> String {
    let shown: String = text.chars().filter(|c| !is_unseen(*c)).collect();
    let words = shown.split(|c: char| c.is_whitespace() || c.is_control());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// Marks of direction (Unicode bidirectional algorithm, UAX 9: embeddings, overrides, isolates and implicit
/// marks), characters without width, and tags. Joiners stay: words and emoji are written with them.
fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{61c}'
            | '\u{200e}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{200b}'
            | '\u{2060}'..='\u{2064}'
            | '\u{206a}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_text_is_one_line_of_what_can_be_seen() {
        for (text, line) in [
            (
                "  The day\r\nwas \u{1b}[31m wrong.\u{0}",
                "The day was [31m wrong.",
            ),
            ("\u{202e}gnorw\u{202c} day", "gnorw day"),
            ("a\u{2066}b\u{2069}c\u{200f}d\u{61c}e", "abcde"),
            ("zero\u{200b}width\u{feff}", "zerowidth"),
            ("line\u{2028}separator\u{85}next", "line separator next"),
            ("«Маріуполь» — з’їзд", "«Маріуполь» — з’їзд"),
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
            ("\u{202a}\u{2069}\n", ""),
        ] {
            assert_eq!(one_line(text), line, "{text:?}");
        }
    }
}
