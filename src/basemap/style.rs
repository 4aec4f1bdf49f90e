//! The map's style for MapLibre: the template `geodata/style/korydor.json`, filled in with the
//! tokens of the look, the reader's language and the server's address.
//!
//! In the template a text that starts with `$` stands for a value:
//! - `$base/…` for an address on this server;
//! - `$colour.NAME` for a colour of the theme, any other `$a.b` for that entry of
//!   `geodata/style/tokens.json`;
//! - `$text.NAME` for a label in the reader's language;
//! - `$corridor.width` and `$corridor.colour` for what tells the status of a corridor.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

static TEMPLATE: &str = include_str!("../../geodata/style/korydor.json");
static TOKENS: &str = include_str!("../../geodata/style/tokens.json");

/// Language of the labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English, official romanisation.
    #[default]
    En,
    /// Ukrainian.
    Uk,
    /// Russian.
    Ru,
}

/// Ground of the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// Paper.
    #[default]
    Light,
    /// Night.
    Dark,
}

/// Why there is no style.
#[derive(Debug, thiserror::Error)]
pub enum StyleError {
    /// One of the two files is not JSON.
    #[error("a file of geodata/style is not JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// The template names something that the tokens lack.
    #[error("geodata/style/korydor.json names {0}, which tokens.json does not have")]
    Unknown(String),
}

/// The style (MapLibre style specification 8), with absolute addresses under `base_url`, which
/// has no slash at its end.
///
/// # Errors
/// [`StyleError`] where the files of `geodata/style` do not fit each other.
pub fn style(language: Language, theme: Theme, base_url: &str) -> Result<Value, StyleError> {
    let tokens: Value = serde_json::from_str(TOKENS)?;
    let template: Value = serde_json::from_str(TEMPLATE)?;
    let words = Words::new(tokens, language, theme)?;
    words.fill(template, base_url)
}

/// What the names of the template stand for.
struct Words {
    values: Value,
}

impl Words {
    fn new(mut tokens: Value, language: Language, theme: Theme) -> Result<Self, StyleError> {
        let theme = match theme {
            Theme::Light => "light",
            Theme::Dark => "dark",
        };
        let colours = tokens[theme].take();
        let corridor = json!({
            "width": by_status(&tokens["status"], |class| tokens["status"][class]["width"].clone())?,
            "colour": by_status(&tokens["status"], |class| colours[class].clone())?,
        });
        tokens["colour"] = colours;
        tokens["corridor"] = corridor;
        tokens["text"] = texts(language);
        Ok(Self { values: tokens })
    }

    fn fill(&self, value: Value, base_url: &str) -> Result<Value, StyleError> {
        Ok(match value {
            Value::String(text) => match text.strip_prefix('$') {
                None => Value::String(text),
                Some(name) => match name.strip_prefix("base/") {
                    Some(path) => Value::String(format!("{base_url}/{path}")),
                    None => self.value(name)?,
                },
            },
            Value::Array(items) => Value::Array(
                items
                    .into_iter()
                    .map(|v| self.fill(v, base_url))
                    .collect::<Result<_, _>>()?,
            ),
            Value::Object(entries) => Value::Object(
                entries
                    .into_iter()
                    .map(|(key, v)| Ok((key, self.fill(v, base_url)?)))
                    .collect::<Result<Map<_, _>, StyleError>>()?,
            ),
            other => other,
        })
    }

    fn value(&self, name: &str) -> Result<Value, StyleError> {
        let pointer = format!("/{}", name.replace('.', "/"));
        let value = self.values.pointer(&pointer).filter(|v| !v.is_null());
        value
            .cloned()
            .ok_or_else(|| StyleError::Unknown(format!("${name}")))
    }
}

/// An expression that tells the classes of a corridor's `status` apart.
fn by_status(classes: &Value, value_of: impl Fn(&str) -> Value) -> Result<Value, StyleError> {
    let classes = classes
        .as_object()
        .ok_or_else(|| StyleError::Unknown("$status".into()))?;
    let mut expression = vec![json!("match"), json!(["get", "status"])];
    for (class, entry) in classes.iter().filter(|(class, _)| *class != "unknown") {
        expression.push(entry["statuses"].clone());
        expression.push(value_of(class));
    }
    expression.push(value_of("unknown"));
    Ok(Value::Array(expression))
}

/// Labels as expressions: what stands on the map in the reader's language.
fn texts(language: Language) -> Value {
    let localised = |english: &str| match language {
        Language::En => json!(["get", english]),
        Language::Uk => json!([
            "coalesce",
            ["get", format!("{english}_uk")],
            ["get", english]
        ]),
        Language::Ru => {
            json!([
                "coalesce",
                ["get", format!("{english}_ru")],
                ["get", format!("{english}_uk")],
                ["get", english]
            ])
        }
    };
    let count = json!(["to-string", ["get", "settlements"]]);
    let regions = json!(["to-string", ["get", "regions"]]);
    let (before, between, after) = match language {
        Language::En => ("", " settlements in ", " regions"),
        Language::Uk => ("населених пунктів: ", ", регіонів: ", ""),
        Language::Ru => ("населённых пунктов: ", ", регионов: ", ""),
    };
    let ends = |from: &str, to: &str| {
        let first = |key: &str| json!(["to-string", ["at", 0, ["array", ["get", key]]]]);
        json!(["concat", first(from), " → ", first(to)])
    };
    let corridor = match language {
        Language::En => json!(["get", "name"]),
        Language::Uk => ends("from_uk", "to_uk"),
        Language::Ru => ends("from_ru", "to_ru"),
    };
    // Few rivers have a name in another script than Latin: better none than one out of place.
    let river = match language {
        Language::En => json!(["get", "name"]),
        Language::Uk => json!(["coalesce", ["get", "name_uk"], ""]),
        Language::Ru => json!(["coalesce", ["get", "name_ru"], ["get", "name_uk"], ""]),
    };
    json!({
        "name": localised("name"),
        "river": river,
        "proposal": ["case", ["has", "settlements"], ["concat", before, count, between, regions, after], localised("name")],
        "corridor": corridor,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]

    use super::*;

    const BASE: &str = "https://map.example";

    fn layer(style: &Value, id: &str) -> Value {
        let layers = style["layers"].as_array().unwrap();
        layers
            .iter()
            .find(|l| l["id"] == id)
            .unwrap_or_else(|| panic!("no layer {id}"))
            .clone()
    }

    #[test]
    fn every_language_and_theme_gives_a_style_without_open_names() {
        for language in [Language::En, Language::Uk, Language::Ru] {
            for theme in [Theme::Light, Theme::Dark] {
                let style = style(language, theme, BASE).unwrap();
                assert!(!style.to_string().contains('$'), "{language:?} {theme:?}");
            }
        }
    }

    #[test]
    fn labels_fall_back_to_the_english_name() {
        let style = style(Language::Uk, Theme::Light, BASE).unwrap();
        assert_eq!(
            layer(&style, "label-city")["layout"]["text-field"],
            json!(["coalesce", ["get", "name_uk"], ["get", "name"]])
        );
    }

    #[test]
    fn addresses_are_absolute() {
        let style = style(Language::En, Theme::Light, BASE).unwrap();
        assert_eq!(
            style["sources"]["basemap"]["url"],
            "https://map.example/tiles/basemap.json"
        );
        assert_eq!(
            style["sources"]["corridors"]["data"],
            "https://map.example/layers/corridors.geojson"
        );
    }

    #[test]
    fn every_status_of_the_model_has_a_class() {
        use crate::model::Status::*;
        let tokens: Value = serde_json::from_str(TOKENS).unwrap();
        let classes = tokens["status"].as_object().unwrap();
        for status in [
            Proposed,
            Planned,
            Agreed,
            Open,
            PartiallyOpen,
            Suspended,
            Blocked,
            Failed,
            Closed,
            Completed,
            Cancelled,
            Rejected,
            Unknown,
        ] {
            let word = serde_json::to_value(status).unwrap();
            let holders = classes
                .values()
                .filter(|c| c["statuses"].as_array().unwrap().contains(&word));
            assert_eq!(holders.count(), 1, "{word}");
        }
    }

    #[test]
    fn a_name_that_the_tokens_lack_is_an_error() {
        let words = Words::new(
            serde_json::from_str(TOKENS).unwrap(),
            Language::En,
            Theme::Light,
        );
        let filled = words.unwrap().fill(json!("$colour.mauve"), BASE);
        assert!(matches!(filled, Err(StyleError::Unknown(name)) if name == "$colour.mauve"));
    }
}
