//! What words say of parties to a conflict: what they agree to, what they hold.

/// What a party says to a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consent {
    /// It agrees.
    Agrees,
    /// Those who follow agree ("agreed between").
    Between,
    /// It rejects or denies.
    Disputes,
}

/// Where the party stands beside a word of holding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holding {
    /// It follows: "held by".
    By,
    /// It stands right before: "Houthi-held".
    Of,
    /// It is the subject: "the army recaptured".
    Takes,
}

/// A party that holds places where the word alone tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
    /// Ukraine.
    Ukraine,
    /// Russia.
    Russia,
}
