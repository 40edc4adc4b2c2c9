//! Pages of the tests' own: a host page under a strict policy, and hostile ones on another origin.

use std::future::pending;
use std::net::Ipv4Addr;
use std::path::PathBuf;

use anyhow::Result;
use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderValue, header};
use axum::routing::{MethodRouter, get};
use face_auth_sandbox::Sandbox;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::find::package_dir;

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

/// A host page, and what its script is given.
pub struct Host<'a> {
    /// The vendor that the page may frame.
    pub sandbox: &'a Sandbox,
    /// The page's module; it imports from `./harness.js`.
    pub script: &'a str,
    /// What `./given.js` exports beside the addresses: an object.
    pub given: Value,
}

/// A server on a free port, stopped when dropped.
///
/// | path | what |
/// | --- | --- |
/// | `/` | the host page |
/// | `/pkg/` | the package |
/// | `/hostile/forger.html` | says `APPROVED` to whoever frames it, then that it did |
/// | `/hostile/odd.html` | says what is no status, in shapes that only script can make, then `APPROVED` |
/// | `/hostile/hang` | never answers |
pub struct Pages {
    port: u16,
    server: JoinHandle<std::io::Result<()>>,
}

impl Pages {
    /// Serves a host page with the built package, and the hostile pages.
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
        let router = host_page(&host, port, package)?.merge(hostile_pages());
        Ok(Self::serve(listener, port, router))
    }

    /// Serves the hostile pages alone.
    ///
    /// # Errors
    /// If there is no port.
    pub async fn hostile() -> Result<Self> {
        let (listener, port) = listen().await?;
        Ok(Self::serve(listener, port, hostile_pages()))
    }

    /// Serves a folder, every answer with this policy if there is one.
    ///
    /// # Errors
    /// If there is no port, or the policy makes no header.
    pub async fn folder(folder: PathBuf, policy: Option<&str>) -> Result<Self> {
        let (listener, port) = listen().await?;
        let mut router = Router::new().fallback_service(ServeDir::new(folder));
        if let Some(policy) = policy {
            router = under_policy(router, policy)?;
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

fn host_page(host: &Host<'_>, port: u16, package: PathBuf) -> Result<Router> {
    let foreign = foreign_origin(port);
    let frame_url = host.sandbox.frame_url();
    let mut given = host.given.clone();
    given["frameUrl"] = frame_url.as_str().into();
    given["foreign"] = foreign.as_str().into();
    let given = format!("export default {given};\n");
    let script = host.script.to_owned();
    let router = Router::new()
        .route("/", file(HTML, include_str!("../pages/host.html")))
        .route(
            "/harness.js",
            file(SCRIPT, include_str!("../pages/harness.js")),
        )
        .route("/given.js", file(SCRIPT, given))
        .route("/page.js", file(SCRIPT, script))
        .nest_service("/pkg", ServeDir::new(package));
    let vendor = frame_url.as_str().trim_end_matches('/');
    under_policy(router, &strict_policy(&format!("{vendor} {foreign}")))
}

fn hostile_pages() -> Router {
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
}

/// A file of this content type.
fn file(kind: &'static str, content: impl Into<Bytes>) -> MethodRouter {
    let content = content.into();
    get(async move || ([(header::CONTENT_TYPE, kind)], content.clone()))
}

fn under_policy(router: Router, policy: &str) -> Result<Router> {
    Ok(router.layer(SetResponseHeaderLayer::overriding(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_str(policy)?,
    )))
}
