//! What texts of reports are made of: with whole pieces a search finds more in a minute than by letters in a day.

/// The pieces of `pieces.txt`: one a line, `\n` and `\u{…}` as in Rust.
pub fn pieces() -> Vec<String> {
    let lines = include_str!("../pieces.txt").lines();
    let pieces = lines.filter(|line| !line.starts_with("## "));
    pieces.map(unescaped).collect()
}

fn unescaped(line: &str) -> String {
    let mut text = String::new();
    let mut rest = line;
    while let Some((before, behind)) = rest.split_once('\\') {
        text.push_str(before);
        rest = behind.get(1..).unwrap_or_default();
        match behind.chars().next() {
            Some('n') => text.push('\n'),
            Some('r') => text.push('\r'),
            Some('t') => text.push('\t'),
            Some('u') => {
                let (code, behind) = rest
                    .strip_prefix('{')
                    .and_then(|rest| rest.split_once('}'))
                    .unwrap_or_default();
                let letter = u32::from_str_radix(code, 16).ok();
                text.extend(letter.and_then(char::from_u32));
                rest = behind;
            }
            _ => text.push('\\'),
        }
    }
    text.push_str(rest);
    text
}
