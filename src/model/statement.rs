//! What a reading of one report yields: mentions, statements, and what was not understood.

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Corridor, Masked, PlaceKind, PlaceRef, Report, SaidAt, SharedPlace, SharedText};

/// The words of the report that a statement rests on (Web Annotation: TextQuoteSelector and
/// TextPositionSelector in one).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The words themselves.
    pub exact: SharedText,
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

impl Quote {
    /// Where the words stand.
    pub fn span(&self) -> Span {
        Span {
            start: self.start,
            end: self.end,
        }
    }
}

/// Words of a report by their position: code points, half-open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

impl Span {
    /// Whether all of it lies in another.
    pub fn lies_in(self, outer: Self) -> bool {
        self.start >= outer.start && self.end <= outer.end
    }
}

/// A place name found in the text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The words of the report.
    pub text: SharedText,
    /// How sure the reader is, 0 to 1, that this is the place.
    pub confidence: f64,
    /// The place; `None` when the name is a place's but could not be placed.
    pub place: Option<SharedPlace>,
    /// Byte range in the stretch of text that was read at a time.
    #[serde(skip)]
    pub bytes: Range<u32>,
    /// Whether the words are an oblique case of the name (Ukrainian, Russian).
    #[serde(skip)]
    pub oblique: bool,
}

/// Of what kind the place is that one of some mentions names; `None` where it names none that is known.
pub fn kind_of_place(mentions: &[Mention], mention: usize) -> Option<PlaceKind> {
    let place = mentions.get(mention)?.place.as_ref()?;
    Some(place.kind)
}

impl Mention {
    /// Where the report says the place.
    pub fn said_at(&self) -> SaidAt {
        SaidAt {
            name: Some(Span {
                start: self.start,
                end: self.end,
            }),
            reference: None,
        }
    }
}

/// What happened, in the words of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// Ground fighting.
    Battle,
    /// Artillery, rockets, mortars.
    Shelling,
    /// Air, drone or missile strike.
    Strike,
    /// Encirclement or siege.
    Siege,
    /// Forces move forward.
    Advance,
    /// Forces pull back.
    Withdrawal,
    /// A place is held by the other side's forces.
    Occupation,
    /// A place is taken back.
    Liberation,
}

impl EventKind {
    /// Event type and sub-type of ACLED's codebook, as `type/sub-type`.
    pub fn acled(self) -> &'static str {
        match self {
            Self::Battle => "Battles/Armed clash",
            Self::Shelling => "Explosions/Remote violence/Shelling/artillery/missile attack",
            Self::Strike => "Explosions/Remote violence/Air/drone strike",
            Self::Siege => "Strategic developments/Other",
            Self::Advance => "Battles/Armed clash",
            Self::Withdrawal => "Strategic developments/Non-violent transfer of territory",
            Self::Occupation => "Strategic developments/Non-violent transfer of territory",
            Self::Liberation => "Battles/Government regains territory",
        }
    }
}

/// The day that a sentence states for what it tells.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatedDay {
    /// The day, ISO 8601, where the sentence states one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<String>,
    /// Whether it states one that was not understood: no other day stands for it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub day_not_understood: bool,
}

impl StatedDay {
    /// The day: the stated one, or else that of the report; none where one is stated that was not
    /// understood.
    pub fn or_report<'d>(&'d self, reported: Option<&'d str>) -> Option<&'d str> {
        match (&self.day, self.day_not_understood) {
            (Some(day), _) => Some(day),
            (None, true) => None,
            (None, false) => reported,
        }
    }
}

/// The words of the report that the fields of an event or of a claim of control come from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct EventEvidence {
    /// What happened.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kind: Vec<Span>,
    /// Who holds the place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub party: Vec<Span>,
    /// Where.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub place: Vec<Span>,
    /// Who says so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<Span>,
    /// When.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub day: Vec<Span>,
}

impl EventEvidence {
    /// Says where all words stand in another text, given where some words do.
    pub fn relocate(&mut self, place_of: impl Fn(Span) -> Span) {
        let Self {
            kind,
            party,
            place,
            by,
            day,
        } = self;
        for words in [kind, party, place, by, day].into_iter().flatten() {
            *words = place_of(*words);
        }
    }
}

/// Fighting or movement of forces at a place, as one speaker reports it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// What happened.
    pub kind: EventKind,
    /// Where.
    pub place: PlaceRef,
    /// ACLED type and sub-type ([`EventKind::acled`]).
    pub acled: Cow<'static, str>,
    /// Who says so.
    pub by: Option<String>,
    /// When, as far as the sentence says.
    #[serde(flatten)]
    pub when: StatedDay,
    /// The words that the fields come from.
    #[serde(default)]
    pub evidence: EventEvidence,
    /// The rule of reading that made it.
    #[serde(default)]
    pub rule: Cow<'static, str>,
    /// The sentence.
    pub quote: Quote,
    /// 0 to 1.
    pub confidence: f64,
}

/// How well a claim of control is founded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ControlTier {
    /// Judged from several sources.
    Assessed,
    /// SaidAt by a party or a reporter.
    Claimed,
    /// Both sides claim it or fight for it.
    Contested,
    /// Not known.
    Unknown,
}

/// Who holds a place, as one speaker reports it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ControlClaim {
    /// Where.
    pub place: PlaceRef,
    /// `russia`, `ukraine`, or another party's name in lower case.
    pub party: String,
    /// How well founded.
    pub tier: ControlTier,
    /// Who says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Since when, as far as the sentence says.
    #[serde(flatten)]
    pub when: StatedDay,
    /// The words that the fields come from.
    #[serde(default)]
    pub evidence: EventEvidence,
    /// The rule of reading that made it.
    #[serde(default)]
    pub rule: Cow<'static, str>,
    /// The sentence.
    pub quote: Quote,
    /// 0 to 1.
    #[serde(default)]
    pub confidence: f64,
}

/// A name that is a place's and has no coordinates here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unplaced {
    /// The words of the report.
    pub text: SharedText,
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// Why it could not be placed, in a sentence.
    pub reason: Cow<'static, str>,
}

/// Something the reader noticed about the report that a person should know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// A stable word for the kind of problem (`no_places`, `undated`, …).
    pub code: String,
    /// What it is, in a sentence.
    pub detail: String,
    /// The words that it is about, where it is about some.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<Quote>,
}

impl Problem {
    /// That personal data were masked: which kinds and how many, and nothing of them.
    pub fn masked(masked: &Masked) -> Option<Self> {
        (!masked.is_empty()).then(|| Self {
            code: "personal_data_masked".into(),
            detail: format!(
                "personal data were masked before the text was read: {}",
                masked.in_words()
            ),
            quote: None,
        })
    }
}

/// All that was understood of one report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// Name of the document: the file's stem, or the report's id.
    pub doc: String,
    /// The report.
    pub report: Report,
    /// Place names in order of the text.
    pub mentions: Vec<Mention>,
    /// Statements about corridors.
    pub corridors: Vec<Corridor>,
    /// Fighting and movements.
    pub events: Vec<Event>,
    /// Claims of control.
    pub control: Vec<ControlClaim>,
    /// Names without coordinates.
    pub unplaced: Vec<Unplaced>,
    /// What a person should know.
    pub problems: Vec<Problem>,
}

impl Reading {
    /// A reading in which nothing is understood of the report.
    pub fn of_nothing_but(report: Report) -> Self {
        Self {
            doc: report.id.clone(),
            report,
            mentions: Vec::new(),
            corridors: Vec::new(),
            events: Vec::new(),
            control: Vec::new(),
            unplaced: Vec::new(),
            problems: Vec::new(),
        }
    }
}
