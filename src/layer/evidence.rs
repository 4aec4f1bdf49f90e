//! The words that the fields of a feature come from, as its property `evidence`.

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::model::{EventEvidence, PlaceRef, Quote, Span};

/// A sentence that a feature carries, and the report that it stands in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Carried<'a> {
    pub report_id: &'a str,
    pub quote: &'a Quote,
}

impl<'a> Carried<'a> {
    /// The words at some place of a report, where they stand in this sentence.
    fn words(&self, report_id: &str, span: Span) -> Option<&'a str> {
        if self.report_id != report_id || !span.lies_in(self.quote.span()) {
            return None;
        }
        let sentence: &'a str = &self.quote.exact;
        let from = byte_of(sentence, span.start - self.quote.start)?;
        let to = byte_of(sentence, span.end - self.quote.start)?;
        sentence.get(from..to)
    }
}

/// The byte at which a code point begins, the end of the text included.
fn byte_of(text: &str, code_point: usize) -> Option<usize> {
    let ends = text.char_indices().map(|(byte, _)| byte);
    ends.chain([text.len()]).nth(code_point)
}

/// The words of a feature's fields, as they are found.
pub(super) struct Words<'a> {
    /// The report of the feature.
    report_id: &'a str,
    quote: Carried<'a>,
    context: &'a [Carried<'a>],
    entries: Vec<Value>,
}

impl<'a> Words<'a> {
    /// None yet, for a feature that carries a quote and sentences beside it.
    pub fn of(quote: Carried<'a>, context: &'a [Carried<'a>]) -> Self {
        Self {
            report_id: quote.report_id,
            quote,
            context,
            entries: Vec::new(),
        }
    }

    /// Adds words of a field: where they stand in their report, and what they are where the feature
    /// carries them.
    fn add(&mut self, field: impl Serialize, report_id: &str, span: Span) {
        let mut entry = Map::new();
        entry.insert("field".to_owned(), json!(field));
        entry.insert("start".to_owned(), json!(span.start));
        entry.insert("end".to_owned(), json!(span.end));
        if let Some(exact) = self.quote.words(report_id, span) {
            entry.insert("exact".to_owned(), json!(exact));
        } else {
            let context = self.context.iter().enumerate();
            let mut found = context.filter_map(|(index, sentence)| {
                Some((index, sentence, sentence.words(report_id, span)?))
            });
            if let Some((index, sentence, exact)) = found.next() {
                entry.insert("exact".to_owned(), json!(exact));
                entry.insert("context".to_owned(), json!(index));
                entry.insert("context_start".to_owned(), json!(sentence.quote.start));
            }
        }
        if report_id != self.report_id {
            entry.insert("report_id".to_owned(), json!(report_id));
        }
        self.entries.push(Value::Object(entry));
    }

    /// Adds words of a field that names several places, those of `place` alone where the feature
    /// carries words that are its name.
    pub fn add_place(
        &mut self,
        field: impl Serialize + Copy,
        report_id: &str,
        place: &PlaceRef,
        spans: &[Span],
    ) {
        let names = |span: &&Span| self.exact(report_id, **span) == Some(&*place.text);
        let own: Vec<Span> = spans.iter().filter(names).copied().collect();
        self.add_all(field, report_id, if own.is_empty() { spans } else { &own });
    }

    /// Adds all words of a field.
    pub fn add_all(&mut self, field: impl Serialize + Copy, report_id: &str, spans: &[Span]) {
        for span in spans {
            self.add(field, report_id, *span);
        }
    }

    /// The words at some place of a report, where the feature carries them.
    fn exact(&self, report_id: &str, span: Span) -> Option<&'a str> {
        let carried = std::iter::once(&self.quote).chain(self.context);
        carried
            .filter_map(|sentence| sentence.words(report_id, span))
            .next()
    }

    /// The property.
    pub fn property(self) -> Value {
        Value::Array(self.entries)
    }
}

/// The property of the rule that made a statement: older readings do not name it.
pub(super) fn rule(name: &str) -> Option<&str> {
    (!name.is_empty()).then_some(name)
}

/// The words of an event or a claim, under the names that their fields have in their layer:
/// `day_field` is that of the day.
pub(super) fn of_event(
    evidence: &EventEvidence,
    report_id: &str,
    quote: &Quote,
    day_field: &str,
) -> Value {
    let mut words = Words::of(Carried { report_id, quote }, &[]);
    let EventEvidence {
        kind,
        party,
        place,
        by,
        day,
    } = evidence;
    let fields = [
        ("kind", kind),
        ("party", party),
        ("place_name", place),
        ("announced_by", by),
        (day_field, day),
    ];
    for (field, spans) in fields {
        words.add_all(field, report_id, spans);
    }
    words.property()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    fn quote(exact: &str, start: usize) -> Quote {
        Quote {
            exact: exact.into(),
            start,
            end: start + exact.chars().count(),
        }
    }

    #[test]
    fn words_are_given_where_a_sentence_of_the_feature_holds_them() {
        let (said, heading) = (quote("Із Сум 😀 до Полтави.", 20), quote("Узгоджено:", 3));
        let context = [Carried {
            report_id: "a",
            quote: &heading,
        }];
        let quote = Carried {
            report_id: "a",
            quote: &said,
        };
        let mut words = Words::of(quote, &context);
        let span = |start, end| Span { start, end };
        words.add("from", "a", span(23, 26));
        words.add("to", "a", span(32, 39));
        words.add("status", "a", span(3, 12));
        words.add("mode", "a", span(50, 54));
        words.add("mode", "a", span(38, 41));
        words.add("via", "b", span(23, 26));
        assert_eq!(
            words.property(),
            json!([
                { "field": "from", "start": 23, "end": 26, "exact": "Сум" },
                { "field": "to", "start": 32, "end": 39, "exact": "Полтави" },
                { "field": "status", "start": 3, "end": 12, "exact": "Узгоджено", "context": 0, "context_start": 3 },
                { "field": "mode", "start": 50, "end": 54 },
                { "field": "mode", "start": 38, "end": 41 },
                { "field": "via", "start": 23, "end": 26, "report_id": "b" },
            ])
        );
    }
}
