//! The frame origin: the page that a person sees inside the host's page.

use std::{net::SocketAddr, sync::Arc};

use axum::{
    Json, Router,
    body::Bytes,
    extract::{ConnectInfo, Query, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::time::Instant;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::{
    app::App, error::ApiError, incode_page, phone, request, script::FAIL_REASONS, store::Session,
};

const PAGE: &str = include_str!("../frame/index.html");
const ERROR_PAGE: &str = include_str!("../frame/error.html");

const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";

/// Path, content type and content of what the pages load.
const ASSETS: [(&str, &str, &str); 6] = [
    ("/frame.css", STYLE, include_str!("../frame/frame.css")),
    ("/frame.js", SCRIPT, include_str!("../frame/frame.js")),
    ("/app.js", SCRIPT, include_str!("../frame/app.js")),
    ("/incode.js", SCRIPT, include_str!("../frame/incode.js")),
    ("/camera.js", SCRIPT, include_str!("../frame/camera.js")),
    ("/server.js", SCRIPT, include_str!("../frame/server.js")),
];

/// On every answer: nothing inline, nothing from elsewhere, and the token in the address goes
/// neither to a cache nor to another site. Any page may embed the frame: that is its purpose.
const HEADERS: [(HeaderName, &str); 4] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
         base-uri 'none'; form-action 'none'",
    ),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::CACHE_CONTROL, "no-store"),
];

pub(crate) fn router(app: Arc<App>) -> Router {
    let routes = Router::new()
        .route("/", get(page))
        .route("/session", post(session))
        .route("/outcome", post(outcome))
        .merge(phone::router())
        .merge(incode_page::router())
        .fallback(async || ApiError::NoSuchEndpoint)
        .with_state(app);
    let routes = ASSETS.iter().fold(routes, |routes, (path, kind, content)| {
        let asset = ([(header::CONTENT_TYPE, *kind)], *content);
        routes.route(path, get(async move || asset))
    });
    HEADERS.into_iter().fold(routes, |routes, (name, value)| {
        let value = HeaderValue::from_static(value);
        routes.layer(SetResponseHeaderLayer::overriding(name, value))
    })
}

#[derive(Deserialize)]
struct PageQuery {
    token: Option<String>,
}

async fn page(State(app): State<Arc<App>>, Query(query): Query<PageQuery>) -> Response {
    let Some(token) = query.token.filter(|token| !token.is_empty()) else {
        return error_page(StatusCode::BAD_REQUEST, "The address holds no token.");
    };
    let usable = app.store().usable(&token, Instant::now()).map(drop);
    match usable {
        Ok(()) => Html(PAGE).into_response(),
        Err(fault) => error_page(fault.status(), &fault.to_string()),
    }
}

/// `why` is one of the sandbox's own sentences: nothing of the request goes into the page.
fn error_page(status: StatusCode, why: &str) -> Response {
    (status, Html(ERROR_PAGE.replace("{{why}}", why))).into_response()
}

/// What the page needs to know. The token is in the body: addresses are logged, bodies are not.
async fn session(State(app): State<Arc<App>>, body: Bytes) -> Result<Json<Value>, ApiError> {
    let token: String = request::required(&request::object(&body)?, "token")?;
    let now = Instant::now();
    let store = app.store();
    Ok(Json(describe(store.usable(&token, now)?, now)))
}

/// A session as its pages show it. Neither token nor digit string: a page has what it came with.
pub(crate) fn describe(session: &Session, now: Instant) -> Value {
    let remaining = u64::try_from(session.remaining(now).as_millis()).unwrap_or(u64::MAX);
    json!({
        "type": session.request.session_type,
        "locale": session.request.locale,
        "remaining": remaining,
        "failReasons": FAIL_REASONS,
        "script": session.request.script,
    })
}

async fn outcome(
    State(app): State<Arc<App>>,
    ConnectInfo(person): ConnectInfo<SocketAddr>,
    body: Bytes,
) -> Result<StatusCode, ApiError> {
    let fields = request::object(&body)?;
    let token: String = request::required(&fields, "token")?;
    app.end(&token, request::ending(&fields)?, Some(person.ip()))?;
    Ok(StatusCode::NO_CONTENT)
}
