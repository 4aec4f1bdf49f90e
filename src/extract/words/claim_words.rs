//! What the words mean by which a sentence judges its own claims.

/// Words by which a sentence says that what it tells is not so, that nobody confirms it, or that it
/// would be so only if something else were. `geodata/languages/en/claims.toml` explains each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimCue {
    /// What somebody tells ("reports").
    Noun,
    /// Not so, beside such a noun or behind [`ClaimCue::Copula`].
    False,
    /// Not so, complete by itself.
    IsFalse,
    /// "Are", "as".
    Copula,
    /// "Called" the noun behind what follows it.
    Calls,
    /// Stands for what was told before the comma.
    This,
    /// "This is not so": what was told before the comma.
    NotSo,
    /// Confirmed by nobody, as [`ClaimCue::False`].
    Unconfirmed,
    /// Confirmed by nobody, as [`ClaimCue::IsFalse`].
    IsUnconfirmed,
    /// Where all around it is from: "according to unconfirmed".
    UnconfirmedSource,
    /// It was so after all.
    Confirmed,
    /// Not so, where a sentence says no more of the one before.
    Verdict,
    /// The same: confirmed by nobody.
    OpenVerdict,
    /// Who does so confirms what follows, and leaves it open where he does not.
    Confirms,
    /// Who does so holds what the noun behind tells to be untrue.
    Rejects,
    /// "Despite" what the noun behind tells.
    Despite,
    /// A noun that says by itself that what follows is not so.
    Fake,
    /// A noun that says by itself that nobody knows whether what follows is so.
    Rumour,
    /// Joins such a noun with what it is about.
    About,
    /// "Falsely claimed": what follows is not so.
    Falsely,
    /// What follows at once is only alleged.
    Alleged,
    /// The clause may be so.
    Perhaps,
    /// Behind a negation it makes more of what follows ("not only").
    Only,
    /// A verb that by itself asserts nothing.
    Infinitive,
    /// Opens a clause of what is not so.
    Counterfactual,
    /// Opens a condition.
    If,
    /// In such a condition: of what is not so.
    Pluperfect,
    /// In the clause beside such a condition.
    Would,
    /// What follows in the clause did not come.
    WouldHave,
    /// The clause tells what would be.
    Conditional,
    /// Makes a condition of the clause at whose head it stands.
    Inverted,
    /// What follows in the clause has not come.
    Until,
    /// The same of a noun that is part of the words.
    Ahead,
    /// Says of such a clause that it came.
    Came,
}

impl ClaimCue {
    /// Whether it says of a claim that it is not so.
    pub fn denies(self) -> bool {
        matches!(
            self,
            Self::False
                | Self::IsFalse
                | Self::NotSo
                | Self::Rejects
                | Self::Despite
                | Self::Fake
                | Self::Falsely
                | Self::Verdict
        )
    }

    /// Whether it leaves open whether something is so.
    pub fn leaves_open(self) -> bool {
        matches!(
            self,
            Self::Unconfirmed
                | Self::IsUnconfirmed
                | Self::OpenVerdict
                | Self::Confirms
                | Self::UnconfirmedSource
                | Self::Rumour
                | Self::Alleged
                | Self::Perhaps
                | Self::Counterfactual
                | Self::If
                | Self::WouldHave
                | Self::Conditional
                | Self::Inverted
                | Self::Until
                | Self::Ahead
        )
    }
}
