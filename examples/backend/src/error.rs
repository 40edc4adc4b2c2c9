//! Every refusal that a page can meet: one table of codes and statuses.

use std::time::Duration;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use face_auth_widget::idenfy_api::{IdenfyError, IdenfyErrorCode};
use serde_json::json;
use thiserror::Error;

/// Why a request was not served. The code is stable; the cause stays in the log.
#[derive(Debug, Error)]
pub(crate) enum ApiError {
    #[error("no valid sign-in")]
    SignedOut,
    #[error("this sign-in has not been confirmed")]
    ConfirmationRequired,
    #[error("a page of another origin asked")]
    CrossOrigin,
    #[error("the body is not declared as JSON")]
    NotJson,
    #[error("the body cannot be used")]
    BadRequest,
    #[error("the body is too large")]
    TooLarge,
    #[error("no such person")]
    UnknownPerson,
    #[error("no such session of this person")]
    UnknownSession,
    #[error("this success has been used by another sign-in")]
    Consumed,
    #[error("the person must identify themselves again first")]
    IdentificationRequired,
    #[error("too many sessions asked for")]
    TooMany,
    #[error("too many requests of theirs, or of all, are held open")]
    TooManyWaiting,
    #[error("the person has failed too often")]
    AttemptsExhausted(Duration),
    #[error("vendor: {0}")]
    Vendor(#[from] IdenfyError),
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    #[error("stored decision: {0}")]
    Stored(#[from] serde_json::Error),
}

impl ApiError {
    const fn status_and_code(&self) -> (StatusCode, &'static str) {
        match self {
            Self::SignedOut => (StatusCode::UNAUTHORIZED, "signed_out"),
            Self::ConfirmationRequired => (StatusCode::FORBIDDEN, "confirmation_required"),
            Self::CrossOrigin => (StatusCode::FORBIDDEN, "cross_origin"),
            Self::NotJson => (StatusCode::UNSUPPORTED_MEDIA_TYPE, "not_json"),
            Self::BadRequest => (StatusCode::BAD_REQUEST, "bad_request"),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
            Self::UnknownPerson => (StatusCode::NOT_FOUND, "unknown_person"),
            Self::UnknownSession => (StatusCode::NOT_FOUND, "unknown_session"),
            Self::Consumed => (StatusCode::CONFLICT, "consumed"),
            Self::IdentificationRequired => (StatusCode::CONFLICT, "identification_required"),
            Self::TooMany | Self::TooManyWaiting => {
                (StatusCode::TOO_MANY_REQUESTS, "too_many_requests")
            }
            Self::AttemptsExhausted(_) => (StatusCode::TOO_MANY_REQUESTS, "attempts_exhausted"),
            Self::Vendor(error) => match error.code {
                // No such verification: there is nothing to compare a face with.
                IdenfyErrorCode::NotFound => (StatusCode::CONFLICT, "identification_required"),
                code if code.retryable() => (StatusCode::BAD_GATEWAY, "vendor_unavailable"),
                _ => (StatusCode::BAD_GATEWAY, "vendor_refused"),
            },
            Self::Database(_) | Self::Stored(_) => (StatusCode::INTERNAL_SERVER_ERROR, "internal"),
        }
    }

    /// When it makes sense to ask again.
    const fn wait(&self) -> Option<Duration> {
        match self {
            Self::TooMany => Some(Duration::from_secs(60)),
            Self::TooManyWaiting => Some(Duration::from_secs(5)),
            Self::AttemptsExhausted(wait) => Some(*wait),
            _ => None,
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let (status, code) = self.status_and_code();
        if status.is_server_error() {
            tracing::error!(code, error = %self, "request failed");
        } else {
            tracing::info!(code, "request refused");
        }
        let mut response = (status, Json(json!({ "code": code }))).into_response();
        if let Some(wait) = self.wait() {
            // Rounded up: who comes too early is refused again.
            let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
            let seconds = HeaderValue::from(seconds);
            response.headers_mut().insert(header::RETRY_AFTER, seconds);
        }
        response
    }
}
