//! The vendor's deliveries: the signature first, over the bytes as they came.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use face_auth_widget::webhook::{self, Event, Fault, MAX_BODY, VerifyError, signature};
use serde_json::json;

use crate::app::App;
use crate::decisions::Recorded;
use crate::error::ApiError;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/webhooks/idenfy", post(receive))
        .layer(DefaultBodyLimit::max(MAX_BODY))
}

/// 2xx means "never again": so it is also the answer to what changes nothing. It is given once what
/// the delivery says is committed, and not before.
///
/// The content type is not asked: the vendor documents none, and the signature is over the bytes.
async fn receive(
    State(app): State<App>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, ApiError> {
    let body = match body {
        Ok(body) => body,
        Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            return Ok(refusal(&VerifyError::Body(Fault::TooLarge.into())));
        }
        Err(_) => return Err(ApiError::BadRequest),
    };
    let signatures = headers.get_all(signature::HEADER).iter();
    let signature = signature::only(signatures.map(HeaderValue::as_bytes));
    match webhook::verify(&body, signature, app.signing_key.as_bytes()) {
        // No text of PostgreSQL's has this character, and no scanRef.
        Ok(event) if event.scan_ref().is_some_and(|one| one.contains('\0')) => {
            Ok(invalid_scan_ref())
        }
        Ok(event) => Ok(record(&app, &event, &body).await?.into_response()),
        Err(error) => Ok(refusal(&error)),
    }
}

/// Why is told of a body alone: every fault of the signature is one bare 401.
fn refusal(error: &VerifyError) -> Response {
    tracing::warn!(code = error.code(), path = error.path(), "delivery refused");
    let status = StatusCode::from_u16(error.http_status()).unwrap_or(StatusCode::BAD_REQUEST);
    match error {
        VerifyError::Signature(_) => status.into_response(),
        VerifyError::Body(error) => {
            let why = json!({ "code": error.code(), "path": error.path() });
            (status, Json(why)).into_response()
        }
    }
}

fn invalid_scan_ref() -> Response {
    tracing::warn!("delivery refused: its scanRef holds a NUL");
    let why = json!({ "code": Fault::InvalidField.code(), "path": "scanRef" });
    (StatusCode::BAD_REQUEST, Json(why)).into_response()
}

async fn record(app: &App, event: &Event, body: &[u8]) -> Result<StatusCode, ApiError> {
    let recorded = app.decisions.record(event, body).await?;
    // For the log alone: what is committed is acknowledged, whatever becomes of this question.
    let known = app.decisions.knows(event.token().unwrap_or_default());
    let known = known.await.ok();
    let status = event.decision.status;
    match recorded {
        Recorded::TooLate => tracing::warn!(?status, ?known, "delivery came after a decision"),
        _ => tracing::info!(?status, ?recorded, ?known, "delivery taken"),
    }
    Ok(StatusCode::NO_CONTENT)
}
