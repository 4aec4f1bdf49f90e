//! CSV with the tags of the Humanitarian Exchange Language (HXL 1.1) in the row after the header.

use geo::{BoundingRect, Geometry};
use serde_json::Value;

use super::FormatError;
use crate::layer::{GeometryType, Layer};
use crate::model::Feature;

/// `text/csv` in UTF-8.
pub const MEDIA_TYPE: &str = "text/csv; charset=utf-8";

/// A layer as CSV: header, HXL tags, one row a feature.
///
/// Lists are joined by ` | `, lists of objects are JSON. Points have columns `lon` and `lat`, other
/// geometries their bounds as `west,south,east,north`.
///
/// # Errors
/// [`FormatError`] when the writer fails.
pub(super) fn layer(layer: &Layer, features: &[&Feature]) -> Result<Vec<u8>, FormatError> {
    write(layer, features).map_err(|reason| FormatError {
        format: "csv",
        reason,
    })
}

fn write(layer: &Layer, features: &[&Feature]) -> Result<Vec<u8>, String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let names = layer.properties().map(|property| property.name);
    let tags = layer
        .properties()
        .map(|property| property.hxl.unwrap_or(""));
    let (geometry_names, geometry_tags): (&[&str], &[&str]) = match layer.geometry {
        GeometryType::Point => (&["lon", "lat"], &["#geo+lon", "#geo+lat"]),
        GeometryType::LineString | GeometryType::MultiPolygon => (&["bounds"], &["#geo+bounds"]),
    };
    let text = |error: csv::Error| error.to_string();
    writer
        .write_record(names.chain(geometry_names.iter().copied()))
        .map_err(text)?;
    writer
        .write_record(tags.chain(geometry_tags.iter().copied()))
        .map_err(text)?;
    for feature in features {
        let mut row: Vec<String> = layer
            .properties()
            .map(|property| cell(feature.properties.get(property.name)))
            .collect();
        row.extend(position(layer.geometry, feature.geometry.as_ref()));
        writer.write_record(&row).map_err(text)?;
    }
    writer.into_inner().map_err(|error| error.to_string())
}

fn cell(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text_cell(text),
        Some(Value::Array(values)) if values.iter().all(|value| !value.is_object()) => {
            let values: Vec<String> = values.iter().map(|value| cell(Some(value))).collect();
            values.join(" | ")
        }
        Some(other @ (Value::Array(_) | Value::Object(_))) => text_cell(&other.to_string()),
        Some(other) => other.to_string(),
    }
}

/// The text, with an apostrophe before what a spreadsheet would take for a formula.
///
/// Spreadsheets begin a formula at `=`, `+`, `-`, `@` and at the full-width forms of these, also
/// behind signs that show nothing, which some of them leave out (OWASP, *CSV Injection*). A cell
/// that begins with a tab or a line end is marked too. One that takes semicolons or tabs for
/// what parts cells, as those of many countries do, begins a cell behind each of them as well.
fn text_cell(text: &str) -> String {
    let mut cell = String::with_capacity(text.len() + 1);
    if text.starts_with(['\t', '\r', '\n']) {
        cell.push('\'');
    }
    for part in text.split_inclusive(parts_cells) {
        if begins_formula(part) {
            cell.push('\'');
        }
        cell.push_str(part);
    }
    cell
}

/// What parts cells or rows in files of other spreadsheets.
fn parts_cells(sign: char) -> bool {
    matches!(sign, ';' | '|' | '\t' | '\n' | '\r')
}

fn begins_formula(text: &str) -> bool {
    const SIGNS: &str = "=+-@＝＋－＠﹢﹣﹦﹫−";
    let shown = text.trim_start_matches(shows_nothing);
    shown.starts_with(|sign: char| SIGNS.contains(sign))
}

/// White space, control characters, and those that Unicode calls ignorable by default.
fn shows_nothing(sign: char) -> bool {
    sign.is_whitespace()
        || sign.is_control()
        || matches!(sign,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{e0000}'..='\u{e0fff}')
}

fn position(kind: GeometryType, geometry: Option<&Geometry<f64>>) -> Vec<String> {
    match (kind, geometry) {
        (GeometryType::Point, Some(Geometry::Point(point))) => {
            vec![point.x().to_string(), point.y().to_string()]
        }
        (GeometryType::Point, _) => vec![String::new(), String::new()],
        (_, geometry) => {
            let bounds = geometry.and_then(BoundingRect::bounding_rect);
            vec![bounds.map_or(String::new(), |bounds| {
                let (min, max) = (bounds.min(), bounds.max());
                format!("{},{},{},{}", min.x, min.y, max.x, max.y)
            })]
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;
    use crate::layer::{LayerId, features, fixtures};
    use crate::model::Status;
    use crate::shape::Atlas;

    #[test]
    fn no_text_begins_a_formula() {
        let formulas = [
            "=cmd",
            " =cmd",
            "\u{a0}=cmd",
            "\u{3000}=cmd",
            "\u{200b}=cmd",
            "\u{feff}=cmd",
            "\u{ad}\u{2066} =cmd",
            "＝cmd",
            " ＋1",
            "＠SUM(A1)",
            "－2",
            "+1",
            "-1+2",
            "@SUM(A1)",
            "\t=cmd",
            "\n=cmd",
            "\r\n@x",
            "\u{0}=cmd",
            "\tx",
        ];
        for formula in formulas {
            let cell = text_cell(formula);
            assert!(cell.starts_with('\''), "{formula:?}: {cell:?}");
            assert_eq!(cell.replace('\'', ""), formula);
            for parting in [";", "a;", "10:00\t", "a | ", "a\n", "\"a\";\u{200b}"] {
                let cell = text_cell(&format!("{parting}{formula}"));
                let mut parts = cell.split(parts_cells);
                assert!(
                    !parts.any(begins_formula),
                    "{parting:?}{formula:?}: {cell:?}"
                );
            }
        }
        for plain in [
            "",
            " ",
            "a=b",
            "Mariupol – Berdiansk",
            "«Азовсталь»",
            "5 - 3",
            "'x",
            "→ Zaporizhzhia",
            "\u{200b}a",
            "at 9; buses wait",
            "a | b",
        ] {
            assert_eq!(text_cell(plain), plain);
        }
    }

    #[test]
    fn the_first_of_a_list_begins_no_formula() {
        let list = serde_json::json!([" =cmd", "b"]);
        assert_eq!(cell(Some(&list)), "' =cmd | b");
        let objects = serde_json::json!([{ "name": "a;=cmd" }]);
        assert_eq!(cell(Some(&objects)), r#"[{"name":"a;'=cmd"}]"#);
    }

    #[test]
    fn the_tags_stand_straight_after_the_header_and_every_row_has_all_columns() {
        let mut said = fixtures::corridor(&["Mariupol"], &["Berdiansk"], Status::Agreed);
        said.quote.exact = "=HYPERLINK(\"x\")".into();
        let reading = fixtures::reading("a", "2022-03-30", vec![said]);
        let features = features(&[&reading], &Atlas::embedded());
        let corridors: Vec<&Feature> = features
            .iter()
            .filter(|feature| feature.layer == "corridors")
            .collect();
        let bytes = layer(LayerId::Corridors.layer(), &corridors).unwrap();
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(bytes.as_slice());
        let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), 3);
        let column = |name: &str| rows[0].iter().position(|cell| cell == name).unwrap();
        assert_eq!(&rows[1][column("from")], "#loc+name+origin");
        assert_eq!(&rows[2][column("from")], "Mariupol");
        assert_eq!(&rows[2][column("quote")], "'=HYPERLINK(\"x\")");
        let bounds = &rows[2][column("bounds")];
        assert!(bounds.starts_with("36.78449,46.75"), "{bounds}");
    }
}
