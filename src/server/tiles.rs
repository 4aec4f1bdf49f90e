//! `GET /tiles/basemap/{z}/{x}/{y}.mvt` and its TileJSON: the embedded basemap.

use std::sync::{Arc, OnceLock};

use axum::Router;
use axum::extract::{Path, State};
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderValue, StatusCode};
use axum::routing::get;
use bytes::Bytes;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use serde_json::{Value, json};

use super::content::Content;
use super::error::Problem;
use super::links::Base;
use super::parameters::Parameters;
use super::work::Work;
use crate::basemap::prepared::{MAX_LATITUDE, MAX_ZOOM};
use crate::basemap::{Basemap, Error, TileId};
use crate::store::{etag_of, gzip};

/// Memory that encoded tiles may take, in bytes.
const CACHE_BYTES: u64 = 32 << 20;
/// Tiles change only with the binary; a day later a client asks again, by ETag.
const A_DAY: HeaderValue = HeaderValue::from_static("public, max-age=86400");
/// Owed to the sources of the data wherever the basemap is shown.
pub const ATTRIBUTION: &str = "© GeoNames (CC BY 4.0), Natural Earth";

/// The routes of the basemap's tiles.
pub(super) fn routes<S: Clone + Send + Sync + 'static>(work: Work) -> Router<S> {
    Router::new()
        .route("/tiles/basemap.json", get(tilejson))
        .route("/tiles/basemap/{z}/{x}/{file}", get(tile))
        .with_state(Arc::new(Tiles::new(work)))
}

/// The basemap, read at the first request, and the tiles that were asked for lately.
struct Tiles {
    basemap: OnceLock<Basemap>,
    cache: Cache<TileId, Arc<Encoded>, Bytewise>,
    work: Work,
}

impl Tiles {
    fn new(work: Work) -> Self {
        let tiles = 1 << 12;
        Self {
            basemap: OnceLock::new(),
            cache: Cache::with_weighter(tiles, CACHE_BYTES, Bytewise),
            work,
        }
    }

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
        Self {
            hash: etag_of(&plain),
            gzip: gzip(&plain).into(),
            plain: plain.into(),
        }
    }
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
    State(tiles): State<Arc<Tiles>>,
    Path((z, x, file)): Path<(String, String, String)>,
    parameters: Parameters,
) -> Result<Content, Problem> {
    parameters.only(&[])?;
    let id = tile_id(&z, &x, &file).ok_or_else(|| {
        Problem::not_found(format!(
            "there is no tile {z}/{x}/{file}; tiles are /tiles/basemap/{{z}}/{{x}}/{{y}}.mvt with \
             z from 0 to {MAX_ZOOM} and x and y from 0 to 2^z - 1"
        ))
    })?;
    let encoded = match tiles.cache.get(&id) {
        Some(encoded) => encoded,
        None => {
            let work = tiles.work.clone();
            let encoded = work.run(move || tiles.encoded(id)).await?;
            encoded.map_err(Problem::internal)?
        }
    };
    let content = Content::prepared(
        "application/vnd.mapbox-vector-tile",
        encoded.plain.clone(),
        encoded.gzip.clone(),
        &encoded.hash,
    )
    .with_header(CACHE_CONTROL, A_DAY);
    Ok(if encoded.plain.is_empty() {
        content.with_status(StatusCode::NO_CONTENT)
    } else {
        content
    })
}

/// The tile named by the parts of an address; `None` where there is none.
fn tile_id(z: &str, x: &str, file: &str) -> Option<TileId> {
    let y = file.strip_suffix(".mvt")?;
    TileId::new(z.parse().ok()?, x.parse().ok()?, y.parse().ok()?)
}

/// The TileJSON 3.0.0 of the basemap.
async fn tilejson(base: Base, parameters: Parameters) -> Result<Content, Problem> {
    parameters.only(&["f"])?.json_only()?;
    Content::json("application/json", &describe(&base.url("")))
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
              "fields": { "kind": "country, admin1 or disputed" } },
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
