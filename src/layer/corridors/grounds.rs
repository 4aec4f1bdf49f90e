//! What a corridor rests on: which statements give the values that its feature shows, in which words,
//! and which values no statement gives.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{Record, Statement};
use crate::layer::evidence::{Carried, Words, rule};
use crate::model::{Corridor, CorridorField, Purpose, Report, Span};

/// A statement that has the value of a field that a feature shows.
#[derive(Clone, Copy)]
struct Shown<'a> {
    report: &'a Report,
    corridor: &'a Corridor,
}

impl<'a> Record<'a> {
    /// Whether the feature shows a value of the field, or a part of it, that no statement gives: each
    /// that has it infers it.
    pub fn infers(&self, field: CorridorField) -> bool {
        let shown = self.shown(field);
        let states = |said: &&Shown<'a>| !said.corridor.inferred.contains(&field);
        if field == CorridorField::Purpose {
            let stated = shown.iter().filter(states);
            let stated: BTreeSet<_> = stated.flat_map(|said| &said.corridor.purpose).collect();
            return stated != self.union(|corridor| &corridor.purpose);
        }
        !shown.is_empty() && !shown.iter().any(|said| states(&said))
    }

    /// The statements that have the value of the field that the feature shows: the leading one, then
    /// the newest first.
    fn shown(&self, field: CorridorField) -> Vec<Shown<'a>> {
        let Some(leading) = self.leading() else {
            return Vec::new();
        };
        let counts = matches!(
            field,
            CorridorField::PeopleMoved | CorridorField::Vehicles | CorridorField::Settlements
        );
        if counts && !self.counts.has(field) {
            return Vec::new();
        }
        let of = |said: &Statement<'a>| Shown {
            report: said.report,
            corridor: if counts { said.counting } else { said.corridor },
        };
        let newest_first = self.statements.iter().rev().map(of);
        let mut shown: Vec<_> = newest_first
            .filter(|said| said.corridor.says(field))
            .collect();
        let leading = of(leading);
        let like = match field {
            // Each statement is about these ends, and all purposes are shown.
            CorridorField::From | CorridorField::To | CorridorField::Purpose => None,
            CorridorField::Status | CorridorField::AnnouncedBy => Some(leading.corridor),
            _ => shown.first().map(|newest| newest.corridor),
        };
        if let Some(like) = like {
            shown.retain(|said| said.corridor.agrees_on(field, like));
        }
        if field == CorridorField::AnnouncedBy {
            // Who said it elsewhere has not said this.
            shown.retain(|said| std::ptr::eq(said.corridor, leading.corridor));
        }
        shown.sort_by_key(|said| !std::ptr::eq(said.corridor, leading.corridor));
        shown
    }

    /// The statements whose words give the value of the field that the feature shows: one, or for
    /// purposes as many as it takes.
    fn stating(&self, field: CorridorField) -> Vec<Shown<'a>> {
        let mut stating = self.shown(field);
        stating.retain(|said| !said.corridor.inferred.contains(&field));
        if field == CorridorField::Purpose {
            let mut known: BTreeSet<&Purpose> = BTreeSet::new();
            stating.retain(|said| {
                let before = known.len();
                known.extend(&said.corridor.purpose);
                known.len() > before
            });
        } else {
            stating.truncate(1);
        }
        stating
    }

    /// The words of the statements whose values the feature shows.
    fn evidence(&self, context: &[Carried<'a>]) -> Value {
        let Some(leading) = self.leading() else {
            return json!([]);
        };
        let mut words = Words::of(leading.carried(), context);
        for field in CorridorField::ALL {
            let end = match field {
                CorridorField::From => self.origin,
                CorridorField::To => self.destination,
                _ => None,
            };
            for Shown { report, corridor } in self.stating(field) {
                let spans: Vec<Span> = corridor.evidence.of(field).collect();
                match end {
                    Some(end) => words.add_place(field, &report.id, end, &spans),
                    None => words.add_all(field, &report.id, &spans),
                }
            }
        }
        words.property()
    }

    /// Sentences beside the quote that name an end or a place on the way.
    fn context(&self) -> Vec<Carried<'a>> {
        let Some(said) = self.leading() else {
            return Vec::new();
        };
        let (leading, report_id) = (said.corridor, said.report.id.as_str());
        let beside = leading.context.iter();
        let mut sentences: Vec<Carried<'a>> =
            beside.map(|quote| Carried { report_id, quote }).collect();
        for field in [CorridorField::From, CorridorField::To] {
            // What the newest statement leaves to be inferred another may state.
            let states = |said: &&Statement<'a>| !said.corridor.inferred.contains(&field);
            if leading.inferred.contains(&field)
                && let Some(said) = self.statements.iter().rev().find(states)
                && !sentences
                    .iter()
                    .any(|known| known.quote.exact == said.corridor.quote.exact)
            {
                sentences.push(said.carried());
            }
        }
        sentences
    }

    /// What it rests on beside the quote: what is inferred, words, rules and further sentences.
    pub(super) fn grounds(&self, leading: &Corridor) -> Map<String, Value> {
        let inferred = CorridorField::ALL.into_iter();
        let inferred = inferred.filter(|field| self.infers(*field));
        let context = self.context();
        let sentences = context.iter().map(|sentence| &*sentence.quote.exact);
        let grounds = [
            ("inferred", json!(inferred.collect::<Vec<_>>())),
            ("evidence", self.evidence(&context)),
            ("rule", json!(rule(&leading.rule))),
            ("completed_by", json!(leading.completed_by)),
            ("context", json!(sentences.collect::<Vec<&str>>())),
            ("left_out", json!(leading.left_out)),
        ];
        grounds
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use serde_json::{Value, json};

    use super::super::records;
    use crate::layer::StoredReading;
    use crate::layer::fixtures::{corridor, reading};
    use crate::model::{Corridor, CorridorField, Mode, Purpose, Quote, Span, Status};

    /// The properties of the one corridor that the readings speak of.
    fn properties(readings: &[StoredReading]) -> serde_json::Map<String, Value> {
        let readings: Vec<&StoredReading> = readings.iter().collect();
        let records = records(&readings);
        let [record] = &records[..] else {
            panic!("{} corridors", records.len());
        };
        record.feature(None).unwrap().properties
    }

    fn said(text: &str, words: &[(CorridorField, &str)]) -> Corridor {
        let mut said = corridor(&["Mariupol"], &["Zaporizhzhia"], Status::Agreed);
        said.quote = Quote {
            exact: text.into(),
            start: 0,
            end: text.len(),
        };
        for (field, words) in words {
            let start = text.find(words).unwrap();
            let end = start + words.len();
            said.evidence.add(*field, [Span { start, end }]);
        }
        said.valid_from = Some("2022-03-30".to_owned());
        said
    }

    #[test]
    fn words_are_those_of_the_statement_whose_value_is_shown() {
        let mut older = said(
            "agreed; 300 people went by bus",
            &[
                (CorridorField::Status, "agreed"),
                (CorridorField::Mode, "bus"),
                (CorridorField::PeopleMoved, "300"),
            ],
        );
        older.mode = Some(Mode::Bus);
        older.people_moved = Some(300);
        let mut newer = said(
            "it is open by car",
            &[
                (CorridorField::Status, "open"),
                (CorridorField::Mode, "car"),
            ],
        );
        newer.status = Status::Open;
        newer.mode = Some(Mode::OwnVehicle);
        let shown = properties(&[
            reading("new", "2022-03-31", vec![newer]),
            reading("old", "2022-03-30", vec![older]),
        ]);
        assert_eq!(
            shown["evidence"],
            json!([
                { "field": "mode", "start": 14, "end": 17, "exact": "car" },
                { "field": "status", "start": 6, "end": 10, "exact": "open" },
                { "field": "people_moved", "start": 8, "end": 11, "report_id": "old" },
            ])
        );
    }

    #[test]
    fn a_value_is_inferred_that_no_statement_gives_though_others_leave_it_out() {
        let mut infers = said("out by some way", &[]);
        infers.mode = Some(Mode::Bus);
        infers.inferred = vec![CorridorField::Mode];
        let silent = said("agreed", &[]);
        let shown = properties(&[reading("a", "2022-03-30", vec![infers, silent])]);
        assert_eq!(
            (&shown["mode"], &shown["inferred"]),
            (&json!("bus"), &json!(["mode"]))
        );
    }

    #[test]
    fn a_purpose_that_no_words_state_beside_one_that_they_do_is_inferred_in_part() {
        let states = said("to evacuate", &[(CorridorField::Purpose, "evacuate")]);
        let mut infers = said("and aid", &[]);
        infers.purpose = vec![Purpose::AidDelivery];
        infers.inferred = vec![CorridorField::Purpose];
        let shown = properties(&[reading("a", "2022-03-30", vec![states, infers])]);
        assert_eq!(
            shown["purpose"],
            json!(["civilian_evacuation", "aid_delivery"])
        );
        assert_eq!(shown["inferred"], json!(["purpose"]));
        assert_eq!(shown["evidence"][0]["field"], "purpose");
    }

    #[test]
    fn of_several_origins_each_has_its_own_words() {
        let mut said = said(
            "from Mariupol and Berdiansk",
            &[
                (CorridorField::From, "Mariupol"),
                (CorridorField::From, "Berdiansk"),
            ],
        );
        said.from = corridor(&["Mariupol", "Berdiansk"], &[], Status::Agreed).from;
        let reading = reading("a", "2022-03-30", vec![said]);
        let of = |record: &super::Record<'_>| record.feature(None).unwrap().properties;
        let readings = [&reading];
        let mut words: Vec<Value> = records(&readings)
            .iter()
            .map(|record| of(record)["evidence"].clone())
            .collect();
        words.sort_by_key(ToString::to_string);
        assert_eq!(
            words,
            [
                json!([{ "field": "from", "start": 18, "end": 27, "exact": "Berdiansk" }]),
                json!([{ "field": "from", "start": 5, "end": 13, "exact": "Mariupol" }]),
            ]
        );
    }
}
