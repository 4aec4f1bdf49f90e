//! The page and its files, as the binary carries them.

use std::collections::HashMap;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderValue, VARY};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use jiff::civil::Date;
use maud::{Markup, html};
use sha2::{Digest, Sha256};

use super::content::Content;
use super::error::Problem;
use super::links::Base;
use super::words::Words;
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

/// Names of assets change with their contents.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// The front page without what changes from request to request.
struct Shell {
    /// Up to the plain list that stands in for the map.
    before: &'static str,
    after: &'static str,
    policy: HeaderValue,
}

const LIST_STARTS: &str = "<main id=\"plain\">";
const LIST_ENDS: &str = "</main>";

/// `None` where the page was not built into the binary.
static SHELL: LazyLock<Option<Shell>> = LazyLock::new(|| {
    let (file, _) = FILES.get("/index.html")?;
    let page = std::str::from_utf8(file.plain).ok()?;
    let (before, rest) = page.split_once(LIST_STARTS)?;
    let (_, after) = rest.split_once(LIST_ENDS)?;
    Some(Shell {
        before,
        after,
        policy: HeaderValue::from_str(&policy(page)).ok()?,
    })
});

/// Everything comes from here, and any page may embed the map. In a frame without an origin of its
/// own (`sandbox` without `allow-same-origin`) no address can start the map's worker, and MapLibre
/// makes it from a `data:` address that holds our script. Only scripts start workers, and only
/// ours run: those in the page itself are known by their digests.
fn policy(page: &str) -> String {
    let inline: String = inline_scripts(page)
        .map(|script| {
            format!(
                " 'sha256-{}'",
                BASE64_STANDARD.encode(Sha256::digest(script))
            )
        })
        .collect();
    format!(
        "default-src 'self'; script-src 'self'{inline}; img-src 'self' data: blob:; \
         style-src 'self' 'unsafe-inline'; worker-src 'self' data:; object-src 'none'; \
         base-uri 'none'; form-action 'none'; frame-ancestors *"
    )
}

fn inline_scripts(page: &str) -> impl Iterator<Item = &str> {
    let starts = page.split("<script>").skip(1);
    starts.filter_map(|rest| Some(rest.split_once("</script>")?.0))
}

/// The map, with the list of the same corridors for those who cannot see one; `today` is the server's day,
/// behind which the map does not open. `None` where the page was not built into the binary.
pub(super) fn map(
    base: &Base,
    words: &Words,
    title: &str,
    list: &Markup,
    today: Date,
) -> Option<Content> {
    let shell = SHELL.as_ref()?;
    let root = base.root_of_page(0);
    let (_, code) = words.language();
    let title = html! { title { (title) } }.into_string();
    let (head, rest) = shell.before.split_once("<title>")?;
    let (_, rest) = rest.split_once("</title>")?;
    // The built page names its files from where it stands.
    let rooted = |part: &str| part.replace("=\"./", &format!("=\"{root}"));
    let page = [
        &rooted(head).replacen(
            "<html lang=\"en\"",
            &format!("<html lang=\"{code}\" data-today=\"{today}\""),
            1,
        ),
        &title,
        &rooted(rest),
        LIST_STARTS,
        &list.0,
        LIST_ENDS,
        &rooted(shell.after),
    ]
    .concat();
    let page = Content::new("text/html; charset=utf-8", page);
    Some(
        page.with_header(CONTENT_SECURITY_POLICY, shell.policy.clone())
            .with_header(
                VARY,
                HeaderValue::from_static("accept, accept-encoding, accept-language"),
            ),
    )
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
