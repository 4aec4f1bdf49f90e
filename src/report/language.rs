//! The language of a text, told by its letters.

use std::sync::LazyLock;

use crate::language::{LANGUAGES, language_files};
use crate::model::Language;

/// The first letter of the Cyrillic block, and how many it has.
const CYRILLIC: usize = 0x400;
const BLOCK: usize = 0x100;

/// For each letter of the block, the language that alone has it.
static OWN_LETTERS: LazyLock<[Option<Language>; BLOCK]> = LazyLock::new(|| {
    let mut own = [None; BLOCK];
    for ((_, file), language) in language_files!("own_letters.txt")
        .into_iter()
        .zip(LANGUAGES)
    {
        let lines = file.lines().filter(|line| !line.starts_with('#'));
        for letter in lines.flat_map(str::chars) {
            for letter in letter.to_lowercase().chain(letter.to_uppercase()) {
                if let Some(known) = in_block(letter).and_then(|at| own.get_mut(at)) {
                    *known = Some(language);
                }
            }
        }
    }
    own
});

fn in_block(letter: char) -> Option<usize> {
    (letter as usize)
        .checked_sub(CYRILLIC)
        .filter(|at| *at < BLOCK)
}

/// English, Ukrainian or Russian, by script and by the letters that only one of the two Cyrillic
/// alphabets has. A text in another language counts as the nearest of the three by script.
pub fn language_of(text: &str) -> Language {
    let (mut latin, mut cyrillic, mut ukrainian, mut russian) =
        (0_usize, 0_usize, 0_usize, 0_usize);
    let own = &*OWN_LETTERS;
    for letter in text.chars().take(20_000) {
        match letter {
            'a'..='z' | 'A'..='Z' => latin += 1,
            _ => {
                let Some(at) = in_block(letter) else {
                    continue;
                };
                cyrillic += 1;
                match own.get(at) {
                    Some(Some(Language::Uk)) => ukrainian += 1,
                    Some(Some(Language::Ru)) => russian += 1,
                    _ => {}
                }
            }
        }
    }
    if latin >= cyrillic {
        Language::En
    } else if russian > ukrainian {
        Language::Ru
    } else {
        Language::Uk
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_tell_the_language() {
        for (text, language) in [
            ("Buses left for Poltava (Полтава)", Language::En),
            ("Колона виїхала з Енергодара", Language::Uk),
            ("Объявлен режим тишины, открыты коридоры", Language::Ru),
            ("1234", Language::En),
        ] {
            assert_eq!(language_of(text), language, "{text}");
        }
    }
}
