//! Tables of texts in which what must be masked is marked, and how well they are met.

use korydor::report::MASK;

/// A text and which of its code points must be masked.
pub struct Case {
    pub text: String,
    /// Ranges of code points, in order.
    pub items: Vec<std::ops::Range<usize>>,
}

/// The cases of a table: a line each, `#` starts a comment line that is followed by a space.
pub fn cases(table: &str) -> Vec<Case> {
    let lines = table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with("# "));
    lines.map(case).collect()
}

fn case(line: &str) -> Case {
    let mut text: Vec<char> = Vec::new();
    let mut items = Vec::new();
    let mut start = None;
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '⟦' => start = Some(text.len()),
            '⟧' => items.push(start.take().expect("⟧ behind ⟦")..text.len()),
            '\\' => match letters.next() {
                Some('n') => text.push('\n'),
                Some('u') => {
                    let code: String = letters
                        .by_ref()
                        .skip(1)
                        .take_while(|letter| *letter != '}')
                        .collect();
                    let code = u32::from_str_radix(&code, 16).expect("a code point");
                    text.push(char::from_u32(code).expect("a code point"));
                }
                other => panic!("\\{other:?} in {line}"),
            },
            other => text.push(other),
        }
    }
    Case {
        text: text.into_iter().collect(),
        items,
    }
}

/// How well texts were masked. What counts are letters and digits: whether a bracket before a number is masked with it does not
/// matter.
#[derive(Default)]
pub struct Score {
    /// Texts with something to mask, and without.
    pub positives: usize,
    pub look_alikes: usize,
    /// What had to be masked, and what of it was, whole.
    items: usize,
    items_masked: usize,
    /// Runs that were masked, and which of them hold nothing else than what had to be.
    masks: usize,
    right_masks: usize,
    /// The texts that were not met, as they were masked.
    pub wrong: Vec<String>,
}

impl Score {
    pub fn add(&mut self, case: &Case, masked: &str) {
        let text: Vec<char> = case.text.chars().collect();
        let hidden: Vec<bool> = masked.chars().map(|letter| letter == MASK).collect();
        let counts = |at: &usize| text[*at].is_alphanumeric();
        let belongs = |at: usize| case.items.iter().any(|item| item.contains(&at));
        if case.items.is_empty() {
            self.look_alikes += 1;
        } else {
            self.positives += 1;
        }
        let found = case
            .items
            .iter()
            .filter(|item| (*item).clone().filter(counts).all(|at| hidden[at]))
            .count();
        let masks: Vec<&[bool]> = hidden.chunk_by(|one, other| one == other).collect();
        let (mut at, mut all, mut right) = (0, 0, 0);
        for mask in masks {
            let range = at..at + mask.len();
            at = range.end;
            if mask[0] {
                all += 1;
                right += usize::from(range.filter(counts).all(belongs));
            }
        }
        self.items += case.items.len();
        self.items_masked += found;
        self.masks += all;
        self.right_masks += right;
        if found < case.items.len() || right < all {
            self.wrong.push(format!("{:?}\n  {masked:?}", case.text));
        }
    }

    pub fn add_all(&mut self, other: &Self) {
        self.positives += other.positives;
        self.look_alikes += other.look_alikes;
        self.items += other.items;
        self.items_masked += other.items_masked;
        self.masks += other.masks;
        self.right_masks += other.right_masks;
        self.wrong.extend(other.wrong.iter().cloned());
    }

    pub fn recall(&self) -> f64 {
        self.items_masked as f64 / self.items.max(1) as f64
    }

    pub fn precision(&self) -> f64 {
        self.right_masks as f64 / self.masks.max(1) as f64
    }

    pub fn summary(&self) -> String {
        format!(
            "{} texts with personal data, {} look-alikes: recall {:.3} ({}/{}), precision {:.3} ({}/{})",
            self.positives,
            self.look_alikes,
            self.recall(),
            self.items_masked,
            self.items,
            self.precision(),
            self.right_masks,
            self.masks
        )
    }
}
