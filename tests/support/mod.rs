//! A server on a free port with a store of its own, and a client that asks it.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, LazyLock};
use std::thread::JoinHandle;

use korydor::intake::Intake;
use korydor::server::{App, Config, serve};
use korydor::shape::Atlas;
use korydor::store::{Archive, GeoPackage};
use korydor::world::World;
use serde_json::Value;
use tokio::sync::oneshot;
use ureq::http::{Response, header};
use ureq::{Agent, Body};

/// The knowledge, loaded once for all tests of a file.
pub static WORLD: LazyLock<Arc<World>> = LazyLock::new(|| Arc::new(World::embedded().unwrap()));

/// The token of the test servers.
pub const TOKEN: &str = "let-me-in";

/// An intake into the store at `path`.
pub fn intake(path: &Path) -> Intake {
    let store = GeoPackage::open(path).unwrap();
    let archive = Archive::open(Box::new(store), Atlas::embedded()).unwrap();
    Intake::new(Arc::clone(&WORLD), Arc::new(archive))
}

/// A running server; stops when it is dropped.
pub struct TestServer {
    /// `http://127.0.0.1:PORT`
    pub url: String,
    /// Its intake, for looking behind the scenes.
    pub intake: Intake,
    /// The folder of its store.
    pub folder: tempfile::TempDir,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl TestServer {
    /// A server with an empty store that takes reports.
    pub fn empty() -> Self {
        Self::with(Config {
            token: Some(TOKEN.to_owned()),
            ..Config::default()
        })
    }

    /// A server with the sample reports.
    pub fn with_samples() -> Self {
        let server = Self::empty();
        server.intake.load_samples().unwrap();
        server
    }

    /// A server as its operator configures it.
    pub fn with(config: Config) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let intake = intake(&folder.path().join("store.gpkg"));
        let app = App::new(intake.clone(), config);
        let (stop, stopped) = oneshot::channel::<()>();
        let (told, address) = std::sync::mpsc::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Runtime::new().unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
                told.send(listener.local_addr().unwrap()).unwrap();
                let stopped = async {
                    let _ = stopped.await;
                };
                serve(listener, app, stopped).await;
            });
        });
        Self {
            url: format!("http://{}", address.recv().unwrap()),
            intake,
            folder,
            stop: Some(stop),
            thread: Some(thread),
        }
    }

    /// The file of the store.
    pub fn store(&self) -> PathBuf {
        self.folder.path().join("store.gpkg")
    }

    /// GET; an error status is an answer like any other.
    pub fn get(&self, path: &str) -> Response<Body> {
        self.get_with(path, &[])
    }

    /// GET with headers.
    pub fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Response<Body> {
        let mut request = agent().get(format!("{}{path}", self.url));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.call().unwrap()
    }

    /// GET, expecting JSON.
    pub fn json(&self, path: &str) -> Value {
        let mut response = self.get(path);
        assert_eq!(response.status(), 200, "{path}");
        response.body_mut().read_json().unwrap()
    }

    /// POST of a report with the token.
    pub fn post(&self, media_type: &str, body: &[u8]) -> Response<Body> {
        self.post_with("/reports", media_type, body, Some(TOKEN))
    }

    /// POST of a report.
    pub fn post_with(
        &self,
        path: &str,
        media_type: &str,
        body: &[u8],
        token: Option<&str>,
    ) -> Response<Body> {
        let mut request = agent()
            .post(format!("{}{path}", self.url))
            .header(header::CONTENT_TYPE, media_type);
        if let Some(token) = token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        request.send(body).unwrap()
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// A client that keeps no connection and takes error statuses for answers.
pub fn agent() -> Agent {
    Agent::config_builder()
        .http_status_as_error(false)
        .max_idle_connections(0)
        .build()
        .into()
}

/// The body of an answer as JSON.
pub fn body(mut response: Response<Body>) -> Value {
    response.body_mut().read_json().unwrap()
}

/// A header of an answer.
pub fn header_of(response: &Response<Body>, name: &str) -> String {
    let value = response.headers().get(name);
    value.map_or(String::new(), |value| value.to_str().unwrap().to_owned())
}

/// A text that is read as one corridor between two towns.
pub fn corridor_report(from: &str, to: &str) -> String {
    format!(
        "A humanitarian corridor from {from} to {to} has been agreed for 30 March 2022, Iryna Vereshchuk said."
    )
}

/// The binary.
pub fn korydor() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_korydor"));
    command.env_remove("KORYDOR_TOKEN").env_remove("RUST_LOG");
    command
}

/// The binary serving on a free port.
pub struct Process {
    pub child: Child,
    pub url: String,
}

impl Process {
    /// Starts `korydor serve` on a store and reads its address.
    pub fn serve(store: &Path) -> Self {
        Self::serve_with(korydor(), store)
    }

    /// The same with the command in an environment of its own.
    pub fn serve_with(mut command: Command, store: &Path) -> Self {
        let mut child = command
            .args([
                "serve",
                "--bind",
                "127.0.0.1:0",
                "--no-samples",
                "--token",
                TOKEN,
                "--store",
            ])
            .arg(store)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        output.read_line(&mut line).unwrap();
        let url = line
            .trim()
            .strip_prefix("Korydor serves ")
            .unwrap_or_else(|| {
                panic!("the server said {line:?}");
            });
        let url = url.to_owned();
        Self { child, url }
    }
}

/// Sends a report to a server; gives its identifier if the server said that it was kept.
pub fn post_to(url: &str, text: &str) -> Option<String> {
    let sent = agent()
        .post(format!("{url}/reports"))
        .header(header::CONTENT_TYPE, "text/plain")
        .header(header::AUTHORIZATION, format!("Bearer {TOKEN}"))
        .send(text.as_bytes());
    let mut response = sent.ok()?;
    let kept: Value = response.body_mut().read_json().ok()?;
    (response.status() == 201).then(|| kept["id"].as_str().unwrap().to_owned())
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
