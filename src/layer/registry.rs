//! The registry of layers: what each holds, the schema of its properties, and its geometry.
//!
//! Whoever writes a layer out (GeoJSON, CSV, the store's tables, the API's schema pages) reads
//! names, types and descriptions from here.

use LayerId::{
    Control, ControlAreas, Corridors, CrossingPoints, Events, FrontLines, Places, Proposals,
};
use PropertyType::{Boolean, Date, Integer, List, Number, Objects, Text};

/// The eight layers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LayerId {
    /// Passages between places.
    Corridors,
    /// Fighting and movements of forces.
    Events,
    /// Who holds which place.
    Control,
    /// Land that others than the state itself hold, or that is contested.
    ControlAreas,
    /// Lines where control changes hands.
    FrontLines,
    /// Places that corridor statements name.
    Places,
    /// Areas that a proposal counts settlements in.
    Proposals,
    /// Where corridors pass from land of one side to land of another.
    CrossingPoints,
}

/// The one geometry type of a layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GeometryType {
    /// A position.
    Point,
    /// A line.
    LineString,
    /// An area in one or more parts.
    MultiPolygon,
}

impl GeometryType {
    /// The name in GeoJSON.
    pub fn geojson_name(self) -> &'static str {
        match self {
            Self::Point => "Point",
            Self::LineString => "LineString",
            Self::MultiPolygon => "MultiPolygon",
        }
    }
}

/// Type of a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PropertyType {
    /// Text.
    Text,
    /// A day (`2022-03-30`).
    Date,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// Yes or no.
    Boolean,
    /// A JSON array of texts.
    List,
    /// A JSON array of objects.
    Objects,
}

/// A property of the features of a layer.
#[derive(Debug, Clone, Copy)]
pub struct Property {
    /// Name in every format.
    pub name: &'static str,
    /// Type.
    pub kind: PropertyType,
    /// What it says, in a sentence.
    pub description: &'static str,
    /// Tag of the Humanitarian Exchange Language (HXL 1.1), where the standard has one.
    pub hxl: Option<&'static str>,
}

/// A layer.
#[derive(Debug)]
pub struct Layer {
    /// Which one.
    pub id: LayerId,
    /// Name in addresses, tables and files.
    pub name: &'static str,
    /// Title for people.
    pub title: &'static str,
    /// What it holds, in a sentence or two.
    pub description: &'static str,
    /// Geometry of all its features.
    pub geometry: GeometryType,
    own: &'static [Property],
}

impl Layer {
    /// The properties in order: the common ones, then the layer's own.
    pub fn properties(&self) -> impl Iterator<Item = &'static Property> + use<> {
        COMMON.iter().chain(self.own)
    }
}

/// All layers, in the order in which they are listed.
pub fn layers() -> &'static [Layer] {
    &LAYERS
}

/// The layer called `name`.
pub fn layer_named(name: &str) -> Option<&'static Layer> {
    LAYERS.iter().find(|layer| layer.name == name)
}

impl LayerId {
    /// The layer's entry in the registry.
    pub fn layer(self) -> &'static Layer {
        &LAYERS[self as usize]
    }

    /// Whether the layer shows the state of things at one moment, and a question for a time is
    /// answered with the state at its end.
    pub fn shows_a_state(self) -> bool {
        matches!(self, Control | ControlAreas | FrontLines)
    }
}

const fn property(name: &'static str, kind: PropertyType, description: &'static str) -> Property {
    Property {
        name,
        kind,
        description,
        hxl: None,
    }
}

const fn tagged(
    name: &'static str,
    kind: PropertyType,
    hxl: &'static str,
    description: &'static str,
) -> Property {
    Property {
        name,
        kind,
        description,
        hxl: Some(hxl),
    }
}

const COMMON: &[Property] = &[
    tagged(
        "id",
        Text,
        "#meta+id",
        "Identifier of the feature, stable as long as what it is about stays the same.",
    ),
    property(
        "report_id",
        Text,
        "Identifier of the report that the feature rests on (the newest one).",
    ),
    property("report_title", Text, "Headline of that report."),
    tagged("source_name", Text, "#meta+source", "Who published it."),
    tagged("source_url", Text, "#meta+url", "Where it was published."),
    property(
        "quote",
        Text,
        "The words of the report, in its own language.",
    ),
    property(
        "quote_start",
        Integer,
        "First code point of the quote in the report's text.",
    ),
    property(
        "quote_end",
        Integer,
        "One past the last code point of the quote.",
    ),
    property("quote_lang", Text, "Language of the quote: en, uk or ru."),
    tagged(
        "published",
        Date,
        "#date+reported",
        "Day on which the report was published.",
    ),
    property(
        "confidence",
        Number,
        "How sure the reader is of having understood the report, 0 to 1.",
    ),
    property(
        "verification",
        Text,
        "How far a person has checked it: unreviewed, reviewed, corroborated, disputed, refuted, unverifiable or duplicate.",
    ),
    property(
        "sensitivity",
        Text,
        "Who may see it: public, restricted or confidential.",
    ),
    tagged(
        "announced_by",
        Text,
        "#org+name",
        "Who says so, as the report names them.",
    ),
];

const AS_OF: Property = tagged(
    "as_of",
    Date,
    "#date+occurred",
    "The day whose state this is, not today's: the day asked for, but never more than 14 days after last_claim.",
);
const LAST_CLAIM: Property = property(
    "last_claim",
    Date,
    "The last day that a claim vouches for; where several places bear it, that of the place that was heard of least lately.",
);
const NEWEST_CLAIM: Property = property(
    "newest_claim",
    Date,
    "The newest day that a claim about any of its places vouches for.",
);
const AGE_DAYS: Property = property(
    "age_days",
    Integer,
    "Days from last_claim to the day asked for.",
);
const CURRENCY: Property = property(
    "currency",
    Text,
    "current, or last_known where last_claim is more than 14 days before the day asked for: the state since then is not known, or only of those places of which newest_claim tells.",
);

const RULE: Property = property(
    "rule",
    Text,
    "The rule of reading that made the statement; empty where a file says it.",
);

static LAYERS: [Layer; 8] = [
    Layer {
        id: Corridors,
        name: "corridors",
        title: "Humanitarian corridors",
        description: "Passages for civilians and aid as reports state them, one feature for each origin, destination and day, with the history of what was said. Reported, not assessed: not for navigation.",
        geometry: GeometryType::LineString,
        own: &[
            property("name", Text, "Origin and destination."),
            tagged(
                "from",
                List,
                "#loc+name+origin",
                "Names of the places where it starts.",
            ),
            property("via", List, "Names of the places on the way, in order."),
            tagged(
                "to",
                List,
                "#loc+name+dest",
                "Names of the places where it leads.",
            ),
            property("from_uk", List, "Ukrainian names of the origins."),
            property("to_uk", List, "Ukrainian names of the destinations."),
            property("from_ru", List, "Russian names of the origins."),
            property("to_ru", List, "Russian names of the destinations."),
            property("from_id", List, "Gazetteer identifiers of the origins."),
            property(
                "via_id",
                List,
                "Gazetteer identifiers of the places on the way.",
            ),
            property("to_id", List, "Gazetteer identifiers of the destinations."),
            tagged(
                "from_admin1",
                List,
                "#adm1+code+origin",
                "ISO 3166-2 codes of the origins.",
            ),
            tagged(
                "to_admin1",
                List,
                "#adm1+code+dest",
                "ISO 3166-2 codes of the destinations.",
            ),
            tagged(
                "purpose",
                List,
                "#operations+type",
                "civilian_evacuation, medical_evacuation, aid_delivery, recovery_of_dead.",
            ),
            property(
                "direction",
                Text,
                "out (people leave), in (goods come in) or both, seen from the place in need.",
            ),
            tagged(
                "mode",
                Text,
                "#access+type",
                "own_vehicle, bus, convoy, ambulance, rail, foot, air or water.",
            ),
            tagged(
                "status",
                Text,
                "#status+code",
                "Where it stands in the newest statement: proposed, planned, agreed, open, partially_open, suspended, blocked, failed, closed, completed, cancelled, rejected or unknown.",
            ),
            property(
                "status_class",
                Text,
                "The class it is drawn in: Open, Restricted, Closed, Planned or Unknown. Agreed is drawn as planned.",
            ),
            property("arrangement", Text, "What international practice calls it."),
            property("agreed_by", List, "Who is said to have agreed."),
            property("disputed_by", List, "Who disputes it."),
            property("conditions", List, "What it depends on."),
            tagged(
                "valid_from",
                Date,
                "#date+start",
                "First day on which it is to work.",
            ),
            tagged(
                "valid_to",
                Date,
                "#date+end",
                "Last day on which it is to work.",
            ),
            property(
                "day_not_understood",
                Boolean,
                "Whether the report states a day that was not understood. Such a corridor has no day, not that of publication either, and no datetime finds it.",
            ),
            property("time_start", Text, "First hour of the day, HH:MM."),
            property("time_end", Text, "Last hour of the day, HH:MM."),
            property(
                "time_zone",
                Text,
                "Time zone of these hours, where the report says it.",
            ),
            property(
                "settlements",
                Integer,
                "How many settlements it is for, where they are counted.",
            ),
            property(
                "people_moved",
                Integer,
                "People said to have been moved. A count for several corridors together stands with one of them, so that a sum counts nobody twice.",
            ),
            property(
                "vehicles",
                Integer,
                "Vehicles said to have taken part; counted like people_moved.",
            ),
            property(
                "counts_shared_with",
                List,
                "Names of the other corridors that people_moved, vehicles or settlements count together with this one; where the numbers are null here, the corridor that has them.",
            ),
            property(
                "inferred",
                List,
                "Which of from, via, to, purpose, mode, status, announced_by, valid_from, valid_to, time_window, people_moved, vehicles, settlements no words of the report state: what they say here, or a part of it, follows from the rest of the report. The ends of what is over or went wrong are stated or absent, never inferred.",
            ),
            property(
                "evidence",
                Objects,
                "The words that the fields come from, in the report of the statement whose value is shown: field (named as in inferred), start and end (code points of the report's text), exact (the words, where quote or context hold them), context and context_start (which sentence of context holds them, from 0, and its first code point), report_id (where it is another report).",
            ),
            RULE,
            property(
                "completed_by",
                List,
                "The rules by which further sentences, or other statements of the report, changed it.",
            ),
            property(
                "context",
                List,
                "Sentences beside the quote that name an end or a place on the way: the heading over a list, the sentence that \"the city\" refers to, one that goes on with it.",
            ),
            property(
                "left_out",
                List,
                "Places that the quote names and that are no part of this corridor.",
            ),
            property(
                "unplaced",
                List,
                "Places of this corridor that have no position here, and are not drawn.",
            ),
            property(
                "geometry_basis",
                Text,
                "How the line came about: stated_waypoints, straight_line, schematic_network, road_network or area_only.",
            ),
            property(
                "length_km",
                Number,
                "Length of the line as drawn, in kilometres; along roads an estimate.",
            ),
            property(
                "duration_min",
                Integer,
                "Estimated time by car without stops and checks, in minutes; only along roads.",
            ),
            property(
                "roads",
                List,
                "Numbers or names of the roads in the order of travel, where known.",
            ),
            property(
                "route_notes",
                List,
                "What must be known of the line: legs off the roads, bridges known to be closed, a way along roads that was left for its length.",
            ),
            property("statements", Integer, "How many statements it rests on."),
            property(
                "history",
                Objects,
                "The statements, oldest first: status, announced_by, published, report_id, quote.",
            ),
        ],
    },
    Layer {
        id: Events,
        name: "events",
        title: "Fighting and movements of forces",
        description: "Battles, shelling, strikes, sieges, advances and withdrawals as reports state them, at the place that they name.",
        geometry: GeometryType::Point,
        own: &[
            property(
                "kind",
                Text,
                "battle, shelling, strike, siege, advance, withdrawal, occupation or liberation.",
            ),
            property("acled_type", Text, "Event type of ACLED's codebook."),
            property("acled_subtype", Text, "Sub-event type of ACLED's codebook."),
            tagged("place_name", Text, "#loc+name", "Where, in English."),
            property("place_name_uk", Text, "Where, in Ukrainian."),
            property("place_name_ru", Text, "Where, in Russian."),
            property("place_id", Text, "Gazetteer identifier of the place."),
            property(
                "time",
                Date,
                "Day on which the sentence places it; the day of publication where it says none. Empty where it says one that was not understood.",
            ),
            property(
                "day_not_understood",
                Boolean,
                "Whether the sentence states a day that was not understood. Such an event has no day, and no datetime finds it.",
            ),
            property(
                "evidence",
                Objects,
                "The words that kind, place_name, announced_by and time come from: field, start and end (code points of the report's text), exact (the words, where the quote holds them). A speaker or a day without words is that of another sentence or of the report.",
            ),
            RULE,
        ],
    },
    Layer {
        id: Control,
        name: "control",
        title: "Control of settlements",
        description: "Who holds a settlement as of a day, from dated facts, reports and imported files, and how well founded that is. Not for navigation.",
        geometry: GeometryType::Point,
        own: &[
            tagged(
                "party",
                Text,
                "#group+name",
                "Who holds the place: russia, ukraine or another party; contested where it is fought over or claims contradict each other.",
            ),
            property("party_name", Text, "Name of the party in English."),
            property("party_name_uk", Text, "Name of the party in Ukrainian."),
            property("party_name_ru", Text, "Name of the party in Russian."),
            property("tier", Text, "assessed, claimed, contested or unknown."),
            tagged("place_name", Text, "#loc+name", "Where, in English."),
            property("place_name_uk", Text, "Where, in Ukrainian."),
            property("place_name_ru", Text, "Where, in Russian."),
            property("place_id", Text, "Gazetteer identifier of the place."),
            AS_OF,
            tagged(
                "since",
                Date,
                "#date+start",
                "First day of the claim that decides; for dated facts, since when at the latest.",
            ),
            property(
                "day_not_understood",
                Boolean,
                "Whether the sentence states a day that was not understood. Such a claim has no day and decides nothing: it stands in the reading of its report, and in no state of control.",
            ),
            LAST_CLAIM,
            AGE_DAYS,
            CURRENCY,
            property(
                "basis",
                Text,
                "What kind of source decides: read (a dated fact whose source was read), recalled (a dated fact from memory), report or imported.",
            ),
            property(
                "cut_off",
                Boolean,
                "Whether the party holds the place and not the land around it.",
            ),
            property(
                "claims",
                Integer,
                "How many claims about the place are in force.",
            ),
            property(
                "evidence",
                Objects,
                "The words that party, place_name, announced_by and since come from in the claim that decides: field, start and end (code points of the report's text), exact (the words, where the quote holds them). Empty for files.",
            ),
            RULE,
            property(
                "other_claims",
                Objects,
                "The claims that do not decide, the strongest first: party, tier, since, basis, report_id, source_name, source_url, quote; of reports also evidence and rule.",
            ),
        ],
    },
    Layer {
        id: ControlAreas,
        name: "control_areas",
        title: "Held and contested areas",
        description: "Land that others than the state itself hold, or that is contested, as of a day: a surface over the settlements, not a survey. What is in no area counts as the state's own. Not for navigation.",
        geometry: GeometryType::MultiPolygon,
        own: &[
            tagged(
                "party",
                Text,
                "#group+name",
                "Who holds the land: russia or another party; contested where it is fought over.",
            ),
            property("party_name", Text, "Name of the party in English."),
            property("party_name_uk", Text, "Name of the party in Ukrainian."),
            property("party_name_ru", Text, "Name of the party in Russian."),
            property(
                "tier",
                Text,
                "assessed; claimed (only one side says so, or the land lies behind a side's columns around places that it does not hold); contested.",
            ),
            AS_OF,
            LAST_CLAIM,
            NEWEST_CLAIM,
            AGE_DAYS,
            CURRENCY,
            property("area_km2", Number, "Size in square kilometres."),
            property("claims", Integer, "How many claims it rests on."),
            property("places", List, "Its largest settlements."),
        ],
    },
    Layer {
        id: FrontLines,
        name: "front_lines",
        title: "Front lines",
        description: "Where control changes hands as of a day, as far as claims of control allow a line; dashed where they are far apart, faded where nobody has vouched for them for more than two weeks (currency last_known). Not for navigation.",
        geometry: GeometryType::LineString,
        own: &[
            property("side", Text, "Who holds the land on the left of the line."),
            property("side_name", Text, "Name of that party in English."),
            property("side_name_uk", Text, "Name of that party in Ukrainian."),
            property("side_name_ru", Text, "Name of that party in Russian."),
            property("side_right", Text, "Who holds the land on the right of it."),
            property("side_right_name", Text, "Name of that party in English."),
            property(
                "side_right_name_uk",
                Text,
                "Name of that party in Ukrainian.",
            ),
            property("side_right_name_ru", Text, "Name of that party in Russian."),
            property(
                "uncertainty_km",
                Number,
                "Distance between the two nearest places of opposite control, in kilometres.",
            ),
            property(
                "certainty",
                Text,
                "firm; sparse (the places are far apart); old (nobody has vouched for one side for more than two weeks).",
            ),
            AS_OF,
            LAST_CLAIM,
            NEWEST_CLAIM,
            AGE_DAYS,
            CURRENCY,
            property("length_km", Number, "Length of this piece, in kilometres."),
            property("claims", Integer, "How many claims it rests on."),
            property(
                "claim_ids",
                List,
                "Identifiers of the places of these claims in the layer control.",
            ),
            property("places", List, "The largest settlements on either side."),
        ],
    },
    Layer {
        id: Places,
        name: "places",
        title: "Places named by corridors",
        description: "Origins, destinations and places on the way of the corridors.",
        geometry: GeometryType::Point,
        own: &[
            tagged("name", Text, "#loc+name", "Name in English."),
            property("name_uk", Text, "Name in Ukrainian."),
            property("name_ru", Text, "Name in Russian."),
            property("place_id", Text, "Gazetteer identifier."),
            property("kind", Text, "What kind of place it is."),
            property("role", Text, "from, via or to."),
            property("corridor_id", Text, "Identifier of the corridor."),
            property("status", Text, "Status of the corridor."),
            property(
                "inferred",
                Boolean,
                "Whether the role is inferred and not stated.",
            ),
        ],
    },
    Layer {
        id: Proposals,
        name: "proposals",
        title: "Proposals for areas",
        description: "Areas in which a proposal counts settlements without naming them; the count is for all areas of the proposal together.",
        geometry: GeometryType::MultiPolygon,
        own: &[
            tagged("name", Text, "#adm1+name", "Name of the area in English."),
            property("name_uk", Text, "Name in Ukrainian."),
            property("name_ru", Text, "Name in Russian."),
            tagged(
                "region_id",
                Text,
                "#adm1+code",
                "Gazetteer identifier of the area.",
            ),
            property(
                "settlements",
                Integer,
                "How many settlements the proposal counts in all its areas together.",
            ),
            property("regions", Integer, "How many areas the proposal names."),
            tagged("status", Text, "#status+code", "Where the proposal stands."),
            property(
                "inferred",
                List,
                "Which fields no words of the report state; named as in the layer corridors.",
            ),
            property(
                "evidence",
                Objects,
                "The words that the fields come from: field (named as in the layer corridors; to is the area), start and end (code points of the report's text), exact (the words, where the quote holds them).",
            ),
            RULE,
            property(
                "geometry_basis",
                Text,
                "area_only: the polygon of the named area.",
            ),
        ],
    },
    Layer {
        id: CrossingPoints,
        name: "crossing_points",
        title: "Crossings of the front, each as of its corridor's day",
        description: "Where the line of a corridor passes from land that one side holds to land that another holds, as of the corridor's day. Computed from the line and the front line, not stated by a report. Not for navigation.",
        geometry: GeometryType::Point,
        own: &[
            tagged(
                "name",
                Text,
                "#loc+name",
                "The place, or the two places between which it lies.",
            ),
            property(
                "day",
                Date,
                "The day of the corridor, as of which both sides are; currency says whether they were known then.",
            ),
            property("corridor_id", Text, "Identifier of the corridor."),
            property(
                "corridor_name",
                Text,
                "Origin and destination of the corridor.",
            ),
            property("status", Text, "Status of the corridor."),
            property("from_side", Text, "Who holds the land before."),
            property("from_side_name", Text, "Name of that party in English."),
            property(
                "from_side_name_uk",
                Text,
                "Name of that party in Ukrainian.",
            ),
            property("from_side_name_ru", Text, "Name of that party in Russian."),
            property("to_side", Text, "Who holds the land after."),
            property("to_side_name", Text, "Name of that party in English."),
            property("to_side_name_uk", Text, "Name of that party in Ukrainian."),
            property("to_side_name_ru", Text, "Name of that party in Russian."),
            property(
                "road",
                Text,
                "Number or name of the road, where one is known.",
            ),
            property(
                "uncertainty_km",
                Number,
                "How far the true crossing may be, in kilometres.",
            ),
            property(
                "contested",
                Boolean,
                "Whether the land on one side of the crossing is contested; the side is then the one beyond it.",
            ),
            property(
                "basis",
                Text,
                "front_line: the line crosses a front line; leg: two places that follow each other are held by different sides, and the crossing is where the land of one ends, no front line being known there.",
            ),
            AS_OF,
            LAST_CLAIM,
            AGE_DAYS,
            CURRENCY,
        ],
    },
];

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_layer_stands_where_its_id_points() {
        for layer in layers() {
            assert_eq!(layer.id.layer().name, layer.name);
            assert_eq!(layer_named(layer.name).unwrap().id, layer.id);
        }
        assert!(layer_named("roads").is_none());
    }

    #[test]
    fn no_property_stands_twice_in_a_layer() {
        for layer in layers() {
            let mut seen = HashSet::new();
            for property in layer.properties() {
                assert!(
                    seen.insert(property.name),
                    "{}.{}",
                    layer.name,
                    property.name
                );
            }
        }
    }
}
