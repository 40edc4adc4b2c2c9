//! The demo page, inside the binary, and the built package beside it.

use std::path::Path;

use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Json, Router};
use serde::Serialize;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeader;
use url::Url;

use super::NO_STORE;
use super::sign_in::PublicPerson;
use crate::app::App;
use crate::error::ApiError;
use crate::persons;

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const SVG: &str = "image/svg+xml";

/// Path, content type and content of each file of the page.
const FILES: [(&str, &str, &str); 10] = [
    ("/", HTML, include_str!("../../page/index.html")),
    ("/page.css", CSS, include_str!("../../page/page.css")),
    ("/page.js", SCRIPT, include_str!("../../page/page.js")),
    ("/backend.js", SCRIPT, include_str!("../../page/backend.js")),
    (
        "/face-auth.js",
        SCRIPT,
        include_str!("../../page/face-auth.js"),
    ),
    (
        "/languages.js",
        SCRIPT,
        include_str!("../../page/languages.js"),
    ),
    ("/panels.js", SCRIPT, include_str!("../../page/panels.js")),
    ("/views.js", SCRIPT, include_str!("../../page/views.js")),
    ("/words.js", SCRIPT, include_str!("../../page/words.js")),
    ("/icon.svg", SVG, include_str!("../../page/icon.svg")),
];

/// Files may be kept, but are asked for again: a rebuilt package shows at once.
const REVALIDATE: HeaderValue = HeaderValue::from_static("no-cache");

pub(crate) fn routes(package_dir: &Path) -> Router<App> {
    let package = SetResponseHeader::overriding(
        ServeDir::new(package_dir),
        header::CACHE_CONTROL,
        REVALIDATE,
    );
    let routes = Router::new()
        .route("/api/config", get(config))
        .nest_service("/pkg", package);
    FILES.iter().fold(routes, |routes, (path, kind, content)| {
        routes.route(path, get(async || file(kind, content)))
    })
}

fn file(kind: &'static str, content: &'static str) -> impl IntoResponse + use<> {
    let headers: [(HeaderName, HeaderValue); 2] = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CACHE_CONTROL, REVALIDATE),
    ];
    (headers, content)
}

/// What the page must know before it can begin.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PageConfig {
    /// Null means the widget's own default, the real vendor's frame.
    frame_url: Option<String>,
    /// The page that stands for the vendor's mobile app; null where there is a real one.
    app_url: Option<String>,
    /// Who can sign in here.
    persons: Vec<PublicPerson>,
}

async fn config(State(app): State<App>) -> Result<impl IntoResponse, ApiError> {
    let persons = persons::all(&app.database.pool).await?;
    let config = PageConfig {
        frame_url: app.frame_url.as_ref().map(Url::to_string),
        app_url: app.app_url.as_ref().map(Url::to_string),
        persons: persons.into_iter().map(PublicPerson::from).collect(),
    };
    Ok((NO_STORE, Json(config)))
}
