//! Names and numbers of roads, each kept once.

use std::collections::HashMap;

use foldhash::fast::FixedState;

/// Texts and the numbers that stand for them; number 0 stands for no text.
#[derive(Debug, Default)]
pub(super) struct Labels {
    numbers: HashMap<String, u32, FixedState>,
    texts: Vec<String>,
}

impl Labels {
    /// The number of a text, new or known.
    pub(super) fn number(&mut self, text: Option<String>) -> u32 {
        let Some(text) = text else { return 0 };
        if let Some(number) = self.numbers.get(&text) {
            return *number;
        }
        let Ok(number) = u32::try_from(self.texts.len() + 1) else {
            return 0;
        };
        self.texts.push(text.clone());
        self.numbers.insert(text, number);
        number
    }

    /// The texts in the order of their numbers, from number 1.
    pub(super) fn into_texts(self) -> Vec<String> {
        self.texts
    }
}
