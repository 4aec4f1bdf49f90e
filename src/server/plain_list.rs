//! The corridors of a day as a plain list: what the front page shows where it cannot draw a map.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use serde_json::{Map, Value};

use super::words::Words;
use crate::layer::{LayerId, layers};
use crate::model::{Feature, Language};
use crate::store::{Entry, Interval, LayerSnapshot, Query, Snapshot};

/// More would make the page of people without a map a large one; the data holds all.
const MOST_CORRIDORS: usize = 100;
const LONGEST_QUOTE: usize = 600;
const LONGEST_NAME: usize = 160;

/// The day that a page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Days {
    One(Date),
    All,
}

impl Days {
    /// The days that `date=` asks for; where it asks for none, the newest until `today` with a corridor
    /// that has a line, as the map opens.
    pub fn asked_for(date: Option<&str>, snapshot: &Snapshot, today: Date) -> Self {
        if date == Some("all") {
            return Self::All;
        }
        let asked = date.and_then(|date| date.parse().ok());
        let Some(held) = corridors(snapshot) else {
            return asked.map_or(Self::All, Self::One);
        };
        let newest = |entries: &mut dyn Iterator<Item = &Entry>| {
            let days = entries.filter_map(|entry| {
                let valid = entry.valid?;
                let has_begun = day_of(valid.start)? <= today;
                has_begun.then(|| day_of(valid.end))?
            });
            days.map(|last| last.min(today)).max()
        };
        let all = || held.entries().iter();
        asked
            .or_else(|| newest(&mut all().filter(|entry| entry.geometry.is_some())))
            .or_else(|| newest(&mut all()))
            .map_or(Self::All, Self::One)
    }
}

/// The list with heading, disclaimer and links. Addresses start with `root`; `today` tells a day
/// that is past.
pub(super) fn plain_list(
    snapshot: &Snapshot,
    days: Days,
    words: &Words,
    root: &str,
    today: Date,
) -> Markup {
    let held = corridors(snapshot);
    let query = Query {
        datetime: match days {
            Days::One(day) => Interval::of(&day.to_string()),
            Days::All => None,
        },
        limit: MOST_CORRIDORS,
        ..Query::default()
    };
    let selection = held.map(|held| (held, held.select(&query)));
    let matched = selection.as_ref().map_or(0, |(_, found)| found.matched);
    html! {
        h1 { (words.text("app.title")) }
        p.as-of { (when(days, words)) }
        p.warning { (words.text("notice.warning")) }
        noscript { p { (words.text("plain.no_script")) } }
        p.no-map { (words.text("plain.no_map")) }
        (other_days(held, days, words, root))
        @if matches!(days, Days::One(day) if day < today) { p { (words.text("panel.past")) } }
        @if let Some((held, found)) = &selection {
            ol { @for entry in &found.page { (item(&held.feature(entry), words, root)) } }
        }
        @if matched == 0 {
            p { (words.text("empty.day")) " " (words.text("empty.not_reported")) }
        }
        @if matched > MOST_CORRIDORS {
            p { (words.filled("plain.more", &[("n", &(matched - MOST_CORRIDORS).to_string())])) }
        }
        (data(days, words, root))
        p { small { (words.text("notice.boundary")) } }
    }
}

/// The title of a page that shows these days.
pub(super) fn title(days: Days, words: &Words) -> String {
    let when = match days {
        Days::One(day) => words.day(day),
        Days::All => words.text("time.all").to_owned(),
    };
    words.filled("app.page_title", &[("when", &when)])
}

/// "As of 30 March 2022".
fn when(days: Days, words: &Words) -> String {
    match days {
        Days::One(day) => words.filled("asof.day", &[("date", &words.day(day))]),
        Days::All => words.text("time.all").to_owned(),
    }
}

fn corridors(snapshot: &Snapshot) -> Option<&LayerSnapshot> {
    let layer = layers()
        .iter()
        .find(|layer| layer.id == LayerId::Corridors)?;
    Some(snapshot.layer(layer))
}

fn day_of(moment: Option<Timestamp>) -> Option<Date> {
    Some(moment?.to_zoned(TimeZone::UTC).date())
}

/// Links to the nearest days with corridors, to all days, and to the other languages.
fn other_days(held: Option<&LayerSnapshot>, days: Days, words: &Words, root: &str) -> Markup {
    let (_, code) = words.language();
    let spans = held.into_iter().flat_map(LayerSnapshot::entries);
    let spans =
        spans.filter_map(|entry| Some((day_of(entry.valid?.start)?, day_of(entry.valid?.end)?)));
    let spans: Vec<(Date, Date)> = spans.collect();
    let (earlier, later) = match days {
        Days::All => (None, None),
        Days::One(day) => {
            let before = spans.iter().filter(|(first, _)| *first < day);
            let before = before.map(|(_, last)| (*last).min(day.yesterday().unwrap_or(day)));
            let after = spans.iter().filter(|(_, last)| *last > day);
            let after = after.map(|(first, _)| (*first).max(day.tomorrow().unwrap_or(day)));
            (before.max(), after.min())
        }
    };
    let asked = match days {
        Days::One(day) => day.to_string(),
        Days::All => "all".to_owned(),
    };
    let to_day = |day: Date, key: &str| {
        let text = words.filled(key, &[("date", &words.day(day))]);
        html! { a href={ (root) "?date=" (day) "&lang=" (code) } { (text) } }
    };
    html! {
        nav aria-label=(words.text("region.time")) {
            @if let Some(day) = earlier { (to_day(day, "plain.earlier")) }
            @if let Some(day) = later { (to_day(day, "plain.later")) }
            @if days != Days::All { a href={ (root) "?date=all&lang=" (code) } { (words.text("time.all")) } }
        }
        nav aria-label=(words.text("lang.label")) {
            @for other in ["en", "uk", "ru"] {
                @if other != code {
                    a href={ (root) "?date=" (asked) "&lang=" (other) } lang=(other) hreflang=(other) {
                        (words.text(&format!("lang.{other}")))
                    }
                }
            }
        }
    }
}

fn item(corridor: &Feature, words: &Words, root: &str) -> Markup {
    let said = Said(&corridor.properties);
    let inferred: Vec<&str> = said.texts("inferred");
    let disputed = said.texts("disputed_by");
    let published = said.text("published").and_then(|day| day.parse().ok());
    let speaker = said.text("announced_by");
    let speaker = speaker.unwrap_or(words.text("corridor.speaker_unknown"));
    html! {
        li {
            h2 { (ends(&said, words)) }
            p {
                b { (sentence(&words.term("status", said.text("status").unwrap_or("unknown")))) }
                @if let Some(day) = published {
                    ", " (words.filled("panel.status_on", &[("date", &words.day(day))]))
                }
            }
            p {
                @match said.text("source_name") {
                    Some(source) => {
                        bdi {
                            (words.filled("corridor.says_in", &[
                                ("who", &short(speaker, LONGEST_NAME)),
                                ("source", &short(source, LONGEST_NAME)),
                            ]))
                        }
                    }
                    None => { bdi { (short(speaker, LONGEST_NAME)) } }
                }
            }
            @for end in ["from", "to"] {
                @if inferred.contains(&end) { p { (words.text(&format!("inferred.{end}"))) } }
            }
            @if !disputed.is_empty() {
                p { (words.text("panel.disputed_by")) ": " bdi { (short(&disputed.join(", "), LONGEST_NAME)) } }
            }
            @if let Some(quote) = said.text("quote") {
                blockquote lang=[said.text("quote_lang")] { bdi { (short(quote, LONGEST_QUOTE)) } }
            }
            @if let Some(report) = said.text("report_id") {
                p {
                    a href={ (root) "reports/" (report) "?f=html#q-" (said.number("quote_start")) } {
                        (words.text("panel.marked"))
                    }
                }
            }
        }
    }
}

/// "Mariupol → Berdiansk", or what is known of it.
fn ends(said: &Said<'_>, words: &Words) -> Markup {
    let (from, to) = (said.places("from", words), said.places("to", words));
    let one_end = |key: &str, place: &str| words.filled(key, &[("place", place)]);
    html! {
        @match (from.is_empty(), to.is_empty()) {
            (false, false) => { bdi { (from) } " → " bdi { (to) } }
            (false, true) => { bdi { (one_end("corridor.from_only", &from)) } }
            (true, false) => { bdi { (one_end("corridor.to_only", &to)) } }
            (true, true) => { (words.text("corridor.nowhere")) }
        }
    }
}

/// Where the same and more can be had as data.
fn data(days: Days, words: &Words, root: &str) -> Markup {
    let of_day = match days {
        Days::One(day) => format!("?datetime={day}"),
        Days::All => String::new(),
    };
    html! {
        nav aria-label=(words.text("data.heading")) {
            @for format in ["geojson", "csv"] {
                a href={ (root) "layers/corridors." (format) (of_day) } {
                    (words.text("layer.corridors")) " (" (if format == "csv" { "CSV" } else { "GeoJSON" }) ")"
                }
            }
            a href={ (root) "reports" } { (words.text("data.reports")) }
        }
    }
}

/// The properties of a corridor, as its layer shows them.
struct Said<'a>(&'a Map<String, Value>);

impl<'a> Said<'a> {
    fn text(&self, name: &str) -> Option<&'a str> {
        self.0.get(name)?.as_str().filter(|text| !text.is_empty())
    }

    fn number(&self, name: &str) -> u64 {
        self.0.get(name).and_then(Value::as_u64).unwrap_or(0)
    }

    fn texts(&self, name: &str) -> Vec<&'a str> {
        let items = self.0.get(name).and_then(Value::as_array);
        let items = items.into_iter().flatten();
        items.filter_map(Value::as_str).collect()
    }

    /// The names of the places at one end, each in the nearest language that is known.
    fn places(&self, end: &str, words: &Words) -> String {
        let suffixes: &[&str] = match words.language().0 {
            Language::En => &[""],
            Language::Uk => &["_uk", ""],
            Language::Ru => &["_ru", "_uk", ""],
        };
        let count = self
            .0
            .get(end)
            .and_then(Value::as_array)
            .map_or(0, Vec::len);
        let name = |at: usize| {
            let mut names = suffixes
                .iter()
                .filter_map(|suffix| self.0.get(&format!("{end}{suffix}"))?.get(at)?.as_str());
            names.find(|name| !name.is_empty())
        };
        let names: Vec<&str> = (0..count).filter_map(name).collect();
        short(&names.join(", "), LONGEST_NAME)
    }
}

/// At most `most` code points; what was cut is marked.
fn short(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}

/// With a capital, as a sentence starts.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_between_code_points() {
        assert_eq!(short("їжак", 4), "їжак");
        assert_eq!(short("їжак іде", 5), "їжак…");
        assert_eq!(sentence("відкрито"), "Відкрито");
        assert_eq!(sentence(""), "");
    }
}
