//! One act, one confirmation: what a person confirmed for a payment is used up by it.

use axum::extract::{DefaultBodyLimit, State};
use axum::response::IntoResponse;
use axum::routing::post;
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::json;

use super::{MAX_JSON, NO_STORE};
use crate::app::App;
use crate::error::ApiError;
use crate::guard::SameOriginJson;
use crate::purpose::Purpose;
use crate::sign_in::SignedIn;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/api/payments", post(release))
        .layer(DefaultBodyLimit::max(MAX_JSON))
}

/// The session by which the payment was confirmed. A real host stores the payment with the session
/// as it asks for it, and releases that one: whom it is for and how much are not the page's to say
/// again.
#[derive(Deserialize)]
struct Release {
    token: String,
}

async fn release(
    State(app): State<App>,
    who: SignedIn,
    SameOriginJson(Release { token }): SameOriginJson<Release>,
) -> Result<impl IntoResponse, ApiError> {
    app.sessions
        .use_up(&token, Purpose::PaymentApproval, &who.sign_in)
        .await?;
    tracing::info!(person = who.person.id, "payment released");
    Ok((NO_STORE, Json(json!({ "released": true }))))
}
