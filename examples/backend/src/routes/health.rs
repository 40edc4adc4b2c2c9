//! Whether this instance lives, and whether it can serve.

use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Json, Router};
use serde_json::json;
use tokio::time::timeout;

use super::NO_STORE;
use crate::app::App;

/// How long the database may take to answer.
const PATIENCE: Duration = Duration::from_secs(2);

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/healthz", get(health))
        .route("/readyz", get(readiness))
}

/// Liveness: it answers. A database that is away is no reason to restart it.
async fn health() -> impl IntoResponse {
    (NO_STORE, "ok")
}

/// Readiness: it stays, and its database answers.
async fn readiness(State(app): State<App>) -> impl IntoResponse {
    let (status, code) = if app.is_leaving() {
        (StatusCode::SERVICE_UNAVAILABLE, "stopping")
    } else if database_answers(&app).await {
        (StatusCode::OK, "ready")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "database_unavailable")
    };
    (status, NO_STORE, Json(json!({ "code": code })))
}

async fn database_answers(app: &App) -> bool {
    let question = sqlx::query("SELECT 1").execute(&app.database.pool);
    match timeout(PATIENCE, question).await {
        Ok(Ok(_)) => true,
        Ok(Err(error)) => {
            tracing::warn!(%error, "the database does not answer");
            false
        }
        Err(_) => {
            tracing::warn!("the database does not answer in time");
            false
        }
    }
}
