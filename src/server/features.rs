//! The layers as OGC API Features: collections, their features by area, time and page, and
//! single features.

use std::borrow::Cow;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::header::{HeaderName, HeaderValue};
use geo::Rect;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use serde_json::{Value, json};

use super::App;
use super::content::Content;
use super::error::Problem;
use super::layers::known_layer;
use super::links::{Base, Link, link};
use super::parameters::Parameters;
use super::schema;
use super::withdrawals::feature_gone;
use crate::filter::Filter;
use crate::format::{DISCLAIMER, formats, geojson};
use crate::layer::{Layer, LayerId, layers};
use crate::shape::crs::Crs;
use crate::store::{BoundingBox, Entry, Interval, LayerSnapshot, Query, Selection, Snapshot};

const JSON: &str = "application/json";
const CONTENT_CRS: HeaderName = HeaderName::from_static("content-crs");
const DEFAULT_LIMIT: usize = 100;
const MOST: usize = 10_000;
/// The time whose changes a layer of a state links to.
const A_FORTNIGHT: i64 = 14;

/// All layers.
#[utoipa::path(
    get, path = "/collections", tag = "layers",
    params(("f" = Option<String>, Query, description = "json.")),
    responses(
        (status = 200, description = "The layers with titles, extents and links."),
        (status = 400, description = "A parameter is unknown or not understood."),
    )
)]
pub(super) async fn collections(
    State(app): State<Arc<App>>,
    base: Base,
    parameters: Parameters,
) -> Result<Content, Problem> {
    parameters.only(&["f"])?.json_only()?;
    let snapshot = app.intake.archive().snapshot();
    let collections: Vec<Value> = layers()
        .iter()
        .map(|layer| describe(snapshot.layer(layer), &base))
        .collect();
    let document = json!({
        "links": [link(base.url("/collections"), "self", JSON, "The layers")],
        "crs": Crs::ALL.map(Crs::uri),
        "collections": collections,
    });
    Content::json(JSON, &document)
}

/// One layer.
#[utoipa::path(
    get, path = "/collections/{collectionId}", tag = "layers",
    params(
        ("collectionId" = String, Path, description = "Name of the layer."),
        ("f" = Option<String>, Query, description = "json."),
    ),
    responses(
        (status = 200, description = "Title, extent and links of the layer."),
        (status = 400, description = "A parameter is unknown or not understood."),
        (status = 404, description = "No such layer."),
    )
)]
pub(super) async fn collection(
    State(app): State<Arc<App>>,
    Path(layer): Path<String>,
    base: Base,
    parameters: Parameters,
) -> Result<Content, Problem> {
    parameters.only(&["f"])?.json_only()?;
    let snapshot = app.intake.archive().snapshot();
    let held = snapshot.layer(known_layer(&layer)?);
    Content::json(JSON, &describe(held, &base))
}

fn describe(held: &LayerSnapshot, base: &Base) -> Value {
    let layer = held.layer;
    let name = layer.name;
    let here = format!("/collections/{name}");
    let mut links = vec![
        link(base.url(&here), "self", JSON, layer.title),
        link(
            base.url(&format!("{here}/items")),
            "items",
            geojson::MEDIA_TYPE,
            "The features",
        ),
    ];
    links.extend(schema::links(name, base));
    links.extend(formats().iter().map(|format| {
        let file = format!("/layers/{name}.{}", format.name);
        link(
            base.url(&file),
            "enclosure",
            format.media_type,
            format!("The whole layer as {}", format.name),
        )
    }));
    if layer.id == LayerId::Control
        && let Some(latest) = held.interval.end
    {
        let last = latest.to_zoned(TimeZone::UTC).date();
        let first = last.saturating_sub(Span::new().days(A_FORTNIGHT));
        links.push(link(
            base.url(&format!(
                "/collections/control/changes?datetime={first}/{last}"
            )),
            "related",
            geojson::MEDIA_TYPE,
            "What changed between two days",
        ));
    }
    let mut extent = serde_json::Map::new();
    if let Some(bounds) = held.extent {
        extent.insert(
            "spatial".to_owned(),
            json!({ "bbox": [corners(bounds)], "crs": Crs::Crs84.uri() }),
        );
    }
    let Interval { start, end } = held.interval;
    if start.is_some() || end.is_some() {
        let ends = [start, end].map(|end| end.map(seconds));
        let calendar = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian";
        extent.insert(
            "temporal".to_owned(),
            json!({ "interval": [ends], "trs": calendar }),
        );
    }
    let mut description = json!({
        "id": name,
        "title": held.title,
        "description": layer.description,
        "attribution": held.attribution,
        "itemType": "feature",
        "crs": Crs::ALL.map(Crs::uri),
        "storageCrs": Crs::Crs84.uri(),
        "geometryType": layer.geometry.geojson_name(),
        "numberOfFeatures": held.entries().len(),
        "links": links,
    });
    if !extent.is_empty() {
        description["extent"] = Value::Object(extent);
    }
    description
}

fn corners(bounds: Rect) -> [f64; 4] {
    let (min, max) = (bounds.min(), bounds.max());
    [min.x, min.y, max.x, max.y]
}

/// To the second, as clients expect it.
fn seconds(moment: Timestamp) -> String {
    moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// The features of a layer, by area, time and page.
#[utoipa::path(
    get, path = "/collections/{collectionId}/items", tag = "layers",
    params(
        ("collectionId" = String, Path, description = "Name of the layer."),
        ("bbox" = Option<String>, Query, description = "west,south,east,north in degrees (or six numbers with heights), or the corners in the axis order of bbox-crs; a west greater than the east crosses the 180th meridian."),
        ("bbox-crs" = Option<String>, Query, description = "The reference system of bbox: one of the layer's crs; CRS84 where it is not given."),
        ("crs" = Option<String>, Query, description = "The reference system, and with it the axis order, of the answer: one of the layer's crs; CRS84 where it is not given."),
        ("datetime" = Option<String>, Query, description = "A day, a moment, or an interval with .. for open ends; features whose valid time meets it. The layers control, control_areas and front_lines give the state at the end of its last day; without it, of the latest day that a claim speaks of and that is not yet to come."),
        ("filter" = Option<String>, Query, description = "CQL2 text over the layer's queryables, such as status = 'agreed' AND people_moved > 500."),
        ("filter-lang" = inline(Option<FilterLanguage>), Query, description = "The language of filter; cql-text is the name that clients of the draft know it by."),
        ("limit" = Option<usize>, Query, description = "How many features at most; above 10000 as 10000; 100 where it is not given."),
        ("offset" = Option<usize>, Query, description = "How many matching features to leave out before the first."),
        ("f" = Option<String>, Query, description = "json or geojson."),
    ),
    responses(
        (status = 200, description = "A page of features with links to the next and the previous one.", content_type = "application/geo+json"),
        (status = 400, description = "A parameter is unknown or not understood."),
        (status = 404, description = "No such layer."),
    )
)]
pub(super) async fn items(
    State(app): State<Arc<App>>,
    Path(layer): Path<String>,
    base: Base,
    parameters: Parameters,
) -> Result<Content, Problem> {
    let layer = known_layer(&layer)?;
    let parameters = parameters.only(&[
        "bbox",
        "bbox-crs",
        "crs",
        "datetime",
        "filter",
        "filter-lang",
        "limit",
        "offset",
        "f",
    ])?;
    geojson_only(&parameters)?;
    let crs: Crs = parameters.parsed("crs")?.unwrap_or_default();
    let query = Query {
        bbox: bounding_box(&parameters)?,
        datetime: parameters.parsed("datetime")?,
        filter: filter(&parameters, layer)?,
        limit: parameters.number_up_to("limit", 1, MOST, DEFAULT_LIMIT)?,
        offset: parameters.number("offset", 0, usize::MAX, 0)?,
    };
    let snapshot = app.intake.archive().snapshot();
    let making = move || {
        let (held, query) = snapshot.answering(layer, query);
        let selection = held.select(&query);
        let here = format!("/collections/{}/items", layer.name);
        let links = page_links(&base, &here, &parameters, &query, selection.matched);
        let body = page(&held, &snapshot, &selection, crs, &links)?;
        Ok(in_crs(Content::new(geojson::MEDIA_TYPE, body), crs))
    };
    app.answering.run(making).await?
}

/// The languages that filters are read in, by the names that clients give them.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "only its schema is used")]
enum FilterLanguage {
    #[schema(rename = "cql2-text")]
    Cql2Text,
    #[schema(rename = "cql-text")]
    CqlText,
}

const FILTER_LANGUAGES: [&str; 2] = ["cql2-text", "cql-text"];

fn filter(parameters: &Parameters, layer: &Layer) -> Result<Option<Filter>, Problem> {
    match parameters.text("filter-lang") {
        None => {}
        Some(language) if FILTER_LANGUAGES.contains(&language) => {}
        Some(other) => {
            let known = FILTER_LANGUAGES.join(" or ");
            return Err(Problem::bad_request(format!(
                "filter-lang is {known}; \"{other}\" is neither"
            )));
        }
    }
    let text = parameters.text("filter");
    Ok(text
        .map(|text| Filter::from_text(text, layer))
        .transpose()?)
}

fn bounding_box(parameters: &Parameters) -> Result<Option<BoundingBox>, Problem> {
    let crs = parameters.parsed("bbox-crs")?.unwrap_or_default();
    let text = parameters.text("bbox");
    Ok(text.map(|text| BoundingBox::parse(text, crs)).transpose()?)
}

pub(super) fn geojson_only(parameters: &Parameters) -> Result<(), Problem> {
    match parameters.text("f") {
        None | Some("json" | "geojson") => Ok(()),
        Some(other) => Err(Problem::bad_request(format!(
            "f is json or geojson; \"{other}\" is neither"
        ))),
    }
}

fn page_links(
    base: &Base,
    here: &str,
    parameters: &Parameters,
    query: &Query,
    matched: usize,
) -> Vec<Link> {
    let at = |offset: usize| {
        let query = parameters.with("offset", &offset.to_string());
        base.url(&format!("{here}{query}"))
    };
    let own = base.url(&format!("{here}{}", parameters.query()));
    let collection = base.url(here.trim_end_matches("/items"));
    let mut links = vec![
        link(own, "self", geojson::MEDIA_TYPE, "This page"),
        link(collection, "collection", JSON, "The layer"),
    ];
    let end = query.offset.saturating_add(query.limit);
    if end < matched {
        links.push(link(at(end), "next", geojson::MEDIA_TYPE, "The next page"));
    }
    if query.offset > 0 {
        let before = query.offset.min(matched).saturating_sub(query.limit);
        links.push(link(
            at(before),
            "prev",
            geojson::MEDIA_TYPE,
            "The page before",
        ));
    }
    links
}

/// A page of features, put together from the bytes that each was encoded to once.
fn page(
    held: &LayerSnapshot,
    snapshot: &Snapshot,
    selection: &Selection<'_>,
    crs: Crs,
    links: &[Link],
) -> Result<Vec<u8>, Problem> {
    let mut head = json!({
        "type": "FeatureCollection",
        "title": held.title,
        "disclaimer": DISCLAIMER,
        "attribution": held.attribution,
        "timeStamp": snapshot.changed_at().map_or_else(|| seconds(Timestamp::UNIX_EPOCH), seconds),
        "numberMatched": selection.matched,
        "numberReturned": selection.page.len(),
        "links": links,
    });
    if let (Value::Object(head), Some(known)) = (&mut head, &held.known) {
        head.extend(known.members());
    }
    let mut body = head.to_string().into_bytes();
    body.pop();
    body.extend_from_slice(b",\"features\":[");
    for (at, entry) in selection.page.iter().enumerate() {
        if at > 0 {
            body.push(b',');
        }
        body.extend_from_slice(&encoded(held, entry, crs)?);
    }
    body.extend_from_slice(b"]}");
    Ok(body)
}

fn encoded<'a>(held: &'a LayerSnapshot, entry: &Entry, crs: Crs) -> Result<Cow<'a, [u8]>, Problem> {
    let json = held.json(entry);
    if crs == Crs::Crs84 {
        return Ok(Cow::Borrowed(json));
    }
    let moved = geojson::feature_in(crs, json, entry.geometry.as_ref());
    moved.map(Cow::Owned).map_err(Problem::internal)
}

/// One feature.
#[utoipa::path(
    get, path = "/collections/{collectionId}/items/{featureId}", tag = "layers",
    params(
        ("collectionId" = String, Path, description = "Name of the layer."),
        ("featureId" = String, Path, description = "Identifier of the feature."),
        ("datetime" = Option<String>, Query, description = "The day whose state the feature is of, for the layers control, control_areas and front_lines."),
        ("crs" = Option<String>, Query, description = "The reference system, and with it the axis order, of the answer: one of the layer's crs; CRS84 where it is not given."),
        ("f" = Option<String>, Query, description = "json or geojson."),
    ),
    responses(
        (status = 200, description = "The feature.", content_type = "application/geo+json"),
        (status = 400, description = "A parameter is unknown or not understood."),
        (status = 404, description = "No such layer or feature."),
        (status = 410, description = "The feature went with its report, which was withdrawn."),
    )
)]
pub(super) async fn item(
    State(app): State<Arc<App>>,
    Path((layer, id)): Path<(String, String)>,
    base: Base,
    parameters: Parameters,
) -> Result<Content, Problem> {
    let layer = known_layer(&layer)?;
    let parameters = parameters.only(&["datetime", "crs", "f"])?;
    geojson_only(&parameters)?;
    let crs: Crs = parameters.parsed("crs")?.unwrap_or_default();
    let query = Query {
        datetime: parameters.parsed("datetime")?,
        ..Query::default()
    };
    let snapshot = app.intake.archive().snapshot();
    let states = Arc::clone(&snapshot);
    let made = move || states.answering(layer, query);
    let (held, _) = app.answering.run(made).await?;
    let entry = held.entry(&id).ok_or_else(|| {
        match snapshot.tombstone_of_feature(layer, &id) {
            Some(tombstone) => feature_gone(tombstone),
            None => Problem::not_found(format!(
                "there is no feature \"{id}\" in the layer {}; it may be of another day or have been merged",
                layer.name
            )),
        }
    })?;
    let here = format!("/collections/{}", layer.name);
    let links = json!([
        link(
            base.url(&format!("{here}/items/{}{}", entry.id, parameters.query())),
            "self",
            geojson::MEDIA_TYPE,
            "This feature"
        ),
        link(base.url(&here), "collection", JSON, "The layer"),
    ]);
    let mut body = encoded(&held, entry, crs)?.into_owned();
    body.pop();
    body.extend_from_slice(format!(",\"links\":{links}}}").as_bytes());
    Ok(in_crs(Content::new(geojson::MEDIA_TYPE, body), crs))
}

/// The answer, saying which reference system its positions are in.
fn in_crs(content: Content, crs: Crs) -> Content {
    match HeaderValue::from_str(&format!("<{}>", crs.uri())) {
        Ok(value) => content.with_header(CONTENT_CRS, value),
        Err(_) => content,
    }
}
