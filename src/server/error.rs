//! Errors as RFC 9457 problem details: every answer that is not a success says in a sentence
//! what was wrong and what would be right.
//!
//! Handlers return `Result<_, Problem>`. A problem travels as an extension of the response and
//! is written out by [`super::content::finish`], which knows the request.

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use axum::http::{HeaderMap, Response, StatusCode};
use axum::response::IntoResponse;
use serde_json::json;

use crate::filter::FilterError;
use crate::intake::IntakeError;
use crate::model::{ReasonError, Tombstone};
use crate::routing::{NotAFormat, NotATrouble, RoutingError};
use crate::shape::crs::UnknownCrs;
use crate::store::{ParseQueryError, StoreError, WithdrawalError};

/// A request that could not be answered as asked.
#[derive(Debug, Clone)]
pub struct Problem {
    status: StatusCode,
    detail: String,
    /// Apart, so that a result that may hold a problem stays small.
    headers: Box<HeaderMap>,
    tombstone: Option<Box<Tombstone>>,
}

impl Problem {
    /// A problem of this status, explained by a sentence.
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self {
            status,
            detail: detail.into(),
            headers: Box::default(),
            tombstone: None,
        }
    }

    /// 400: the request is not understood.
    pub fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, detail)
    }

    /// 404: there is no such thing.
    pub fn not_found(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, detail)
    }

    /// 500: our fault; the cause goes to the log and not to the client.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        tracing::error!("{cause}");
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "the server failed to answer; the cause stands in its log",
        )
    }

    /// The same with a header on the answer.
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// The same with the tombstone that it is about, as a member of the answer.
    pub fn with_tombstone(self, tombstone: &Tombstone) -> Self {
        Self {
            tombstone: Some(Box::new(tombstone.clone())),
            ..self
        }
    }

    /// The answer to a request for `instance`.
    pub(super) fn render(self, instance: &str) -> Response<Body> {
        let mut body = json!({
            "type": "about:blank",
            "title": self.status.canonical_reason().unwrap_or("Error"),
            "status": self.status.as_u16(),
            "detail": self.detail,
            "instance": instance,
        });
        if let Some(tombstone) = self.tombstone {
            body["tombstone"] = json!(tombstone);
        }
        let mut response = Response::new(Body::from(body.to_string()));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(
            CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        headers.extend(*self.headers);
        response
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response<Body> {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<ParseQueryError> for Problem {
    fn from(error: ParseQueryError) -> Self {
        Self::bad_request(error.to_string())
    }
}

impl From<FilterError> for Problem {
    fn from(error: FilterError) -> Self {
        Self::bad_request(error.to_string())
    }
}

impl From<UnknownCrs> for Problem {
    fn from(error: UnknownCrs) -> Self {
        Self::bad_request(error.to_string())
    }
}

impl From<NotATrouble> for Problem {
    fn from(error: NotATrouble) -> Self {
        Self::bad_request(error.to_string())
    }
}

impl From<NotAFormat> for Problem {
    fn from(error: NotAFormat) -> Self {
        Self::bad_request(error.to_string())
    }
}

impl From<RoutingError> for Problem {
    fn from(error: RoutingError) -> Self {
        let status = match error {
            RoutingError::NoWay { .. } => StatusCode::NOT_FOUND,
            _ => StatusCode::BAD_REQUEST,
        };
        Self::new(status, error.to_string())
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Locked(_) | StoreError::Contended | StoreError::ChangedElsewhere(_) => {
                tracing::warn!("{error}");
                Self::new(
                    StatusCode::SERVICE_UNAVAILABLE,
                    "another program is writing to the store; try again in a moment",
                )
                .with_header(
                    axum::http::header::RETRY_AFTER,
                    HeaderValue::from_static("5"),
                )
            }
            StoreError::Full(_) => {
                tracing::error!("{error}");
                Self::new(
                    StatusCode::INSUFFICIENT_STORAGE,
                    "the server has no room left for reports; nothing of this one was kept",
                )
            }
            error => {
                tracing::error!("{error}");
                Self::new(
                    StatusCode::SERVICE_UNAVAILABLE,
                    format!("{}; the operator's log says more", error.reason()),
                )
            }
        }
    }
}

impl From<IntakeError> for Problem {
    fn from(error: IntakeError) -> Self {
        match error {
            IntakeError::TooLarge { .. } => {
                Self::new(StatusCode::PAYLOAD_TOO_LARGE, error.to_string())
            }
            IntakeError::Fault(error) => Self::internal(error),
            IntakeError::NoWebAddress => Self::bad_request(error.to_string()),
            IntakeError::NotYet(_) | IntakeError::Report(_) | IntakeError::FrontMatter(_) => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, error.to_string())
            }
            IntakeError::Withdrawn(tombstone) => Self::new(
                StatusCode::CONFLICT,
                format!(
                    "{tombstone}; the same text is not taken in again by mistake: if it is meant, send it with again=true"
                ),
            )
            .with_tombstone(&tombstone),
            IntakeError::Withdrawal(error) => error.into(),
            IntakeError::Store(error) => error.into(),
        }
    }
}

impl From<WithdrawalError> for Problem {
    fn from(error: WithdrawalError) -> Self {
        let status = match error {
            WithdrawalError::Store(error) => return error.into(),
            WithdrawalError::Unknown(_) => StatusCode::NOT_FOUND,
            WithdrawalError::ComesWithKorydor(_)
            | WithdrawalError::NotWithdrawn(_)
            | WithdrawalError::Forgotten(_) => StatusCode::CONFLICT,
        };
        Self::new(status, error.to_string())
    }
}

impl From<ReasonError> for Problem {
    fn from(error: ReasonError) -> Self {
        Self::bad_request(error.to_string())
    }
}
