//! All routes.

use std::any::Any;
use std::sync::Arc;

use axum::body::Body;
use axum::http::header::{
    ETAG, HeaderName, HeaderValue, LINK, LOCATION, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{Method, Request, Response};
use axum::response::IntoResponse;
use axum::{Router, middleware};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::cors::{Any as AnyOrigin, CorsLayer};
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::trace::TraceLayer;
use utoipa::openapi::{InfoBuilder, OpenApi, OpenApiBuilder};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::content::{Content, finish};
use super::error::Problem;
use super::links::Addressing;
use super::{
    App, changes, features, geocode, landing, layers, openapi, ops, page, report_page, reports,
    schema, style, tiles, ways, withdrawals,
};

/// The server as a service: every route, and what all answers have in common.
pub fn router(app: Arc<App>) -> Router {
    let (routes, _) = documented().split_for_parts();
    let routes = routes
        .route("/openapi.json", axum::routing::get(openapi::description))
        .route("/assets/{*name}", axum::routing::get(page::asset))
        .route("/favicon.svg", axum::routing::get(page::icon))
        .route("/report.css", axum::routing::get(report_style))
        .fallback(no_such_address)
        .with_state(Arc::clone(&app))
        .merge(tiles::routes(app.answering.clone()))
        .merge(style::routes())
        .layer(CatchPanicLayer::custom(explain_panic))
        .layer(middleware::from_fn_with_state(Arc::clone(&app), finish))
        .layer(cors())
        .layer(SetResponseHeaderLayer::if_not_present(
            X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ))
        .layer(SetResponseHeaderLayer::if_not_present(
            REFERRER_POLICY,
            HeaderValue::from_static("strict-origin-when-cross-origin"),
        ))
        // Refusals are answers, and would fill the log; what is our fault is logged where it happens.
        .layer(TraceLayer::new_for_http().on_failure(()));
    let addressing = Addressing::new(app.config.base_url.as_deref(), &app.config.trusted_proxies);
    // Around everything else, because a route is found by the path without its prefix.
    Router::new()
        .fallback_service(routes)
        .layer(middleware::map_request(move |request| {
            let addressed = addressing.address(request);
            async { addressed }
        }))
}

/// The routes that the API description shows.
fn documented() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::with_openapi(OpenApiBuilder::new().info(info()).build())
        .routes(routes!(landing::landing))
        .routes(routes!(landing::conformance))
        .routes(routes!(features::collections))
        .routes(routes!(features::collection))
        .routes(routes!(schema::feature))
        .routes(routes!(schema::queryables))
        .routes(routes!(changes::control_changes))
        .routes(routes!(features::items))
        .routes(routes!(features::item))
        .routes(routes!(layers::layer_file))
        .routes(routes!(geocode::geocode))
        .routes(routes!(geocode::reverse))
        .routes(routes!(ways::routes))
        .routes(routes!(ways::avoid_areas))
        .routes(routes!(reports::list, reports::submit))
        .routes(routes!(reports::one, withdrawals::withdraw))
        .routes(routes!(ops::health))
        .routes(routes!(ops::ready))
}

fn info() -> utoipa::openapi::Info {
    InfoBuilder::new()
        .title("Korydor")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(crate::format::DISCLAIMER))
        .build()
}

/// The description of the API, as the routes give it.
pub(super) fn api_description() -> OpenApi {
    documented().split_for_parts().1
}

async fn report_style() -> Content {
    Content::new("text/css; charset=utf-8", report_page::STYLE)
}

async fn no_such_address(request: Request<Body>) -> Problem {
    Problem::not_found(format!(
        "there is nothing at {}; GET /?f=json lists what there is",
        request.uri().path()
    ))
}

fn explain_panic(cause: Box<dyn Any + Send + 'static>) -> Response<Body> {
    let cause = cause
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| cause.downcast_ref::<&str>().copied())
        .unwrap_or("a panic without a message");
    Problem::internal(cause).into_response()
}

/// Reads are open to every page; writes are not made from pages.
fn cors() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(AnyOrigin)
        .allow_methods([Method::GET, Method::HEAD, Method::OPTIONS])
        .allow_headers(AnyOrigin)
        .expose_headers([ETAG, LINK, LOCATION, HeaderName::from_static("content-crs")])
}
