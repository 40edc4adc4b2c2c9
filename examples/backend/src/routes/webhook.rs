//! The vendor's deliveries: the signature first, over the bytes as they came.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use face_auth_widget::webhook::{self, Event, MAX_BODY, signature};

use crate::app::App;
use crate::decisions::Recorded;
use crate::error::ApiError;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/webhooks/idenfy", post(receive))
        .layer(DefaultBodyLimit::max(MAX_BODY))
}

/// 2xx means "never again": so it is also the answer to what changes nothing.
async fn receive(
    State(app): State<App>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, ApiError> {
    match webhook::verify(&body, claimed(&headers), app.signing_key.as_bytes()) {
        Ok(event) => record(&app, &event, &body).await,
        Err(fault) => {
            tracing::warn!(code = fault.code(), path = fault.path(), "delivery refused");
            let answer = StatusCode::from_u16(fault.http_status());
            Ok(answer.unwrap_or(StatusCode::BAD_REQUEST))
        }
    }
}

async fn record(app: &App, event: &Event, body: &[u8]) -> Result<StatusCode, ApiError> {
    let recorded = app.decisions.record(event, body).await?;
    let known = app
        .decisions
        .knows(event.token().unwrap_or_default())
        .await?;
    let status = event.decision.status;
    match recorded {
        Recorded::TooLate => tracing::warn!(?status, known, "delivery came after a decision"),
        _ => tracing::info!(?status, ?recorded, known, "delivery taken"),
    }
    Ok(StatusCode::NO_CONTENT)
}

/// The signature, if there is exactly one: of two, nobody can say which one counts.
fn claimed(headers: &HeaderMap) -> Option<&[u8]> {
    let mut values = headers.get_all(signature::HEADER).iter();
    match (values.next(), values.next()) {
        (Some(only), None) => Some(only.as_bytes()),
        _ => None,
    }
}
