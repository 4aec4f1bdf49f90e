//! The description of the API, as OpenAPI 3.0: that is what OGC clients read.

use serde_json::{Value, json};

use super::content::Content;
use super::error::Problem;
use super::links::Base;
use super::parameters::Parameters;
use super::router::api_description;

/// Media type of an OpenAPI 3.0 document.
pub(super) const MEDIA_TYPE: &str = "application/vnd.oai.openapi+json;version=3.0";

/// The description of the API, generated from the routes.
pub(super) async fn description(base: Base, parameters: Parameters) -> Result<Content, Problem> {
    parameters.only(&["f"])?.json_only()?;
    let mut document = serde_json::to_value(api_description()).map_err(Problem::internal)?;
    as_version_3_0(&mut document);
    document["openapi"] = json!("3.0.3");
    document["servers"] = json!([{ "url": base.url("") }]);
    Content::json(MEDIA_TYPE, &document)
}

/// Turns what OpenAPI 3.1 says otherwise into the words of 3.0: a type that may be null.
fn as_version_3_0(value: &mut Value) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(as_version_3_0),
        Value::Object(members) => {
            if let Some(Value::Array(types)) = members.get("type") {
                let named = types.iter().find(|name| *name != "null").cloned();
                members.insert("nullable".to_owned(), Value::Bool(true));
                members.insert("type".to_owned(), named.unwrap_or_default());
            }
            members.values_mut().for_each(as_version_3_0);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_that_may_be_null_is_nullable() {
        let mut schema = json!({ "properties": { "title": { "type": ["string", "null"] } } });
        as_version_3_0(&mut schema);
        let expected = json!({ "properties": { "title": { "type": "string", "nullable": true } } });
        assert_eq!(schema, expected);
    }
}
