//! The page and its files, as the binary carries them.

use std::collections::HashMap;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderValue};

use super::content::Content;
use super::error::Problem;
use crate::store::etag_of;

/// A file of the built page.
struct PageFile {
    address: &'static str,
    plain: &'static [u8],
    gzipped: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/page_files.rs"));

/// The files with their entity tags, by address.
static FILES: LazyLock<HashMap<&'static str, (&'static PageFile, String)>> = LazyLock::new(|| {
    PAGE_FILES
        .iter()
        .map(|file| (file.address, (file, etag_of(file.plain))))
        .collect()
});

/// Everything comes from here; the map's worker is made from a script of ours.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; worker-src 'self' blob:; \
     object-src 'none'; base-uri 'none'; form-action 'none'",
);
/// Names of assets change with their contents.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// The map; `None` where the page was not built into the binary.
pub(super) fn map() -> Option<Content> {
    let page = file("/index.html")?;
    Some(page.with_header(CONTENT_SECURITY_POLICY, POLICY))
}

/// A script, style or font of the page.
pub(super) async fn asset(Path(name): Path<String>) -> Result<Content, Problem> {
    let address = format!("/assets/{name}");
    file(&address)
        .map(|asset| asset.with_header(CACHE_CONTROL, FOR_EVER))
        .ok_or_else(|| {
            Problem::not_found(format!(
                "the page has no file {address}; its files change with its version"
            ))
        })
}

/// The page's icon.
pub(super) async fn icon() -> Result<Content, Problem> {
    file("/favicon.svg").ok_or_else(|| Problem::not_found("the page has no icon"))
}

fn file(address: &str) -> Option<Content> {
    let (file, etag) = FILES.get(address)?;
    Some(Content::prepared(
        media_type(address),
        file.plain,
        file.gzipped,
        etag,
    ))
}

fn media_type(address: &str) -> &'static str {
    match address.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "json" => "application/json",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}
