//! The words, codes and shapes that tell personal data, from `geodata/lexicons/personal_data.toml`.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind};
use serde::Deserialize;

use super::ages::AgeWords;
use super::look_alikes::LookAlikes;
use super::name_rules::Name;
use super::openings::{Counts, Openings};
use super::phrases::{Phrases, Stem, Words, title};

/// What the file holds, ready to be asked.
#[derive(Debug)]
pub(super) struct Rules {
    pub digits: Digits,
    pub phone: Phone,
    pub mail: Mail,
    pub messenger: Messenger,
    pub passport: Cued,
    pub tax: Cued,
    pub account: Account,
    pub plate: Plate,
    pub wallet: Cued,
    pub device: Cued,
    pub name: Name,
    pub age: AgeWords,
    pub home: Home,
    /// Finds what may be personal and has neither digits nor an @.
    pub openings: Openings,
    /// Finds the words that may stand before numbers of few digits.
    pub cues: AhoCorasick,
    /// Of each of these words, whether it may end in any letters.
    open_cues: Vec<bool>,
}

/// Digits that are written otherwise.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Digits {
    pub look_alikes: LookAlikes,
}

/// Telephone numbers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Phone {
    pub cues: Phrases,
    pub fillers: Words,
    pub joins: Words,
    pub hot_lines: Vec<String>,
    pub short_hot_lines: Vec<String>,
    pub mobile: Words,
    /// Code of a country, fewest and most digits of a number with it.
    pub countries: Vec<(String, usize, usize)>,
}

/// E-mail addresses in words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Mail {
    pub at: Words,
    pub dot: Words,
}

/// Handles and links of messengers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Messenger {
    pub links: Vec<String>,
    pub profiles: Vec<String>,
    pub private: Phrases,
    /// Words behind a link that ask to write there.
    pub asks: Phrases,
    pub services: Words,
    pub joints: Words,
    /// Words between a service and a handle: "WeChat id".
    pub service_fillers: Words,
    pub sites: Words,
    /// Parts of a handle that make it an organisation's, and letters that do wherever they stand in it.
    organisations: Words,
    organisation_letters: Vec<String>,
    /// Links to pages of which most are a person's: a given name in the handle tells one.
    pub personal_sites: Vec<String>,
    pub public: Phrases,
}

/// Data that a word before them tells.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Cued {
    pub cues: Phrases,
    pub fillers: Words,
}

/// Bank accounts and cards.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Account {
    pub cues: Phrases,
    pub fillers: Words,
    stars: Vec<String>,
    pub hidden_digits: Words,
    banks: Words,
    bank_endings: Vec<String>,
}

impl Account {
    /// Whether a folded word is the name of a bank: "monobank", «ощадбанку».
    pub fn is_bank(&self, word: &str) -> bool {
        let ends_so = |ending: &String| word.ends_with(ending.as_str());
        self.banks.has(word) || self.bank_endings.iter().any(ends_so)
    }
}

/// Number plates.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Plate {
    shapes: Vec<String>,
    glued: Vec<String>,
    beside_vehicle: Vec<String>,
    /// Letters that plates have, and units of measure too.
    pub units_beside_vehicle: Words,
    pub vehicles: Phrases,
    pub republics: Words,
    letters: String,
    pub not_letters: Words,
    pub regions: Words,
    pub others: Phrases,
    pub cues: Phrases,
    pub fillers: Words,
}

/// Words of addresses.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Home {
    /// Streets, squares and the like.
    pub streets: Words,
    /// Before the number of a house.
    pub houses: Words,
    /// Before the number of a part of it.
    pub parts: Words,
    /// Before the number of a flat.
    pub flats: Words,
    /// Before the address of a home.
    pub lives: Phrases,
    /// Before an address, beside a relative: "parents, address: …".
    pub address: Phrases,
    /// Before an address that is everybody's.
    pub public: Phrases,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    digits: Digits,
    phone: Phone,
    mail: Mail,
    messenger: Messenger,
    passport: Cued,
    tax: Cued,
    account: Account,
    plate: Plate,
    wallet: Cued,
    device: Cued,
    name: Name,
    age: AgeWords,
    home: Home,
}

/// Why the file cannot be used.
#[derive(Debug, thiserror::Error)]
pub(super) enum RulesError {
    /// It is no TOML of these tables.
    #[error("personal_data.toml: {0}")]
    Toml(#[from] toml::de::Error),
    /// The words without digits make no automaton.
    #[error("personal_data.toml: {0}")]
    Automaton(#[from] aho_corasick::BuildError),
}

/// The rules that the binary carries; a test reads them, so that a broken file never leaves the house.
pub(super) static RULES: LazyLock<Result<Rules, RulesError>> =
    LazyLock::new(|| Rules::of(include_str!("../../../geodata/lexicons/personal_data.toml")));

impl Rules {
    fn of(toml: &str) -> Result<Self, RulesError> {
        let mut file: File = toml::from_str(toml)?;
        file.name.complete();
        let openings = openings(&file)?;
        let cues = [
            &file.phone.cues,
            &file.passport.cues,
            &file.tax.cues,
            &file.account.cues,
            &file.plate.cues,
            &file.device.cues,
        ];
        let mut written: Vec<(String, bool)> = Vec::new();
        for stem in cues
            .into_iter()
            .flat_map(Phrases::last_words)
            .chain(file.name.missing.first_words())
        {
            let Stem { letters, is_open } = stem;
            for letters in [letters.clone(), title(letters), letters.to_uppercase()] {
                written.push((letters, *is_open));
            }
        }
        Ok(Self {
            cues: AhoCorasickBuilder::new()
                .kind(Some(AhoCorasickKind::DFA))
                .build(written.iter().map(|(letters, _)| letters))?,
            open_cues: written.iter().map(|(_, is_open)| *is_open).collect(),
            digits: file.digits,
            phone: file.phone,
            mail: file.mail,
            messenger: file.messenger,
            passport: file.passport,
            tax: file.tax,
            account: file.account,
            plate: file.plate,
            wallet: file.wallet,
            device: file.device,
            name: file.name,
            age: file.age,
            home: file.home,
            openings,
        })
    }
}

/// What opens a search where no digits in a row do.
fn openings(file: &File) -> Result<Openings, aho_corasick::BuildError> {
    let everywhere = |word: String| (word, Counts::Everywhere);
    let mut words: Vec<(String, Counts)> = Vec::new();
    let messenger = &file.messenger;
    let links = messenger.links.iter().chain(&messenger.profiles);
    words.extend(links.cloned().map(everywhere));
    words.extend(messenger.services.0.iter().cloned().map(everywhere));
    words.extend(file.account.stars.iter().cloned().map(everywhere));
    words.push(everywhere("%40".to_owned()));
    let dots = file.mail.dot.0.iter();
    let dots = dots.flat_map(|dot| [format!(" {dot} "), format!("({dot})"), format!("[{dot}]")]);
    words.extend(dots.map(everywhere));
    let ats = file.mail.at.0.iter();
    let ats = ats.flat_map(|at| [format!("({at})"), format!("[{at}]"), format!("{{{at}}}")]);
    words.extend(ats.map(everywhere));
    words.extend(WALLET_BEGINNINGS.map(|letters| everywhere(letters.to_owned())));
    let name = &file.name;
    let phrases = [
        &file.wallet.cues,
        &name.births,
        &name.missing,
        &name.seeking,
        &file.home.lives,
    ];
    words.extend(
        phrases
            .into_iter()
            .flat_map(|phrases| phrases.written())
            .map(|phrase| match phrase.strip_suffix('*') {
                Some(beginning) => (beginning.to_owned(), Counts::Beginning),
                None => (phrase.clone(), Counts::Whole),
            }),
    );
    words.extend(
        name.kin
            .0
            .iter()
            .map(|word| (word.clone(), Counts::BehindOwner)),
    );
    words.extend(
        file.home
            .flats
            .0
            .iter()
            .map(|word| (word.clone(), Counts::BeforeNumber)),
    );
    let owners = name.own.0.iter().chain(&name.others.0);
    Openings::of(words, owners.cloned().collect::<Vec<_>>().into())
}

impl Rules {
    /// Whether cue `number` may end in any letters.
    pub fn is_open_cue(&self, number: usize) -> bool {
        self.open_cues.get(number).copied().unwrap_or(false)
    }
}

/// What addresses of wallets begin with that need no word before: of Ethereum (EIP-55), of Bitcoin (BIP 173, BIP 350).
pub(super) const WALLET_BEGINNINGS: [&str; 3] = ["0x", "bc1q", "bc1p"];

impl Messenger {
    /// Whether a folded handle is an organisation's: "zoda_gov_ua", "unhcr_ukraine".
    pub fn is_organisation(&self, handle: &str) -> bool {
        let mut parts = handle.split(|letter: char| !letter.is_alphabetic());
        parts.any(|part| self.organisations.has(part))
            || self
                .organisation_letters
                .iter()
                .any(|letters| handle.contains(letters.as_str()))
    }
}

impl Plate {
    /// What is a plate only beside a word for a vehicle.
    pub fn beside_vehicle(&self) -> impl Iterator<Item = &str> {
        self.beside_vehicle.iter().map(String::as_str)
    }

    /// The shapes, and whether nothing may stand between their parts.
    pub fn shapes(&self) -> impl Iterator<Item = (&str, bool)> {
        let spaced = self.shapes.iter().map(|shape| (shape.as_str(), false));
        spaced.chain(self.glued.iter().map(|shape| (shape.as_str(), true)))
    }

    /// Whether a folded word is made of letters of plates alone.
    pub fn has_letters(&self, word: &str) -> bool {
        let is_letter = |letter: char| {
            letter
                .to_uppercase()
                .all(|capital| self.letters.contains(capital))
        };
        word.chars().all(is_letter)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_file_can_be_used() {
        assert!(RULES.as_ref().is_ok(), "{:?}", RULES.as_ref().err());
    }

    #[test]
    fn given_names_are_known_in_every_case_and_towns_are_none() {
        let name = &RULES.as_ref().unwrap().name;
        for word in [
            "олена",
            "олені",
            "оленою",
            "сергія",
            "сергію",
            "івана",
            "дмитра",
            "olena",
        ] {
            assert!(name.is_given(word), "{word}");
        }
        for word in ["оленівка", "харків", "іванків", "суми"] {
            assert!(!name.is_given(word), "{word}");
        }
    }
}
