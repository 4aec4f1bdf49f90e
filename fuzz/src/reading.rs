//! Texts and pages.

use std::sync::LazyLock;

use korydor::geoparse::Geoparser;
use korydor::model::{Reading, SharedText};
use korydor::read::read;
use korydor::report::{Cut, Hint, from_bytes, from_text};
use korydor::world::World;

use super::pieces::pieces;

static WORLD: LazyLock<World> =
    LazyLock::new(|| World::embedded().expect("the embedded knowledge is whole"));

static PIECES: LazyLock<Vec<String>> = LazyLock::new(pieces);

/// A text of pieces: a byte is one, 254 and the next a further one, 255 takes the next as a letter.
fn composed(data: &[u8]) -> String {
    let mut text = String::new();
    let mut bytes = data.iter().copied();
    while let Some(byte) = bytes.next() {
        let mut next = || bytes.next().unwrap_or_default();
        match byte {
            255 => text.push(char::from(next())),
            254 => text.push_str(piece(254 + usize::from(next()))),
            byte => text.push_str(piece(usize::from(byte))),
        }
    }
    text
}

fn piece(number: usize) -> &'static str {
    PIECES.get(number).map_or("", String::as_str)
}

fn hint(media_type: &str) -> Hint {
    Hint {
        content_type: Some(media_type.to_owned()),
        ..Hint::default()
    }
}

/// A page becomes a report.
pub fn html(data: &[u8]) {
    if let Ok(report) = from_bytes(data, &hint("text/html")) {
        let _ = Cut::of(&report);
    }
}

/// Any bytes become a reading.
pub fn text(data: &[u8]) {
    let mut bytes = data.to_vec();
    let Ok(hint) = korydor::intake::take_head(&mut bytes, &hint("text/plain")) else {
        return;
    };
    if let Ok(report) = from_bytes(bytes, &hint) {
        assert_words_stand_where_said(&read(report, &WORLD));
    }
}

/// Names are found in a text of pieces.
pub fn geoparse(data: &[u8]) {
    let text = composed(data);
    if let Ok(report) = from_text(text, &Hint::default()) {
        let mut geoparser = Geoparser::new(&WORLD.gazetteer, &WORLD.place_words);
        let (mentions, _) = geoparser.mentions(&Cut::of(&report));
        for mention in mentions {
            let bytes = mention.bytes.start as usize..mention.bytes.end as usize;
            assert_eq!(report.text.get(bytes), Some(&*mention.text));
        }
    }
}

/// A report of pieces, which names a corridor, is read: the first byte chooses its day.
pub fn extract(data: &[u8]) {
    const DAYS: [Option<&str>; 6] = [
        None,
        Some("2022-03-30"),
        Some("0000-01-01"),
        Some("1969-12-31"),
        Some("9999-12-31"),
        Some("-009999-01-01"),
    ];
    let (day, pieces) = data.split_first().unwrap_or((&0, &[]));
    let hint = Hint {
        published: DAYS[usize::from(*day) % DAYS.len()].map(str::to_owned),
        ..Hint::default()
    };
    let text = format!(
        "Humanitarian corridors for civilians amid shelling.\n{}",
        composed(pieces)
    );
    if let Ok(report) = from_text(text, &hint) {
        assert_words_stand_where_said(&read(report, &WORLD));
    }
}

/// That the words of mentions, names without a place and quotes are those at the code points that the reading gives.
fn assert_words_stand_where_said(reading: &Reading) {
    let letters: Vec<char> = reading.report.text.chars().collect();
    let said = |start: usize, end: usize, words: &SharedText| {
        let found: String = letters.get(start..end).unwrap_or_default().iter().collect();
        assert_eq!(found, **words, "{start}..{end}");
    };
    for mention in &reading.mentions {
        said(mention.start, mention.end, &mention.text);
    }
    for name in &reading.unplaced {
        said(name.start, name.end, &name.text);
    }
    let corridors = reading.corridors.iter().map(|corridor| &corridor.quote);
    let events = reading.events.iter().map(|event| &event.quote);
    let claims = reading.control.iter().map(|claim| &claim.quote);
    for quote in corridors.chain(events).chain(claims) {
        said(quote.start, quote.end, &quote.exact);
    }
}
