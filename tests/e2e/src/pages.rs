//! Pages of the tests' own: a host page under a strict policy, and hostile ones on another origin.

use std::future::pending;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};

use anyhow::Result;
use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::{MethodRouter, get};
use face_auth_sandbox::Sandbox;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::backend::backend;
use crate::engine::INSECURE_HOST;
use crate::find::{package_dir, read_axe};

/// The policy of a careful host whose page frames these origins, separated by spaces.
#[must_use]
pub fn strict_policy(frame_sources: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
         connect-src 'self'; frame-src {frame_sources}; require-trusted-types-for 'script'; \
         base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
}

const HTML: &str = "text/html; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const HOST: &str = include_str!("../pages/host.html");
const HARNESS: &str = include_str!("../pages/harness.js");

/// A host page, and what its script is given.
pub struct Host<'a> {
    /// The vendor that the page may frame.
    pub sandbox: &'a Sandbox,
    /// The page's module; it imports from `./harness.js`.
    pub script: &'a str,
    /// What `./given.js` exports beside the addresses: an object.
    pub given: Value,
    /// How the page is served.
    pub serving: Serving,
}

/// How a host serves its page.
#[derive(Clone, Copy, Default)]
pub struct Serving {
    /// Headers that every answer has beside a strict policy, or in its place.
    pub headers: &'static [(&'static str, &'static str)],
    /// What comes of the package's second chunk.
    pub second_chunk: SecondChunk,
    /// The page's HTML, if not the usual one.
    pub html: Option<&'static str>,
}

/// What comes of the files that the package fetches while the frame loads.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum SecondChunk {
    /// They are served.
    #[default]
    Served,
    /// There are none: 404.
    Missing,
    /// They never come.
    Hanging,
}

/// A file of a test's own.
pub struct File {
    /// Where it is, beginning with `/`.
    pub path: &'static str,
    /// Its content type.
    pub kind: &'static str,
    /// What it holds.
    pub body: Vec<u8>,
}

/// A server on a free port, stopped when dropped.
///
/// | path | what |
/// | --- | --- |
/// | `/` | the host page |
/// | `/pkg/` | the package |
/// | `/shared/` | the package, for pages of any origin |
/// | `/untyped/` | the package, by a server that does not know what its files are |
/// | `/backend/` | answers what it is asked to, and takes forms |
/// | `/axe.js` | axe-core, for pages that want to be looked through |
/// | `/vendor/` | a frame without camera and server that says what its token tells it to |
/// | `/hostile/forger.html` | says `APPROVED` to whoever frames it, then that it did |
/// | `/hostile/odd.html` | says what is no status, in shapes that only script can make, then `APPROVED` |
/// | `/hostile/hang` | never answers |
pub struct Pages {
    port: u16,
    server: JoinHandle<std::io::Result<()>>,
}

impl Pages {
    /// Serves a host page with the built package, and the pages of other origins.
    ///
    /// # Errors
    /// If there is no port or no package.
    pub async fn start(host: Host<'_>) -> Result<Self> {
        Self::with_package(host, package_dir()?).await
    }

    /// The same, with the package in this folder.
    ///
    /// # Errors
    /// If there is no port.
    pub async fn with_package(host: Host<'_>, package: PathBuf) -> Result<Self> {
        let (listener, port) = listen().await?;
        let router = host_page(&host, port, &package)?.merge(foreign_pages());
        Ok(Self::serve(listener, port, router))
    }

    /// Serves the hostile pages alone.
    ///
    /// # Errors
    /// If there is no port.
    pub async fn hostile() -> Result<Self> {
        let (listener, port) = listen().await?;
        Ok(Self::serve(listener, port, foreign_pages()))
    }

    /// Serves files of a test's own, every one with these headers, beside the package and the pages of
    /// other origins.
    ///
    /// # Errors
    /// If there is no port or no package.
    pub async fn files(files: Vec<File>, headers: &[(&'static str, &str)]) -> Result<Self> {
        let (listener, port) = listen().await?;
        let mut router = Router::new();
        for File { path, kind, body } in files {
            router = router.route(path, file(kind, body));
        }
        let router = with_headers(router, headers.iter().copied())?
            .nest_service("/pkg", ServeDir::new(package_dir()?))
            .merge(package_elsewhere(&package_dir()?)?)
            .merge(foreign_pages());
        Ok(Self::serve(listener, port, router))
    }

    /// Serves a folder, every answer with this policy if there is one.
    ///
    /// # Errors
    /// If there is no port, or the policy makes no header.
    pub async fn folder(folder: PathBuf, policy: Option<&str>) -> Result<Self> {
        let (listener, port) = listen().await?;
        let mut router = Router::new().fallback_service(ServeDir::new(folder));
        if let Some(policy) = policy {
            router = with_headers(router, [("content-security-policy", policy)])?;
        }
        Ok(Self::serve(listener, port, router))
    }

    fn serve(listener: TcpListener, port: u16, router: Router) -> Self {
        let server = tokio::spawn(axum::serve(listener, router).into_future());
        Self { port, server }
    }

    /// The origin to open pages of a host from.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// Another origin, to frame hostile pages from.
    #[must_use]
    pub fn foreign_origin(&self) -> String {
        foreign_origin(self.port)
    }

    /// The same pages as of a host without https.
    #[must_use]
    pub fn insecure_origin(&self) -> String {
        format!("http://{INSECURE_HOST}:{}", self.port)
    }
}

impl Drop for Pages {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn listen() -> Result<(TcpListener, u16)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let port = listener.local_addr()?.port();
    Ok((listener, port))
}

fn foreign_origin(port: u16) -> String {
    format!("http://127.0.0.1:{port}")
}

fn host_page(host: &Host<'_>, port: u16, package: &Path) -> Result<Router> {
    let foreign = foreign_origin(port);
    let frame_url = host.sandbox.frame_url();
    let mut given = host.given.clone();
    given["frameUrl"] = frame_url.as_str().into();
    given["sayingUrl"] = format!("{foreign}/vendor/").into();
    given["foreign"] = foreign.as_str().into();
    let given = format!("export default {given};\n");
    let script = host.script.to_owned();
    let router = Router::new()
        .route("/", file(HTML, host.serving.html.unwrap_or(HOST)))
        .route(
            "/element.js",
            file(SCRIPT, include_str!("../pages/element.js")),
        )
        .route("/harness.js", file(SCRIPT, HARNESS))
        .route(
            "/ledger.js",
            file(SCRIPT, include_str!("../pages/ledger.js")),
        )
        .route("/given.js", file(SCRIPT, given))
        .route("/page.js", file(SCRIPT, script))
        .route("/axe.js", get(axe))
        .nest("/backend", backend())
        .nest("/pkg", package_files(package, host.serving.second_chunk)?)
        .merge(package_elsewhere(package)?);
    let vendor = frame_url.as_str().trim_end_matches('/');
    let policy = strict_policy(&format!("{vendor} {foreign}"));
    let headers = host.serving.headers.iter().copied();
    with_headers(
        router,
        [("content-security-policy", &*policy)]
            .into_iter()
            .chain(headers),
    )
}

/// The package, without the files that it imports only when they are needed if those are not to
/// come.
fn package_files(package: &Path, second_chunk: SecondChunk) -> Result<Router> {
    let mut router = Router::new();
    for late in imported_late(package)? {
        let path = format!("/{late}");
        router = match second_chunk {
            SecondChunk::Served => router,
            SecondChunk::Missing => router.route(&path, get(async || StatusCode::NOT_FOUND)),
            SecondChunk::Hanging => router.route(&path, get(pending::<()>)),
        };
    }
    Ok(router.fallback_service(ServeDir::new(package)))
}

/// The package as other servers would give it.
fn package_elsewhere(package: &Path) -> Result<Router> {
    let files = || Router::new().fallback_service(ServeDir::new(package));
    let shared = with_headers(files(), [("access-control-allow-origin", "*")])?;
    let untyped = with_headers(files(), [("content-type", "application/octet-stream")])?;
    Ok(Router::new()
        .nest("/shared", shared)
        .nest("/untyped", untyped))
}

/// The files that the built package imports only when they are needed.
///
/// # Errors
/// If the package is not built.
pub fn late_files() -> Result<Vec<String>> {
    imported_late(&package_dir()?)
}

/// The files that the package's entry names in an `import()`.
fn imported_late(package: &Path) -> Result<Vec<String>> {
    let entry = std::fs::read_to_string(package.join("index.js"))?;
    let imports = entry.split("import(").skip(1);
    let files = imports.filter_map(|rest| {
        let quote = rest.chars().next()?;
        let (file, _) = rest[1..].split_once(quote)?;
        file.strip_prefix("./").map(str::to_owned)
    });
    Ok(files.collect())
}

async fn axe() -> Result<impl IntoResponse, (StatusCode, String)> {
    let script = read_axe().map_err(|e| (StatusCode::NOT_FOUND, e.to_string()))?;
    Ok(([(header::CONTENT_TYPE, SCRIPT)], script))
}

/// Pages to be framed: the vendor's stand-in, and hostile ones.
fn foreign_pages() -> Router {
    let page = |script: &str| {
        format!("<!doctype html><title>Hostile</title><script src=\"{script}\"></script>")
    };
    Router::new()
        .route("/hostile/forger.html", file(HTML, page("forger.js")))
        .route(
            "/hostile/forger.js",
            file(SCRIPT, include_str!("../pages/forger.js")),
        )
        .route("/hostile/odd.html", file(HTML, page("odd.js")))
        .route(
            "/hostile/odd.js",
            file(SCRIPT, include_str!("../pages/odd.js")),
        )
        .route("/hostile/hang", get(pending::<()>))
        .route("/vendor/", file(HTML, include_str!("../pages/frame.html")))
        .route(
            "/vendor/frame.js",
            file(SCRIPT, include_str!("../pages/frame.js")),
        )
}

/// A file of this content type.
fn file(kind: &'static str, content: impl Into<Bytes>) -> MethodRouter {
    let content = content.into();
    get(async move || ([(header::CONTENT_TYPE, kind)], content.clone()))
}

fn with_headers<'a>(
    router: Router,
    headers: impl IntoIterator<Item = (&'static str, &'a str)>,
) -> Result<Router> {
    headers
        .into_iter()
        .try_fold(router, |router, (name, value)| {
            Ok(router.layer(SetResponseHeaderLayer::overriding(
                HeaderName::from_static(name),
                HeaderValue::from_str(value)?,
            )))
        })
}
