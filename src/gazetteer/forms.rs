//! Case forms of Ukrainian and Russian place names.
//!
//! Reports say "з Великої Новосілки", "в Бердянске"; the index therefore holds the oblique cases
//! of every Cyrillic name. The declensions are a table of endings (`place_names.tsv` of its language),
//! this module applies it: of the rows that fit a word those with the most specific ending
//! count, all of them where several are equally specific. A table describes itself in its head.

use std::fmt;

/// A language whose names this module declines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tongue {
    /// Ukrainian.
    Ukrainian,
    /// Russian.
    Russian,
}

/// A row of the table of endings that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadableRow {
    /// Line of the table, counted from one.
    pub line: usize,
    /// What is wrong with it.
    pub fault: &'static str,
}

impl fmt::Display for UnreadableRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.fault)
    }
}

impl std::error::Error for UnreadableRow {}

/// Genitive, dative, accusative, instrumental, locative: the alternatives of each.
type Cases = [Vec<String>; 5];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Noun,
    /// A name that is declined as an adjective (Попасна), alone or with a noun.
    Adjective,
    /// An adjective only where a noun follows (Біла Церква).
    Attribute,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gender {
    Masculine,
    Feminine,
    Neuter,
    Plural,
}

#[derive(Debug, Clone)]
struct Rule {
    role: Role,
    gender: Gender,
    /// The last letters of the nominative that the rule asks for, the last one first.
    ending: Vec<char>,
    /// How many of them the forms replace.
    replaced: usize,
    /// Endings of the cases; `None` for the nominative unchanged.
    cases: [Vec<Option<String>>; 5],
}

/// How one word is declined.
struct Paradigm {
    role: Role,
    gender: Gender,
    cases: Cases,
}

/// The declensions of a language.
#[derive(Debug, Clone)]
pub struct Declensions {
    rules: Vec<Rule>,
}

impl Declensions {
    /// Reads a table of endings: role, gender, ending, five cases and an example, separated by
    /// tabs; lines that begin with `#` are comments.
    ///
    /// # Errors
    /// The first row that cannot be read.
    pub fn parse(table: &str) -> Result<Self, UnreadableRow> {
        let mut rules = Vec::new();
        for (line, row) in (1..).zip(table.lines()) {
            if row.starts_with('#') || row.trim().is_empty() {
                continue;
            }
            let values: Vec<&str> = row.split('\t').collect();
            let unreadable = |fault| UnreadableRow { line, fault };
            let [role, gender, endings, cases @ .., _example] = values.as_slice() else {
                return Err(unreadable("nine columns are needed"));
            };
            let cases: &[&str; 5] = cases
                .try_into()
                .map_err(|_| unreadable("five cases are needed"))?;
            let role = match *role {
                "noun" => Role::Noun,
                "adjective" => Role::Adjective,
                "attribute" => Role::Attribute,
                _ => return Err(unreadable("a word is a noun, an adjective or an attribute")),
            };
            let gender = match *gender {
                "m" => Gender::Masculine,
                "f" => Gender::Feminine,
                "n" => Gender::Neuter,
                "p" => Gender::Plural,
                _ => return Err(unreadable("a gender is m, f, n or p")),
            };
            for ending in endings.split('|') {
                let (kept, replaced) = ending
                    .split_once('-')
                    .ok_or_else(|| unreadable("a hyphen marks where the ending begins"))?;
                rules.push(Rule {
                    role,
                    gender,
                    ending: kept.chars().chain(replaced.chars()).rev().collect(),
                    replaced: replaced.chars().count(),
                    cases: cases.map(|alternatives| {
                        let each = alternatives.split('/');
                        each.map(|ending| match ending {
                            "=" => None,
                            "0" => Some(String::new()),
                            _ => Some(ending.to_owned()),
                        })
                        .collect()
                    }),
                });
            }
        }
        Ok(Self { rules })
    }

    /// The oblique cases of a name, in lower case and without repetition; the nominative itself
    /// is not among them.
    pub fn forms(&self, name: &str) -> Vec<String> {
        let name = plain(name);
        let mut forms = self.phrase(&words(&name));
        forms.sort_unstable();
        forms.dedup();
        forms.retain(|form| *form != name);
        forms
    }

    fn phrase(&self, words: &[Word]) -> Vec<String> {
        // "Ростов-на-Дону", "село імені Шевченка": what follows the preposition stays.
        let fixed = words.iter().position(|word| governs(word.text));
        let (words, rest) = words.split_at(fixed.unwrap_or(words.len()));
        let mut forms = match words {
            [] => Vec::new(),
            [word] => self
                .paradigms(word.text, |role, _| role != Role::Attribute)
                .into_iter()
                .flat_map(|paradigm| join(&[(word, Some(paradigm.cases))]))
                .collect(),
            _ => self.agreeing(words),
        };
        for form in &mut forms {
            for word in rest {
                form.push_str(word.before);
                form.push_str(word.text);
            }
        }
        forms
    }

    /// Forms of several words: adjectives agree with their noun, whatever else stays.
    fn agreeing(&self, words: &[Word]) -> Vec<String> {
        for wanted in [Role::Noun, Role::Adjective] {
            for head in (0..words.len())
                .rev()
                .filter(|head| !is_linked(words, *head))
            {
                let forms = self.headed(words, head, wanted);
                if !forms.is_empty() {
                    return forms;
                }
            }
        }
        // Nothing agrees: two nouns. Either may be the one that is declined.
        let last = words.len() - 1;
        let mut forms = self.only(words, |index| index == last);
        if words[last].before == "-" {
            forms.extend(self.only(words, |index| index == 0 || index == last));
        } else {
            forms.extend(self.only(words, |index| index == 0));
        }
        forms
    }

    /// Forms with the word at `head` as the noun that the others agree with; empty where they do
    /// not.
    fn headed(&self, words: &[Word], head: usize, wanted: Role) -> Vec<String> {
        let mut forms = Vec::new();
        let last = words.len() - 1;
        for noun in self.paradigms(words[head].text, |role, _| role != Role::Attribute) {
            if noun.role != wanted {
                continue;
            }
            let mut declined: Vec<(&Word, Option<Cases>)> = Vec::new();
            for (index, word) in words.iter().enumerate() {
                if index == head {
                    declined.push((word, Some(noun.cases.clone())));
                    continue;
                }
                if is_linked(words, index) {
                    declined.push((word, None));
                    continue;
                }
                let hyphenated = words.get(index + 1).is_some_and(|next| next.before == "-");
                let agreeing = self
                    .paradigms(word.text, |role, gender| {
                        let attributive = role == Role::Attribute && index < head && !hyphenated;
                        gender == noun.gender && (role == Role::Adjective || attributive)
                    })
                    .pop();
                match agreeing {
                    Some(adjective) => declined.push((word, Some(adjective.cases))),
                    // "Автономна Республіка Крим": the noun is found by its adjective.
                    None if index > head && head > 0 => declined.push((word, None)),
                    None => break,
                }
            }
            if declined.len() < words.len() {
                continue;
            }
            forms.extend(join(&declined));
            if head == 0 && words[last].before == "-" {
                // "Новгорода-Северского" and "Новгород-Северского" are both written.
                declined[0].1 = None;
                forms.extend(join(&declined));
            }
        }
        forms
    }

    /// Forms in which only the chosen words change, each by its best paradigm.
    fn only(&self, words: &[Word], chosen: impl Fn(usize) -> bool) -> Vec<String> {
        let declined: Vec<(&Word, Option<Cases>)> = words
            .iter()
            .enumerate()
            .map(|(index, word)| {
                let paradigm = chosen(index)
                    .then(|| self.paradigms(word.text, |role, _| role != Role::Attribute))
                    .and_then(|paradigms| paradigms.into_iter().next());
                (word, paradigm.map(|paradigm| paradigm.cases))
            })
            .collect();
        join(&declined)
    }

    /// The ways to decline a word by the most specific rules that `fits` lets through.
    fn paradigms(&self, word: &str, fits: impl Fn(Role, Gender) -> bool) -> Vec<Paradigm> {
        let mut best = 0;
        let mut chosen: Vec<&Rule> = Vec::new();
        for rule in self
            .rules
            .iter()
            .filter(|rule| fits(rule.role, rule.gender))
        {
            let Some(score) = specificity(word, &rule.ending) else {
                continue;
            };
            if word.chars().count() == rule.replaced {
                continue;
            }
            if score > best {
                best = score;
                chosen.clear();
            }
            if score == best {
                chosen.push(rule);
            }
        }
        chosen.into_iter().map(|rule| rule.apply(word)).collect()
    }
}

impl Rule {
    fn apply(&self, word: &str) -> Paradigm {
        let kept = word.chars().count().saturating_sub(self.replaced);
        let stem: String = word.chars().take(kept).collect();
        Paradigm {
            role: self.role,
            gender: self.gender,
            cases: self.cases.clone().map(|endings| {
                let form = |ending| match ending {
                    None => word.to_owned(),
                    Some(ending) => format!("{stem}{ending}"),
                };
                endings.into_iter().map(form).collect()
            }),
        }
    }
}

/// Whether a word is the unchanging first part of a compound (Івано-Франківськ).
fn is_linked(words: &[Word], index: usize) -> bool {
    words.get(index + 1).is_some_and(|next| next.before == "-") && words[index].text.ends_with('о')
}

/// How closely an ending describes a word: a letter counts most, then a small class of letters,
/// then a large one. `None` where it does not fit.
fn specificity(word: &str, ending: &[char]) -> Option<usize> {
    let mut letters = word.chars().rev();
    let mut score = 1;
    for expected in ending {
        if *expected == '^' {
            return letters.next().is_none().then_some(score + 2);
        }
        let letter = letters.next()?;
        let (fits, weight) = match expected {
            'V' => (is_vowel(letter), 1),
            'C' => (is_consonant(letter), 1),
            'H' => (matches!(letter, 'ж' | 'ч' | 'ш' | 'щ'), 2),
            _ => (letter == *expected, 3),
        };
        if !fits {
            return None;
        }
        score += weight;
    }
    Some(score)
}

fn is_vowel(c: char) -> bool {
    "аеєиіїоуюяыэ".contains(c)
}

fn is_consonant(c: char) -> bool {
    "бвгґджзйклмнпрстфхцчшщ".contains(c)
}

/// Prepositions and words that govern what follows them.
fn governs(word: &str) -> bool {
    matches!(
        word,
        "на" | "над"
            | "під"
            | "под"
            | "біля"
            | "при"
            | "за"
            | "в"
            | "во"
            | "у"
            | "де"
            | "і"
            | "и"
            | "та"
            | "імені"
            | "имени"
            | "ім."
            | "им."
    )
}

/// A word of a name and the space or hyphen that stands before it.
struct Word<'n> {
    before: &'n str,
    text: &'n str,
}

fn words(name: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut from = 0;
    let mut before = "";
    for (at, separator) in name.match_indices([' ', '-']) {
        words.push(Word {
            before,
            text: &name[from..at],
        });
        before = separator;
        from = at + separator.len();
    }
    words.push(Word {
        before,
        text: &name[from..],
    });
    words.retain(|word| !word.text.is_empty());
    words
}

/// Case by case, every combination of the alternatives; words without cases stay as they are.
fn join(words: &[(&Word, Option<Cases>)]) -> Vec<String> {
    let mut forms = Vec::new();
    for case in 0..5 {
        let mut phrases = vec![String::new()];
        for (word, cases) in words {
            let unchanged = [word.text.to_owned()];
            let alternatives = cases.as_ref().map_or(&unchanged[..], |cases| &cases[case]);
            phrases = phrases
                .iter()
                .flat_map(|phrase| {
                    alternatives
                        .iter()
                        .map(move |form| format!("{phrase}{}{form}", word.before))
                })
                .collect();
        }
        forms.extend(phrases);
    }
    forms
}

/// Lower case, one kind of apostrophe, one kind of hyphen, ё as е.
fn plain(name: &str) -> String {
    name.to_lowercase()
        .chars()
        .map(|c| match c {
            '’' | 'ʼ' | '`' | '‘' | 'ʹ' => '\'',
            '‐' | '‑' | '–' | '—' => '-',
            'ё' => 'е',
            _ => c,
        })
        .collect()
}

/// The languages that a Cyrillic name can belong to, by its letters; none where a letter belongs
/// to neither.
pub fn tongues(name: &str) -> Vec<Tongue> {
    let lower = name.to_lowercase();
    let cyrillic = lower.chars().any(|c| ('а'..='я').contains(&c));
    let foreign = lower
        .chars()
        .any(|c| c.is_alphabetic() && !is_ukrainian(c) && !is_russian(c));
    if !cyrillic || foreign {
        return Vec::new();
    }
    let ukrainian = lower.chars().all(|c| !c.is_alphabetic() || is_ukrainian(c));
    let russian = lower.chars().all(|c| !c.is_alphabetic() || is_russian(c));
    let mut tongues = Vec::new();
    if ukrainian {
        tongues.push(Tongue::Ukrainian);
    }
    if russian && !name.contains(['’', 'ʼ', '\'']) {
        tongues.push(Tongue::Russian);
    }
    tongues
}

fn is_ukrainian(c: char) -> bool {
    matches!(c, 'а'..='я' | 'є' | 'і' | 'ї' | 'ґ' | 'ʼ') && !matches!(c, 'ы' | 'э' | 'ъ')
}

fn is_russian(c: char) -> bool {
    matches!(c, 'а'..='я' | 'ё')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;
    use proptest::prelude::*;

    const UKRAINIAN: &str = include_str!("../../geodata/languages/uk/place_names.tsv");
    const RUSSIAN: &str = include_str!("../../geodata/languages/ru/place_names.tsv");

    fn assert_forms(table: &str, cases: &[(&str, &[&str])]) {
        let declensions = Declensions::parse(table).unwrap();
        for (name, expected) in cases {
            let forms = declensions.forms(name);
            for form in *expected {
                assert!(
                    forms.iter().any(|f| f == form),
                    "{name} has no {form}: {forms:?}"
                );
            }
        }
    }

    #[test]
    fn ukrainian_names_are_declined() {
        assert_forms(
            UKRAINIAN,
            &[
                (
                    "Маріуполь",
                    &["маріуполя", "маріуполю", "маріуполем", "маріуполі"],
                ),
                ("Запоріжжя", &["запоріжжю", "запоріжжям", "запоріжжі"]),
                ("Суми", &["сум", "сумам", "сумами", "сумах"]),
                ("Харків", &["харкова", "харкову", "харковом", "харкові"]),
                ("Київ", &["києва", "києву", "києвом", "києві"]),
                ("Бердичів", &["бердичева", "бердичеві"]),
                ("Буча", &["бучі", "бучу", "бучею"]),
                ("Ірпінь", &["ірпеня", "ірпені", "ірпенем"]),
                ("Умань", &["умані", "уманню"]),
                (
                    "Сєвєродонецьк",
                    &["сєвєродонецька", "сєвєродонецьку", "сєвєродонецьком"],
                ),
                ("Тростянець", &["тростянця", "тростянцем", "тростянці"]),
                ("Кролевець", &["кролевця"]),
                ("Гуляйполе", &["гуляйполя", "гуляйполі"]),
                ("Нікольське", &["нікольського", "нікольському"]),
                ("Попасна", &["попасної", "попасній", "попасну"]),
                ("Рубіжне", &["рубіжного", "рубіжному"]),
                ("Волноваха", &["волновахи", "волновасі", "волноваху"]),
                ("Ромни", &["ромнів", "ромен", "ромнах"]),
                ("Чернівці", &["чернівців", "чернівцями"]),
                (
                    "Велика Новосілка",
                    &["великої новосілки", "великій новосілці", "велику новосілку"],
                ),
                (
                    "Кривий Ріг",
                    &["кривого рогу", "кривому розі", "кривим рогом"],
                ),
                (
                    "Біла Церква",
                    &["білої церкви", "білій церкві", "білу церкву"],
                ),
                ("Жовті Води", &["жовтих вод", "жовтим водам"]),
                (
                    "Івано-Франківськ",
                    &["івано-франківська", "івано-франківську"],
                ),
                ("Кам’янець-Подільський", &["кам'янця-подільського"]),
                ("Рава-Руська", &["рави-руської"]),
                ("Ростов-на-Дону", &["ростова-на-дону", "ростові-на-дону"]),
                (
                    "Донецька область",
                    &[
                        "донецької області",
                        "донецькій області",
                        "донецькою областю",
                    ],
                ),
                (
                    "Автономна Республіка Крим",
                    &["автономної республіки крим", "автономній республіці крим"],
                ),
                ("Київщина", &["київщини", "київщині", "київщину"]),
            ],
        );
    }

    #[test]
    fn russian_names_are_declined() {
        assert_forms(
            RUSSIAN,
            &[
                (
                    "Мариуполь",
                    &["мариуполя", "мариуполю", "мариуполем", "мариуполе"],
                ),
                ("Запорожье", &["запорожья", "запорожью", "запорожьем"]),
                ("Изюм", &["изюма", "изюме"]),
                ("Сумы", &["сум", "сумах"]),
                ("Волноваха", &["волновахи", "волновахе", "волноваху"]),
                ("Рыбинское", &["рыбинского", "рыбинском"]),
                ("Чернигов", &["чернигова", "черниговом", "чернигове"]),
                ("Иваново", &["иванова", "иванове"]),
                ("Королёв", &["королева"]),
                ("Керчь", &["керчи", "керчью"]),
                ("Москва", &["москвы", "москве", "москвой"]),
                (
                    "Великая Новоселка",
                    &["великой новоселки", "великую новоселку"],
                ),
                (
                    "Нижний Новгород",
                    &["нижнего новгорода", "нижнем новгороде"],
                ),
                ("Ростов-на-Дону", &["ростова-на-дону", "ростове-на-дону"]),
                ("Санкт-Петербург", &["санкт-петербурга"]),
                (
                    "Донецкая область",
                    &["донецкой области", "донецкую область"],
                ),
            ],
        );
    }

    #[test]
    fn the_letters_of_a_name_tell_its_language() {
        use Tongue::{Russian, Ukrainian};
        for (name, expected) in [
            ("Маріуполь", vec![Ukrainian]),
            ("Сумы", vec![Russian]),
            ("Изюм", vec![Ukrainian, Russian]),
            ("Кам'янка", vec![Ukrainian]),
            ("Харкаў", vec![]),
            ("Скопје", vec![]),
            ("Kyiv", vec![]),
        ] {
            assert_eq!(tongues(name), expected, "{name}");
        }
    }

    #[test]
    fn a_row_that_cannot_be_read_is_named() {
        for (table, line) in [
            ("# comment\nnoun\tf\t-а\n", 2),
            ("noun\tx\t-а\tи\tі\tу\tою\tі\tПолтава", 1),
            ("noun\tf\tа\tи\tі\tу\tою\tі\tПолтава", 1),
        ] {
            assert_eq!(
                Declensions::parse(table).unwrap_err().line,
                line,
                "{table:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn any_name_is_declined_without_panic(name in "[А-Яа-яіїєґЁё' -]{0,24}|\\PC{0,12}") {
            for table in [UKRAINIAN, RUSSIAN] {
                Declensions::parse(table).unwrap().forms(&name);
            }
        }
    }
}
