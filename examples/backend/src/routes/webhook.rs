//! The vendor's deliveries: the signature first, over the bytes as they came.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use face_auth_widget::webhook::idenfy::{self, Event};
use face_auth_widget::webhook::signature;

use crate::app::App;
use crate::decisions::Recorded;
use crate::error::ApiError;

/// The largest delivery that is read, in bytes. The documented fields stay below 4 KiB.
const MAX_BODY: usize = 64 * 1024;

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
    if let Err(fault) = signature::verify(&body, claimed(&headers), app.signing_key.as_bytes()) {
        tracing::warn!(%fault, "delivery refused");
        return Ok(StatusCode::UNAUTHORIZED);
    }
    match idenfy::parse(&body) {
        Ok(event) => record(&app, &event, &body).await,
        Err(fault) => {
            tracing::warn!(%fault, "delivery cannot be read");
            Ok(StatusCode::BAD_REQUEST)
        }
    }
}

async fn record(app: &App, event: &Event, body: &[u8]) -> Result<StatusCode, ApiError> {
    let recorded = app.decisions.record(event, body).await?;
    let known = app.decisions.knows(&event.token).await?;
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
