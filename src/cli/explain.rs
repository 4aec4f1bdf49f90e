//! `korydor read --explain`: which rule made each statement, and which words say each of its fields.

use std::io::{self, Write};

use serde_json::Value;

use crate::model::{Quote, Reading, Span};

/// Fields of a statement that say nothing of the report itself.
const ABOUT: [&str; 8] = [
    "evidence",
    "inferred",
    "rule",
    "completed_by",
    "quote",
    "context",
    "confidence",
    "left_out",
];

/// Prints a reading: a paragraph a statement, a line a field.
///
/// # Errors
/// What writing to `out` fails with.
pub fn explain(out: &mut impl Write, reading: &Reading) -> io::Result<()> {
    let letters: Vec<char> = reading.report.text.chars().collect();
    let words = |span: Span| -> String {
        let letters = letters.get(span.start..span.end).unwrap_or_default();
        letters.iter().collect()
    };
    writeln!(out, "{}", reading.doc)?;
    let corridors = reading.corridors.iter();
    let corridors = corridors.map(|it| ("corridor", serde_json::to_value(it), &it.quote));
    let events = reading.events.iter();
    let events = events.map(|it| ("event", serde_json::to_value(it), &it.quote));
    let claims = reading.control.iter();
    let claims = claims.map(|it| ("control", serde_json::to_value(it), &it.quote));
    for (kind, statement, quote) in corridors.chain(events).chain(claims) {
        print_statement(
            out,
            kind,
            &statement.map_err(io::Error::from)?,
            quote,
            &words,
        )?;
    }
    if !reading.unplaced.is_empty() {
        writeln!(out, "\nnot placed")?;
    }
    for name in &reading.unplaced {
        writeln!(
            out,
            "  {}  {}-{}  {}",
            name.text, name.start, name.end, name.reason
        )?;
    }
    if !reading.problems.is_empty() {
        writeln!(out, "\nto know")?;
    }
    for problem in &reading.problems {
        writeln!(out, "  {}", problem.detail)?;
    }
    Ok(())
}

fn print_statement(
    out: &mut impl Write,
    kind: &str,
    statement: &Value,
    quote: &Quote,
    words: &impl Fn(Span) -> String,
) -> io::Result<()> {
    let rule = statement.get("rule").and_then(Value::as_str);
    write!(out, "\n{kind}  by {}", rule.unwrap_or("no rule"))?;
    for rule in list(statement, "completed_by").filter_map(Value::as_str) {
        write!(out, ", then {rule}")?;
    }
    writeln!(out, "\n  “{}”", quote.exact.replace('\n', " "))?;
    let fields = statement.as_object().into_iter().flatten();
    for (field, value) in fields.filter(|(field, _)| !ABOUT.contains(&field.as_str())) {
        let shown = shown(value);
        if shown.is_empty() {
            continue;
        }
        write!(out, "  {field:<14}{shown}")?;
        let said = statement.get("evidence").and_then(|all| all.get(field));
        let spans: Vec<Span> = said
            .and_then(|spans| serde_json::from_value(spans.clone()).ok())
            .unwrap_or_default();
        for span in spans {
            let text = words(span).replace('\n', " ");
            write!(out, "  “{text}” {}-{}", span.start, span.end)?;
        }
        let is_inferred = list(statement, "inferred").any(|known| known == field.as_str());
        writeln!(out, "{}", if is_inferred { "  inferred" } else { "" })?;
    }
    Ok(())
}

fn list<'v>(statement: &'v Value, field: &str) -> impl Iterator<Item = &'v Value> {
    let list = statement.get(field).and_then(Value::as_array);
    list.into_iter().flatten()
}

/// A value in words; nothing for what is not said.
fn shown(value: &Value) -> String {
    match value {
        Value::Null | Value::Bool(false) => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(shown).collect::<Vec<_>>().join(", "),
        Value::Object(place) => match place.get("name").and_then(Value::as_str) {
            Some(name) => name.to_owned(),
            None => place.values().map(shown).collect::<Vec<_>>().join(" "),
        },
        other => other.to_string(),
    }
}
