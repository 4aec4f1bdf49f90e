//! A stretch of text as words, runs of digits and marks, folded so that neither look-alike
//! characters nor invisible ones hide what stands there.

use std::ops::Range;

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters without a capital at the start.
    Lower,
    /// Letters with a capital at the start and not all capitals.
    Title,
    /// Capitals alone; also a single one.
    Upper,
    /// Decimal digits of any script.
    Digits,
    /// One other character.
    Mark,
}

/// What stands between a piece and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// Nothing that is seen.
    None,
    /// White space within a line.
    Space,
    /// The end of a line.
    Line,
}

/// A word, a run of digits, or a mark.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// First byte in the text.
    pub start: usize,
    /// One past its last byte in the text.
    pub end: usize,
    /// What it is.
    pub kind: Kind,
    /// What stands before it.
    pub gap: Gap,
    folded: Range<usize>,
}

/// The pieces of a stretch of text.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    list: Vec<Piece>,
    /// The characters of all pieces in a row: letters small, digits and marks of ASCII.
    folded: String,
}

impl Pieces {
    /// Cuts the bytes `range` of a text.
    pub fn of(text: &str, range: Range<usize>) -> Self {
        Self::with_digits(text, range, &[])
    }

    /// The same; at the bytes `spelt`, in order, stand letters for digits.
    pub fn with_digits(text: &str, range: Range<usize>, spelt: &[(usize, char)]) -> Self {
        let mut pieces = Self::default();
        let mut gap = Gap::Line;
        let mut spelt = spelt.iter().peekable();
        for (at, character) in text.get(range.clone()).unwrap_or_default().char_indices() {
            let start = range.start + at;
            if is_invisible(character) {
                continue;
            }
            if is_space(character) {
                let is_line = matches!(character, '\n' | '\r' | '\u{2028}' | '\u{2029}');
                gap = if is_line || gap == Gap::Line {
                    Gap::Line
                } else {
                    Gap::Space
                };
                continue;
            }
            let digit = spelt.next_if(|(place, _)| *place == start);
            let folded = digit.map_or_else(|| folded(character), |(_, digit)| *digit);
            pieces.push(character, folded, start, gap);
            gap = Gap::None;
        }
        pieces
    }

    fn push(&mut self, character: char, folded: char, start: usize, gap: Gap) {
        let end = start + character.len_utf8();
        let from = self.folded.len();
        let kind = if folded.is_ascii_digit() {
            Kind::Digits
        } else if folded.is_alphabetic() {
            if folded.is_uppercase() {
                Kind::Upper
            } else {
                Kind::Lower
            }
        } else {
            Kind::Mark
        };
        push_lower(folded, &mut self.folded);
        let to = self.folded.len();
        if let Some(last) = self.list.last_mut().filter(|_| gap == Gap::None)
            && let Some(joined) = joined(last, kind, character)
        {
            last.kind = joined;
            last.end = end;
            last.folded.end = to;
            return;
        }
        self.list.push(Piece {
            start,
            end,
            kind,
            gap,
            folded: from..to,
        });
    }

    /// How many pieces there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Piece `at`.
    pub fn get(&self, at: usize) -> Option<&Piece> {
        self.list.get(at)
    }

    /// What piece `at` is.
    pub fn kind(&self, at: usize) -> Option<Kind> {
        self.get(at).map(|piece| piece.kind)
    }

    /// What stands before piece `at`; the end of the stretch is the end of a line.
    pub fn gap(&self, at: usize) -> Gap {
        self.get(at).map_or(Gap::Line, |piece| piece.gap)
    }

    /// The folded characters of piece `at`; none is the empty word.
    pub fn word(&self, at: usize) -> &str {
        self.folded_of(at..at + 1)
    }

    /// The folded characters of some pieces, without the space between them.
    pub fn folded_of(&self, pieces: Range<usize>) -> &str {
        let from = self.get(pieces.start).map(|piece| piece.folded.start);
        let to = pieces.end.checked_sub(1).and_then(|last| self.get(last));
        match (from, to) {
            (Some(from), Some(to)) => self.folded.get(from..to.folded.end).unwrap_or_default(),
            _ => "",
        }
    }

    /// The piece that holds the folded character `offset` bytes behind the first of piece `first`.
    pub fn at_offset(&self, first: usize, offset: usize) -> usize {
        let Some(wanted) = self.get(first).map(|piece| piece.folded.start + offset) else {
            return first;
        };
        self.list
            .partition_point(|piece| piece.folded.end <= wanted)
    }

    /// Whether piece `at` is a word.
    pub fn is_word(&self, at: usize) -> bool {
        matches!(self.kind(at), Some(Kind::Lower | Kind::Title | Kind::Upper))
    }

    /// Whether piece `at` is a run of digits.
    pub fn is_digits(&self, at: usize) -> bool {
        self.kind(at) == Some(Kind::Digits)
    }

    /// Whether piece `at` is one of these marks.
    pub fn is_mark(&self, at: usize, marks: &[&str]) -> bool {
        self.kind(at) == Some(Kind::Mark) && marks.contains(&self.word(at))
    }
}

/// What a piece becomes with one more character; `None` where it ends before it.
fn joined(last: &Piece, kind: Kind, character: char) -> Option<Kind> {
    let is_combining = matches!(character, '\u{300}'..='\u{36f}');
    match (last.kind, kind) {
        (Kind::Digits, Kind::Digits) => Some(Kind::Digits),
        (Kind::Lower | Kind::Title | Kind::Upper, Kind::Mark) if is_combining => Some(last.kind),
        (Kind::Lower, Kind::Lower | Kind::Upper) => Some(Kind::Lower),
        (Kind::Title, Kind::Lower | Kind::Upper) => Some(Kind::Title),
        (Kind::Upper, Kind::Upper) => Some(Kind::Upper),
        (Kind::Upper, Kind::Lower) => Some(Kind::Title),
        // «В'ячеслав»: the mark becomes a part of the word.
        (Kind::Title | Kind::Lower | Kind::Upper, Kind::Mark) if is_apostrophe(character) => {
            Some(last.kind)
        }
        _ => None,
    }
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '’' | 'ʼ' | '\'' | '`')
}

/// A character as it is compared: ASCII for digits, dashes and marks that look like it.
fn folded(character: char) -> char {
    if character.is_ascii() || matches!(character, '\u{400}'..='\u{4ff}') {
        return if character == '`' { '\'' } else { character };
    }
    match character {
        '‐'..='―' | '−' | '﹣' | '－' | '⁃' | '﹘' => '-',
        '·' | '∙' | '․' | '．' | '。' => '.',
        '⁄' | '∕' | '／' => '/',
        '’' | 'ʼ' => '\'',
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character)
        }
        _ => digit(character).unwrap_or(character),
    }
}

/// The ASCII digit for a decimal digit of another script, or one in another shape.
pub(super) fn digit(character: char) -> Option<char> {
    /// The zeros of scripts whose ten digits stand in a row (Unicode general category Nd).
    const ZEROS: [u32; 20] = [
        0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50,
        0xed0, 0xf20, 0x1040, 0x17e0, 0x1810, 0xa620, 0xff10,
    ];
    if character.is_ascii_digit() {
        return Some(character);
    }
    let code = u32::from(character);
    if let Some(zero) = ZEROS
        .iter()
        .find(|zero| (**zero..**zero + 10).contains(&code))
    {
        return char::from_digit(code - zero, 10);
    }
    let is_other_shape = matches!(code, 0x2460..=0x2468 | 0x24ea | 0x2776..=0x277e | 0x2780..=0x2788)
        || (0x1d7ce..=0x1d7ff).contains(&code);
    if !is_other_shape {
        return None;
    }
    match code {
        0x24ea => Some('0'),
        0x2460..=0x2468 => char::from_digit(code - 0x2460 + 1, 10),
        0x2776..=0x277e => char::from_digit(code - 0x2776 + 1, 10),
        0x2780..=0x2788 => char::from_digit(code - 0x2780 + 1, 10),
        _ => char::from_digit((code - 0x1d7ce) % 10, 10),
    }
}

fn push_lower(character: char, folded: &mut String) {
    match character {
        'ё' | 'Ё' => folded.push('е'),
        _ if character.is_ascii() => folded.push(character.to_ascii_lowercase()),
        _ => folded.extend(character.to_lowercase()),
    }
}

fn is_space(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{2800}' | '\u{3164}' | '\u{115f}')
}

/// Characters without a look of their own.
pub(super) fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{20e3}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
    )
}
