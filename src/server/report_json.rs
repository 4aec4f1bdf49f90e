//! A report as JSON. What is long of it, the text and the reading, goes from the store to the client piece by
//! piece: a report of fifty megabytes costs no more memory than one of one.

use std::io::Write;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, HeaderValue, RETRY_AFTER, VARY,
};
use axum::http::{Response, StatusCode};
use flate2::Compression;
use flate2::write::GzEncoder;
use hyper::body::Frame;
use serde_json::json;
use tokio::sync::OwnedSemaphorePermit;

use super::App;
use super::content::Content;
use super::error::Problem;
use super::forwarded::SET_BY_PROXIES;
use super::links::{Base, link};
use crate::store::{Part, ReportParts, StoreError};

const JSON: &str = "application/json";
/// The text and the reading are read in pieces of so many bytes.
const PIECE: usize = 256 * 1024;
/// What is not longer than this is sent in one.
const IN_ONE: usize = 1 << 20;

/// The document of a report.
///
/// # Errors
/// As for the store.
pub(super) fn document(
    app: &Arc<App>,
    parts: ReportParts,
    base: &Base,
) -> Result<Document, Problem> {
    let is_long = parts.length(Part::Text) + parts.length(Part::Reading) > IN_ONE;
    let mut pieces = Pieces::new(Arc::clone(app), parts, base);
    if is_long {
        return Ok(Document::Long(Box::new(pieces)));
    }
    let mut whole = Vec::new();
    while let Some(piece) = pieces.next_piece()? {
        whole.extend_from_slice(&piece);
    }
    Ok(Document::Short(Content::new(JSON, whole)))
}

/// A report as JSON.
pub(super) enum Document {
    /// In one.
    Short(Content),
    /// Piece by piece.
    Long(Box<Pieces>),
}

/// Where in the document its pieces are.
#[derive(Debug, Clone, Copy)]
enum Stage {
    Head,
    Text(usize),
    Between,
    Reading(usize),
    Tail,
    End,
}

/// The document in pieces, in order.
pub(super) struct Pieces {
    app: Arc<App>,
    parts: ReportParts,
    links: String,
    stage: Stage,
}

impl Pieces {
    fn new(app: Arc<App>, parts: ReportParts, base: &Base) -> Self {
        let here = format!("/reports/{}", parts.report.id);
        let links = json!([
            link(base.url(&here), "self", JSON, "This report"),
            link(
                base.url(&format!("{here}?f=html")),
                "alternate",
                "text/html",
                "The report with marked text"
            ),
            link(base.url("/reports"), "collection", JSON, "All reports"),
        ]);
        Self {
            app,
            parts,
            links: links.to_string(),
            stage: Stage::Head,
        }
    }

    fn head(&self) -> Vec<u8> {
        let report = &self.parts.report;
        let head = json!({
            "id": report.id,
            "title": report.title,
            "published": report.published,
            "language": report.language,
            "source": report.source,
            "url": report.url,
            "received_at": self.parts.received_at,
        });
        let mut head = head.to_string();
        head.pop();
        head.push_str(",\"text\":\"");
        head.into_bytes()
    }

    /// The next piece; `None` at the end.
    fn next_piece(&mut self) -> Result<Option<Vec<u8>>, StoreError> {
        let (piece, next) = match self.stage {
            Stage::Head => (self.head(), Stage::Text(0)),
            Stage::Text(at) => match self.text(at)? {
                (_, 0) => (Vec::new(), Stage::Between),
                (piece, read) => (piece, Stage::Text(at + read)),
            },
            Stage::Between => (b"\",\"reading\":".to_vec(), Stage::Reading(0)),
            Stage::Reading(at) => {
                let piece = self.piece(Part::Reading, at)?;
                match piece.len() {
                    0 => (piece, Stage::Tail),
                    read => (piece, Stage::Reading(at + read)),
                }
            }
            Stage::Tail => (
                format!(",\"links\":{}}}", self.links).into_bytes(),
                Stage::End,
            ),
            Stage::End => return Ok(None),
        };
        self.stage = next;
        Ok(Some(piece))
    }

    fn piece(&self, part: Part, at: usize) -> Result<Vec<u8>, StoreError> {
        self.app
            .intake
            .archive()
            .piece(&self.parts, part, at, PIECE)
    }

    /// Text as it stands in a JSON string, and how many bytes of the text it is: whole characters.
    fn text(&self, at: usize) -> Result<(Vec<u8>, usize), StoreError> {
        let bytes = self.piece(Part::Text, at)?;
        let text = match std::str::from_utf8(&bytes) {
            Ok(text) => text,
            Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default(),
        };
        let quoted = serde_json::Value::from(text).to_string().into_bytes();
        let inner = quoted.get(1..quoted.len().saturating_sub(1));
        Ok((inner.unwrap_or_default().to_vec(), text.len()))
    }
}

/// The answer that sends the pieces, as the client takes them.
///
/// # Errors
/// 503 where as many long answers as may are being sent already.
pub(super) fn send(pieces: Box<Pieces>, takes_gzip: bool) -> Result<Response<Body>, Problem> {
    let app = Arc::clone(&pieces.app);
    let Ok(place) = Arc::clone(&app.long_answers).try_acquire_owned() else {
        return Err(Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "this report is long, and others are being sent already; try again in some seconds",
        )
        .with_header(RETRY_AFTER, HeaderValue::from_static("5")));
    };
    let encoder = takes_gzip.then(|| GzEncoder::new(Vec::new(), Compression::fast()));
    let sending = Sending {
        app,
        state: State::Idle(Box::new(Encoded { pieces, encoder })),
        _place: place,
    };
    let mut response = Response::new(Body::new(sending));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(JSON));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("public, no-cache"));
    headers.insert(VARY, HeaderValue::from_static("accept, accept-encoding"));
    headers.append(VARY, HeaderValue::from_static(SET_BY_PROXIES));
    if takes_gzip {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    Ok(response)
}

/// Pieces as they are sent.
struct Encoded {
    pieces: Box<Pieces>,
    encoder: Option<GzEncoder<Vec<u8>>>,
}

impl Encoded {
    /// Some bytes more; none at the end.
    fn next_bytes(&mut self) -> Result<Vec<u8>, Problem> {
        loop {
            let piece = self.pieces.next_piece()?;
            let bytes = match (piece, &mut self.encoder) {
                (Some(piece), None) => piece,
                (None, None) => return Ok(Vec::new()),
                (Some(piece), Some(encoder)) => {
                    encoder.write_all(&piece).map_err(Problem::internal)?;
                    std::mem::take(encoder.get_mut())
                }
                (None, Some(_)) => {
                    let encoder = self.encoder.take();
                    let rest = encoder.map(GzEncoder::finish).transpose();
                    return Ok(rest.map_err(Problem::internal)?.unwrap_or_default());
                }
            };
            if !bytes.is_empty() {
                return Ok(bytes);
            }
        }
    }
}

type Making = Pin<Box<dyn Future<Output = Result<(Box<Encoded>, Vec<u8>), Problem>> + Send>>;

enum State {
    Idle(Box<Encoded>),
    Making(Making),
    Over,
}

/// A body whose pieces are made one at a time, when the client has taken the one before.
struct Sending {
    app: Arc<App>,
    state: State,
    _place: OwnedSemaphorePermit,
}

impl HttpBody for Sending {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let mut making: Making = match std::mem::replace(&mut self.state, State::Over) {
            State::Over => return Poll::Ready(None),
            State::Making(making) => making,
            State::Idle(mut encoded) => {
                let work = self.app.pieces.clone();
                Box::pin(async move {
                    let next = move || encoded.next_bytes().map(|bytes| (encoded, bytes));
                    work.run(next).await?
                })
            }
        };
        match making.as_mut().poll(context) {
            Poll::Pending => {
                self.state = State::Making(making);
                Poll::Pending
            }
            // The client sees that the answer is not whole.
            Poll::Ready(Err(_)) => {
                let broken = std::io::Error::other("the report could not be read on");
                Poll::Ready(Some(Err(broken)))
            }
            Poll::Ready(Ok((_, bytes))) if bytes.is_empty() => Poll::Ready(None),
            Poll::Ready(Ok((encoded, bytes))) => {
                self.state = State::Idle(encoded);
                Poll::Ready(Some(Ok(Frame::data(bytes.into()))))
            }
        }
    }
}
