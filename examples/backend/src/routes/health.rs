//! Whether this instance can serve: it answers, and its database does.

use axum::Router;
use axum::extract::State;
use axum::routing::get;

use super::NO_STORE;
use crate::app::App;
use crate::error::ApiError;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/healthz", get(health))
}

async fn health(
    State(app): State<App>,
) -> Result<
    (
        [(axum::http::HeaderName, axum::http::HeaderValue); 1],
        &'static str,
    ),
    ApiError,
> {
    sqlx::query("SELECT 1").execute(&app.database.pool).await?;
    Ok((NO_STORE, "ok"))
}
