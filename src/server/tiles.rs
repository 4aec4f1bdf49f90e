//! `GET /tiles/basemap/{z}/{x}/{y}.mvt` and its TileJSON: the embedded basemap.

use std::io::Write;
use std::sync::{Arc, OnceLock};

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Json, Router};
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::App;
use super::error::Problem;
use super::links::Base;
use crate::basemap::prepared::{MAX_LATITUDE, MAX_ZOOM};
use crate::basemap::{Basemap, Error, TileId};

/// Memory that encoded tiles may take, in bytes.
const CACHE_BYTES: u64 = 32 << 20;
/// Tiles change only with the binary; a day later a client asks again, by ETag.
const CACHE_CONTROL: &str = "public, max-age=86400";
/// Owed to the sources of the data wherever the basemap is shown.
pub const ATTRIBUTION: &str = "© GeoNames (CC BY 4.0), Natural Earth";

/// The routes of the basemap's tiles.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/tiles/basemap.json", get(tilejson))
        .route("/tiles/basemap/{z}/{x}/{file}", get(tile))
        .layer(Extension(Arc::new(Tiles::default())))
}

/// The basemap, read at the first request, and the tiles that were asked for lately.
struct Tiles {
    basemap: OnceLock<Basemap>,
    cache: Cache<TileId, Arc<Encoded>, Bytewise>,
}

impl Default for Tiles {
    fn default() -> Self {
        let tiles = 1 << 12;
        Self {
            basemap: OnceLock::new(),
            cache: Cache::with_weighter(tiles, CACHE_BYTES, Bytewise),
        }
    }
}

impl Tiles {
    fn basemap(&self) -> Result<&Basemap, Error> {
        if let Some(basemap) = self.basemap.get() {
            return Ok(basemap);
        }
        let basemap = Basemap::embedded()?;
        Ok(self.basemap.get_or_init(|| basemap))
    }

    fn encoded(&self, id: TileId) -> Result<Arc<Encoded>, Error> {
        self.cache.get_or_insert_with(&id, || {
            let plain = self.basemap()?.tile(id)?;
            Ok(Arc::new(Encoded::new(plain)))
        })
    }
}

/// A tile in the two forms that clients ask for.
struct Encoded {
    plain: Bytes,
    gzip: Bytes,
    /// Beginning of the SHA-256 of the plain form.
    hash: String,
}

impl Encoded {
    fn new(plain: Vec<u8>) -> Self {
        let hash = Sha256::digest(&plain)
            .iter()
            .take(10)
            .map(|b| format!("{b:02x}"))
            .collect();
        Self {
            gzip: gzip(&plain).into(),
            plain: plain.into(),
            hash,
        }
    }
}

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(plain.len() / 2), Compression::default());
    // Writing to memory cannot fail; were it to, the empty rest would only be a broken tile.
    encoder
        .write_all(plain)
        .and_then(|()| encoder.finish())
        .unwrap_or_default()
}

#[derive(Clone)]
struct Bytewise;

impl Weighter<TileId, Arc<Encoded>> for Bytewise {
    fn weight(&self, _: &TileId, tile: &Arc<Encoded>) -> u64 {
        (tile.plain.len() + tile.gzip.len()) as u64 + 64
    }
}

/// A tile: 200 with its bytes, 204 where the basemap has nothing (open sea), 304 where the client
/// has it, 404 outside the zoom levels and columns there are.
async fn tile(
    Extension(tiles): Extension<Arc<Tiles>>,
    Path((z, x, file)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Response {
    let Some(id) = tile_id(&z, &x, &file) else {
        return Problem::not_found(format!(
            "there is no tile {z}/{x}/{file}; tiles are /tiles/basemap/{{z}}/{{x}}/{{y}}.mvt with z from 0 to \
             {MAX_ZOOM} and x and y from 0 to 2^z - 1"
        ))
        .into_response();
    };
    let encoded = match tiles.cache.get(&id) {
        Some(encoded) => Ok(encoded),
        None => match tokio::task::spawn_blocking(move || tiles.encoded(id)).await {
            Ok(encoded) => encoded.map_err(|e| e.to_string()),
            Err(stopped) => Err(stopped.to_string()),
        },
    };
    match encoded {
        Ok(encoded) => answer(&encoded, &headers),
        Err(reason) => Problem::internal(format!("tile {z}/{x}/{file}: {reason}")).into_response(),
    }
}

/// The tile named by the parts of an address; `None` where there is none.
fn tile_id(z: &str, x: &str, file: &str) -> Option<TileId> {
    let y = file.strip_suffix(".mvt")?;
    TileId::new(z.parse().ok()?, x.parse().ok()?, y.parse().ok()?)
}

fn answer(tile: &Encoded, asked: &HeaderMap) -> Response {
    let zipped = accepts_gzip(asked);
    // Strong ETags differ between the forms.
    let etag = format!("\"{}{}\"", tile.hash, if zipped { "-gzip" } else { "" });
    let mut headers = HeaderMap::new();
    if let Ok(value) = HeaderValue::from_str(&etag) {
        headers.insert(header::ETAG, value);
    }
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static(CACHE_CONTROL),
    );
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if has_it_already(asked, &etag) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    if tile.plain.is_empty() {
        return (StatusCode::NO_CONTENT, headers).into_response();
    }
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/vnd.mapbox-vector-tile"),
    );
    if zipped {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        (headers, tile.gzip.clone()).into_response()
    } else {
        (headers, tile.plain.clone()).into_response()
    }
}

/// Entries of a header that is a list, over all its lines.
fn listed(headers: &HeaderMap, name: header::HeaderName) -> impl Iterator<Item = &str> {
    let lines = headers
        .get_all(name)
        .into_iter()
        .filter_map(|v| v.to_str().ok());
    lines.flat_map(|line| line.split(',')).map(str::trim)
}

fn accepts_gzip(headers: &HeaderMap) -> bool {
    listed(headers, header::ACCEPT_ENCODING).any(|entry| {
        let mut parts = entry.split(';').map(str::trim);
        let named = parts
            .next()
            .is_some_and(|name| name.eq_ignore_ascii_case("gzip"));
        let refused = parts.any(|p| {
            p.strip_prefix("q=")
                .is_some_and(|q| q.parse() == Ok(0.0_f32))
        });
        named && !refused
    })
}

fn has_it_already(headers: &HeaderMap, etag: &str) -> bool {
    listed(headers, header::IF_NONE_MATCH)
        .any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
}

/// The TileJSON 3.0.0 of the basemap.
async fn tilejson(base: Base) -> Json<Value> {
    Json(describe(&base.url("")))
}

fn describe(base_url: &str) -> Value {
    let names = |more: &[(&str, &str)]| {
        let mut fields = json!({
            "name": "Name in English or romanised",
            "name_uk": "Name in Ukrainian, where known",
            "name_ru": "Name in Russian, where known",
        });
        for (key, meaning) in more {
            fields[*key] = json!(meaning);
        }
        fields
    };
    json!({
        "tilejson": "3.0.0",
        "name": "Korydor basemap",
        "description": "Land, lakes, rivers, borders and place names of the world, finest in Ukraine. The depiction \
                        of boundaries and names does not imply endorsement or acceptance.",
        "version": env!("CARGO_PKG_VERSION"),
        "scheme": "xyz",
        "tiles": [format!("{base_url}/tiles/basemap/{{z}}/{{x}}/{{y}}.mvt")],
        "minzoom": 0,
        "maxzoom": MAX_ZOOM,
        "bounds": [-180.0, -MAX_LATITUDE, 180.0, MAX_LATITUDE],
        "center": [31.2, 48.6, 5],
        "attribution": ATTRIBUTION,
        "vector_layers": [
            { "id": "land", "description": "Land; what it leaves is sea", "minzoom": 0, "maxzoom": MAX_ZOOM, "fields": {} },
            { "id": "water", "description": "Lakes and reservoirs", "minzoom": 0, "maxzoom": MAX_ZOOM,
              "fields": names(&[("until", "Day from which it is no more, ISO 8601; missing where it still is")]) },
            { "id": "rivers", "description": "Rivers", "minzoom": 3, "maxzoom": MAX_ZOOM,
              "fields": names(&[("rank", "Natural Earth's rank, 1 for the largest")]) },
            { "id": "borders", "description": "Borders on land", "minzoom": 0, "maxzoom": MAX_ZOOM,
              "fields": { "kind": "country or admin1" } },
            { "id": "places", "description": "Labels", "minzoom": 2, "maxzoom": MAX_ZOOM,
              "fields": names(&[
                  ("kind", "country, admin1, water, city, town or village"),
                  ("rank", "0 for the most important to 10"),
                  ("pop", "Inhabitants, where known"),
                  ("capital", "true for the capital of a country"),
              ]) },
        ],
    })
}
