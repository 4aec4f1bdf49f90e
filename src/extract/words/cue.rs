//! What the words of a report mean to the rules that read it.

use super::claim_words::ClaimCue;
use super::parted_cue::Parted;
use super::party_cue::{Consent, Holding, Party};
use crate::model::{Arrangement, Condition, EventKind, Mode, Status};

/// What kind of passage a word names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passage {
    /// Humanitarian by its own name.
    Humanitarian,
    /// Any passage.
    General,
    /// Economic, transport, wildlife, sea, air, military: never humanitarian.
    Other,
    /// An explanation of what corridors are.
    Explanation,
    /// How people travel on from the end of a passage ("and then by air").
    Onward,
}

/// What a word says about who or what moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Movement {
    /// People are taken out.
    Evacuation,
    /// People leave by themselves.
    Leaving,
    /// The people.
    People,
    /// The wounded and sick.
    Medical,
    /// Relief goods.
    Aid,
    /// The dead.
    Dead,
    /// Vehicles.
    Carrying,
    /// Vehicles come for people.
    Fetching,
    /// Vehicles that carry goods.
    Trucks,
    /// Any way of getting along.
    Going,
}

/// Which part the place after (or before) a word plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoleCue {
    /// Origin follows.
    From,
    /// Destination follows.
    To,
    /// A place on the way follows.
    Via,
    /// A place follows.
    In,
    /// People of the place that follows.
    ResidentsBefore,
    /// People of the place just named.
    ResidentsAfter,
    /// May stand between a role's word and its place.
    Filler,
    /// Joins places of a list.
    And,
    /// Starts another clause.
    ClauseBreak,
    /// A place of waiting follows, no destination.
    Checkpoint,
    /// Destination follows once an origin was named ("left Semera for Mekelle").
    ToAfterFrom,
    /// The place named last, as an origin ("from there").
    There,
    /// Two places follow that a way joins.
    Between,
    /// Before a colon: the origin, the destination, the way.
    LabelFrom,
    /// See [`RoleCue::LabelFrom`].
    LabelTo,
    /// See [`RoleCue::LabelFrom`].
    LabelVia,
    /// The way back.
    Back,
    /// A site, which the place that follows holds ("the hospital in").
    Site,
    /// Those who wait in the place that follows.
    Waiting,
    /// Those whom goods are for follow: a destination after words for relief.
    For,
    /// A further place of the same part follows ("together with").
    With,
    /// Vehicles start, or people are picked up, where the sentence says.
    Start,
    /// Vehicles go round the places that follow and take people with them ("does the round of").
    GoesRound,
    /// What the sentence is about follows ("as for").
    Topic,
    /// The place beside it takes people in.
    Receives,
    /// All those spoken of before ("all were taken to C").
    Everybody,
    /// The stops of a way follow, behind a colon or a dash ("stops: A, B").
    Stops,
    /// What a passage crosses or is held at ("the bridge in A", "the crossing point B").
    Pass,
    /// What leads along: part of the name of a road ("the A road").
    Road,
    /// Before the name of a road only («по»).
    Along,
    /// The way said before ("along this road").
    ThisWay,
    /// What is only near by.
    Near,
    /// People change vehicles.
    Change,
}

/// Words of saying and of those who say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpeakerCue {
    /// A verb of saying.
    Say,
    /// "According to".
    According,
    /// Stands for the last speaker.
    Pronoun,
    /// Part of a title before a name.
    Title,
    /// An organisation that speaks; alone it stands for one named before ("the ministry").
    Organisation,
    /// An organisation that needs no other name ("the government").
    Institution,
    /// An agency or paper that passes on what others say.
    Media,
    /// Where something is said ("on Telegram").
    Channel,
    /// Stands between the one who speaks and the verb ("has also").
    Auxiliary,
    /// Looks like saying and names nobody who speaks ("was told").
    Other,
}

/// Words that change what a statement is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Modality {
    /// Negation.
    Not,
    /// "Nobody", "none of them": negates the verb that follows, however far.
    Nobody,
    /// "Not yet": what is awaited has not come.
    NotYet,
    /// "If": what follows holds under a condition.
    Condition,
    /// "Denied": what follows has not happened.
    Denial,
    /// "Fear", "threat of", "called for": what follows may never happen.
    Unreal,
    /// "Stopped", "died down": what was is over.
    Ceasing,
    /// "Trying to": what follows is under way.
    Attempt,
    /// "Goes on", "again": what is told without a place is where the report is.
    Lasting,
    /// "Since": what began then goes on.
    Since,
    /// "Years ago", "anniversary".
    LongAgo,
    /// "Because of", "amid": what follows is the reason or the setting, not what is spoken of.
    Cause,
    /// "Will", "to be": what follows is still to come.
    Future,
    /// Doubt.
    Hedge,
    /// Work on something that is not there yet.
    Promise,
    /// A picture's caption.
    Caption,
    /// "Did" at the end of a clause: what the verb before says, without its negation.
    DidSo,
    /// "Did not", «ні» at the end of a clause: the contrary of what the verb before says.
    DidNot,
}

/// Words that part clauses, or say how one stands to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClauseCue {
    /// Opens a clause about the noun before.
    Relative,
    /// Opens such a clause, or what is said or denied.
    That,
    /// Opens a clause against the one before.
    Contrast,
    /// Opens a clause of what came before.
    Before,
    /// Opens a clause of what is wished for.
    Purpose,
    /// Nobody knows whether what follows is so.
    Doubt,
    /// What stands before is denied.
    DeniedBefore,
    /// What follows is denied.
    Denies,
}

/// Words of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeCue {
    /// The day of the report.
    Today,
    /// The day before.
    Yesterday,
    /// The day after.
    Tomorrow,
    /// Some day before.
    Earlier,
    /// A month.
    Month,
    /// A day of the week, 1 (Monday) to 7.
    Weekday(i8),
}

/// What a phrase of the lexicon means.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cue {
    /// A passage.
    Passage(Passage),
    /// Who or what moves.
    Movement(Movement),
    /// Where in its life a corridor stands.
    Status(Status),
    /// Words that look like a status and say nothing of a corridor ("opened fire").
    NoStatus,
    /// How people move.
    Mode(Mode),
    /// The part of a place.
    Role(RoleCue),
    /// A number word.
    Count(u32),
    /// Settlements that are counted and not named.
    Settlements,
    /// Saying.
    Speaker(SpeakerCue),
    /// Fighting or a movement of forces.
    Fighting(EventKind),
    /// Violence of many kinds ("attack"): fighting beside forces or other fighting.
    Violence,
    /// Words that look like fighting and are none ("battle against corruption").
    NoFighting,
    /// Armed forces.
    Forces,
    /// Who holds a place, in Ukraine.
    Control(Party),
    /// Agreement or contradiction of a party.
    Consent(Consent),
    /// A word of holding or taking beside which the party is named.
    Holding(Holding),
    /// A party that fights and holds places: its number among [`Lexicon::parties`].
    Party(usize),
    /// Doubt, negation, promise.
    Modality(Modality),
    /// Time.
    Time(TimeCue),
    /// A condition.
    Condition(Condition),
    /// What the thing is called.
    Arrangement(Arrangement),
    /// Where people gather.
    Assembly,
    /// A place named before: "the city".
    Reference(Reference),
    /// A disaster of nature, from which people are evacuated too.
    Disaster,
    /// War and its victims: what makes a movement of people or goods a humanitarian one.
    Conflict,
    /// People or vehicles have moved: the movement is over.
    Moved,
    /// They are on the move, or may be, where no word of status says how a passage stands.
    Moves,
    /// They will be.
    WillMove,
    /// Clauses.
    Clause(ClauseCue),
    /// Whether what is told is so.
    Claim(ClaimCue),
    /// What a report is about that may have corridors of other kinds, or lists of places.
    Topic(Topic),
    /// A verb, or the particle that stands behind its object.
    Parted(Parted),
    /// Words that govern the verb behind them and make of what it tells something that need not be so.
    Governing(Governing),
}

/// What a word says of the verb that it governs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Governing {
    /// "May": it can come.
    Possible,
    /// "Planned to", "promised to".
    Intended,
    /// "Wanted to", "asks to".
    Wished,
    /// "Tried to", "could have", "allegedly": nobody can say whether it came.
    Uncertain,
    /// "Almost".
    Almost,
    /// "Managed to": it came.
    Achieved,
}

/// What reports are about that speak of ways or list places and mean no humanitarian passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// No topic: the bare word for a corridor, which any of them may use.
    Corridor,
    /// Grain, goods that are sold, customs.
    Trade,
    /// Regular trains and buses, tickets, queues, repairs of roads.
    Traffic,
    /// Animals and their ways.
    Wildlife,
    /// Matches and races.
    Sport,
    /// Epidemics.
    Epidemic,
    /// Prisoners who are exchanged, the dead who are brought home.
    Exchange,
    /// Talks between states, columns of arms that pass.
    Diplomacy,
}

impl Cue {
    /// A bit for the cue, which few others share: what a sentence has none of is soon told.
    #[inline]
    pub fn bit(self) -> u128 {
        let place = match self {
            Self::Role(role) => role as u32,
            Self::Passage(passage) => 40 + passage as u32,
            Self::Movement(movement) => 44 + movement as u32,
            Self::Speaker(speaker) => 56 + speaker as u32,
            Self::Modality(modality) => 68 + modality as u32,
            Self::Status(status) => 84 + status as u32,
            Self::Time(TimeCue::Month) => 100,
            Self::Time(TimeCue::Weekday(_)) => 101,
            Self::Time(TimeCue::Today) => 102,
            Self::Time(_) => 103,
            Self::Mode(_) => 104,
            Self::Fighting(_) | Self::Violence | Self::NoFighting => 105,
            Self::Forces | Self::Control(_) | Self::Holding(_) | Self::Party(_) => 106,
            Self::Consent(_) => 107,
            Self::Condition(_) | Self::Arrangement(_) => 108,
            Self::Reference(_) => 109,
            Self::NoStatus => 110,
            Self::Count(_) | Self::Settlements => 111,
            Self::Assembly => 112,
            Self::Disaster => 113,
            Self::Conflict => 114,
            Self::Moved => 115,
            Self::Moves | Self::WillMove => 124,
            Self::Clause(clause) => 116 + clause as u32,
            Self::Topic(_) => 125,
            Self::Governing(_) => 126,
            Self::Claim(_) | Self::Parted(_) => 127,
        };
        1 << (place % 128)
    }
}

/// What kind of place a word stands for that was named before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reference {
    /// "The city".
    Settlement,
    /// "The region".
    Area,
    /// "The enclave": either.
    Enclave,
    /// "This city": where the report was written.
    Dateline,
    /// "The same destination".
    SameEnd,
    /// "Its inhabitants": people of the place named before.
    ItsPeople,
}

/// A cue found in a sentence: token range and meaning.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CueMatch {
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// Meaning.
    pub cue: Cue,
}
