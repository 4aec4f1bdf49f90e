//! The language of a text, told by its letters.

use crate::model::Language;

/// English, Ukrainian or Russian, by script and by the letters that only one of the two Cyrillic
/// alphabets has. A text in another language counts as the nearest of the three by script.
pub fn language_of(text: &str) -> Language {
    let (mut latin, mut cyrillic, mut ukrainian, mut russian) =
        (0_usize, 0_usize, 0_usize, 0_usize);
    for letter in text.chars().take(20_000) {
        match letter {
            'a'..='z' | 'A'..='Z' => latin += 1,
            'і' | 'ї' | 'є' | 'ґ' | 'І' | 'Ї' | 'Є' | 'Ґ' => {
                cyrillic += 1;
                ukrainian += 1;
            }
            'ы' | 'э' | 'ё' | 'ъ' | 'Ы' | 'Э' | 'Ё' | 'Ъ' => {
                cyrillic += 1;
                russian += 1;
            }
            '\u{400}'..='\u{4ff}' => cyrillic += 1,
            _ => {}
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
