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

use crate::{app::App, error::ApiError, request, script::FAIL_REASONS};

const PAGE: &str = include_str!("../frame/index.html");
const ERROR_PAGE: &str = include_str!("../frame/error.html");
const SCRIPT: &str = include_str!("../frame/frame.js");
const STYLE: &str = include_str!("../frame/frame.css");

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
        .route("/frame.js", get(script))
        .route("/frame.css", get(style))
        .route("/session", post(session))
        .route("/outcome", post(outcome))
        .fallback(async || ApiError::NoSuchEndpoint)
        .with_state(app);
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

async fn script() -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, "text/javascript; charset=utf-8")],
        SCRIPT,
    )
}

async fn style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE)
}

/// What the page needs to know. The token is in the body: addresses are logged, bodies are not.
async fn session(State(app): State<Arc<App>>, body: Bytes) -> Result<Json<Value>, ApiError> {
    let token: String = request::required(&request::object(&body)?, "token")?;
    let now = Instant::now();
    let store = app.store();
    let session = store.usable(&token, now)?;
    let remaining = u64::try_from(session.remaining(now).as_millis()).unwrap_or(u64::MAX);
    Ok(Json(json!({
        "type": session.request.session_type,
        "remaining": remaining,
        "failReasons": FAIL_REASONS,
        "script": session.request.script,
    })))
}

async fn outcome(
    State(app): State<Arc<App>>,
    ConnectInfo(person): ConnectInfo<SocketAddr>,
    body: Bytes,
) -> Result<StatusCode, ApiError> {
    let fields = request::object(&body)?;
    let token: String = request::required(&fields, "token")?;
    let outcome = request::required(&fields, "outcome")?;
    app.end(&token, outcome, Some(person.ip()))?;
    Ok(StatusCode::NO_CONTENT)
}
