//! The page that stands for Incode's own flow: a person chooses how an attempt ends.

use std::sync::Arc;

use axum::{
    Json, Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, header},
    response::Html,
    routing::{get, post},
};
use serde_json::{Value, json};

use crate::{
    admin,
    app::App,
    error::ApiError,
    incode::{ERROR_CODES, ERROR_NAMES, IncodeAttempt, IncodeIds},
};

/// Where the page is on the frame origin.
pub(crate) const PATH: &str = "/incode";

const PAGE: &str = include_str!("../frame/incode.html");

pub(crate) fn router() -> Router<Arc<App>> {
    Router::new()
        .route(PATH, get(async || Html(PAGE)))
        .route("/incode/errors", get(async || Json(errors())))
        .route("/incode/attempt", post(attempt_of_the_page))
}

/// What an attempt may fail with, by the webhook that tells of it.
fn errors() -> Value {
    let codes = ERROR_CODES.map(|(code, error, _)| json!({ "error": code, "meaning": error }));
    let names = ERROR_NAMES.map(|name| json!({ "error": name }));
    json!({ "authentication-1to1": codes, "face-authentication": names })
}

/// The same from the page itself, which needs no credentials: a page elsewhere can send neither this
/// content type without asking first, nor this origin.
async fn attempt_of_the_page(
    app: State<Arc<App>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<IncodeIds>, ApiError> {
    if !is_json(&headers) {
        return Err(ApiError::NotJsonType);
    }
    if !is_same_origin(&headers) {
        return Err(ApiError::CrossOrigin);
    }
    attempt(app, body).await
}

fn is_json(headers: &HeaderMap) -> bool {
    let value = headers.get(header::CONTENT_TYPE);
    let text = value.and_then(|value| value.to_str().ok()).unwrap_or("");
    let essence = text.split(';').next().unwrap_or("").trim();
    essence.eq_ignore_ascii_case("application/json")
}

/// Browsers say where a request comes from; other programs need not.
fn is_same_origin(headers: &HeaderMap) -> bool {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let origin = headers.get(header::ORIGIN).map(|origin| origin.to_str());
    let is_own = match origin {
        None => true,
        Some(Ok(origin)) => origin.split_once("://").map(|(_, host)| host) == host,
        Some(Err(_)) => false,
    };
    let site = headers.get("sec-fetch-site");
    is_own && site.is_none_or(|site| site == "same-origin")
}

/// Ends an attempt; the host's backend hears of it.
pub(crate) async fn attempt(
    State(app): State<Arc<App>>,
    body: Bytes,
) -> Result<Json<IncodeIds>, ApiError> {
    let attempt: IncodeAttempt = admin::read("attempt", &body)?;
    let attempt = attempt
        .checked()
        .map_err(|why| ApiError::invalid("attempt", why))?;
    app.deliver_incode(&attempt).map(Json)
}
