//! The vendor's mobile app, as a page: a digit string opens a session there, and its outcome is
//! told to nobody but the host's backend.

use std::{net::SocketAddr, sync::Arc};

use axum::{
    Json, Router,
    body::Bytes,
    extract::{ConnectInfo, State},
    http::StatusCode,
    response::Html,
    routing::{get, post},
};
use serde_json::Value;
use tokio::time::Instant;

use crate::{app::App, error::ApiError, frame, request};

/// Where the page is on the frame origin.
pub(crate) const PATH: &str = "/app";

const PAGE: &str = include_str!("../frame/app.html");

pub(crate) fn router() -> Router<Arc<App>> {
    Router::new()
        .route(PATH, get(async || Html(PAGE)))
        .route("/app/session", post(session))
        .route("/app/outcome", post(outcome))
}

/// What a digit string opens. The token stays here: the app needs none.
async fn session(State(app): State<Arc<App>>, body: Bytes) -> Result<Json<Value>, ApiError> {
    let digits: String = request::required(&request::object(&body)?, "digitString")?;
    let now = Instant::now();
    let store = app.store();
    let token = store.token_of(&digits, now)?;
    Ok(Json(frame::describe(store.usable(&token, now)?, now)))
}

async fn outcome(
    State(app): State<Arc<App>>,
    ConnectInfo(person): ConnectInfo<SocketAddr>,
    body: Bytes,
) -> Result<StatusCode, ApiError> {
    let fields = request::object(&body)?;
    let digits: String = request::required(&fields, "digitString")?;
    app.end_by_digits(&digits, request::ending(&fields)?, Some(person.ip()))?;
    Ok(StatusCode::NO_CONTENT)
}
