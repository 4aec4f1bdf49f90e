//! Requests: every resource with any parameters.

use std::sync::{Arc, LazyLock};

use axum::body::Body;
use axum::http::Request;
use korydor::intake::Intake;
use korydor::server::{App, Config, router};
use korydor::shape::Atlas;
use korydor::store::{Archive, BoundingBox, GeoPackage, Interval};
use korydor::world::World;
use tower::ServiceExt;

/// Addresses that take parameters; a byte chooses one.
const ADDRESSES: [&str; 17] = [
    "/collections/corridors/items",
    "/collections/control/items",
    "/collections/front_lines/items",
    "/collections/crossing_points/items",
    "/collections/events/items",
    "/collections/places/items",
    "/collections/control_areas/items",
    "/collections/corridors",
    "/reports",
    "/geocode",
    "/reverse",
    "/routes",
    "/collections/control/changes",
    "/avoid_areas",
    "/",
    "/tiles/",
    "/layers/",
];

struct Server {
    runtime: tokio::runtime::Runtime,
    app: Arc<App>,
    _folder: tempfile::TempDir,
}

static SERVER: LazyLock<Server> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    let store = GeoPackage::open(&folder.path().join("store.gpkg")).expect("a store");
    let archive = Archive::open(Box::new(store), Atlas::embedded()).expect("an archive");
    let world = World::embedded().expect("the embedded knowledge is whole");
    let intake = Intake::new(Arc::new(world), Arc::new(archive));
    intake.load_samples().expect("the sample reports");
    Server {
        runtime: tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime"),
        app: App::new(intake, Config::default()),
        _folder: folder,
    }
});

/// A request; what it is answered with is no internal error.
pub fn requests(data: &[u8]) {
    let (first, rest) = data.split_first().unwrap_or((&0, &[]));
    let text = String::from_utf8_lossy(rest);
    let _ = text.parse::<BoundingBox>();
    let _ = text.parse::<Interval>();
    let path = ADDRESSES[usize::from(*first) % ADDRESSES.len()];
    let address = if path.ends_with('/') && path.len() > 1 {
        format!("{path}{text}")
    } else {
        format!("{path}?{text}")
    };
    let Ok(request) = Request::builder().uri(&address).body(Body::empty()) else {
        return;
    };
    let server = &*SERVER;
    let answer = server
        .runtime
        .block_on(router(Arc::clone(&server.app)).oneshot(request))
        .expect("the router never fails");
    assert!(answer.status() != 500, "{address}");
}
