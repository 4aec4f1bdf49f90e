//! Byte offsets ↔ Unicode code points.

/// Answers which code point of a text a byte offset is, without walking the text each time.
#[derive(Debug)]
pub struct CodePoints<'t> {
    text: &'t str,
    /// Code points before each block of bytes.
    before_block: Vec<usize>,
}

const BLOCK: usize = 256;

impl<'t> CodePoints<'t> {
    /// Indexes a text; takes one pass over its bytes.
    pub fn new(text: &'t str) -> Self {
        let mut count = 0;
        let before_block = text
            .as_bytes()
            .chunks(BLOCK)
            .map(|block| {
                let before = count;
                count += block
                    .iter()
                    .filter(|byte| starts_code_point(**byte))
                    .count();
                before
            })
            .collect();
        Self { text, before_block }
    }

    /// The number of code points before byte `offset`.
    pub fn at(&self, offset: usize) -> usize {
        let bytes = self.text.as_bytes();
        let offset = offset.min(bytes.len());
        let block = offset / BLOCK;
        let Some(before) = self.before_block.get(block) else {
            let last = self.before_block.len().saturating_sub(1);
            return self.before_block.last().map_or(0, |before| {
                before
                    + bytes[last * BLOCK..]
                        .iter()
                        .filter(|byte| starts_code_point(**byte))
                        .count()
            });
        };
        before
            + bytes[block * BLOCK..offset]
                .iter()
                .filter(|byte| starts_code_point(**byte))
                .count()
    }
}

fn starts_code_point(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_character_is_counted_once(text in "[aяі€😀 ]{0,700}") {
            let index = CodePoints::new(&text);
            for (count, (offset, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(index.at(offset), count);
            }
            prop_assert_eq!(index.at(text.len()), text.chars().count());
        }
    }
}
