//! The page that stands for Incode's own flow: a person chooses how an attempt ends.

use std::sync::Arc;

use axum::{
    Json, Router,
    body::Bytes,
    extract::State,
    response::Html,
    routing::{get, post},
};
use serde_json::{Value, json};

use crate::{
    admin,
    app::App,
    error::ApiError,
    incode::{ERROR_CODES, ERROR_NAMES, IncodeIds},
};

/// Where the page is on the frame origin.
pub(crate) const PATH: &str = "/incode";

const PAGE: &str = include_str!("../frame/incode.html");

pub(crate) fn router() -> Router<Arc<App>> {
    Router::new()
        .route(PATH, get(async || Html(PAGE)))
        .route("/incode/errors", get(async || Json(errors())))
        .route("/incode/attempt", post(attempt))
}

/// What an attempt may fail with, by the webhook that tells of it.
fn errors() -> Value {
    let codes = ERROR_CODES.map(|(code, error, _)| json!({ "error": code, "meaning": error }));
    let names = ERROR_NAMES.map(|name| json!({ "error": name }));
    json!({ "authentication-1to1": codes, "face-authentication": names })
}

/// Ends an attempt; the host's backend hears of it.
pub(crate) async fn attempt(
    State(app): State<Arc<App>>,
    body: Bytes,
) -> Result<Json<IncodeIds>, ApiError> {
    let attempt = admin::read("attempt", &body)?;
    app.deliver_incode(&attempt).map(Json)
}
