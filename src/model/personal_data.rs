//! Personal data that were masked in a report: their kinds and how many, never the data.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A kind of personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonalData {
    /// A telephone number.
    PhoneNumber,
    /// An e-mail address.
    EmailAddress,
    /// A handle of a messenger, or a link that leads to a person or a closed group.
    MessengerAddress,
    /// Series and number of a passport, identity card, licence or certificate.
    Document,
    /// A tax or social insurance number.
    TaxNumber,
    /// The number of a bank card.
    BankCard,
    /// The number of a bank account (IBAN and others).
    BankAccount,
    /// The address of a wallet of a cryptocurrency.
    Wallet,
    /// The number of a telephone set (IMEI).
    Device,
    /// The number plate of a vehicle.
    NumberPlate,
    /// The name of a private person beside such data.
    Name,
    /// The day of birth of somebody whose name is masked.
    BirthDate,
    /// Where somebody lives: street, house and flat.
    HomeAddress,
}

impl PersonalData {
    /// One of them and several, in English.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::PhoneNumber => ("phone number", "phone numbers"),
            Self::EmailAddress => ("e-mail address", "e-mail addresses"),
            Self::MessengerAddress => ("messenger address", "messenger addresses"),
            Self::Document => ("document number", "document numbers"),
            Self::TaxNumber => ("tax number", "tax numbers"),
            Self::BankCard => ("bank card number", "bank card numbers"),
            Self::BankAccount => ("bank account number", "bank account numbers"),
            Self::NumberPlate => ("number plate", "number plates"),
            Self::Wallet => ("wallet address", "wallet addresses"),
            Self::Device => ("device number", "device numbers"),
            Self::Name => ("name", "names"),
            Self::BirthDate => ("date of birth", "dates of birth"),
            Self::HomeAddress => ("home address", "home addresses"),
        }
    }
}

/// How many pieces of personal data of each kind were masked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Masked(BTreeMap<PersonalData, usize>);

impl Masked {
    /// Counts one more.
    pub fn count(&mut self, kind: PersonalData) {
        *self.0.entry(kind).or_default() += 1;
    }

    /// Counts those of `other` too.
    pub fn add(&mut self, other: &Self) {
        for (kind, count) in &other.0 {
            *self.0.entry(*kind).or_default() += count;
        }
    }

    /// Whether nothing was masked.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The kinds with their counts, in words: "2 phone numbers, 1 name".
    pub fn in_words(&self) -> String {
        let parts: Vec<String> = self
            .0
            .iter()
            .map(|(kind, count)| {
                let (one, several) = kind.words();
                format!("{count} {}", if *count == 1 { one } else { several })
            })
            .collect();
        parts.join(", ")
    }
}
