//! Every refusal that a page can meet: one table of codes and statuses.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use thiserror::Error;

use crate::vendor::VendorError;

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
    #[error("no such handle for this person")]
    UnknownHandle,
    #[error("this success has been used")]
    Consumed,
    #[error("the person must identify themselves again first")]
    IdentificationRequired,
    #[error("too many sessions asked for")]
    TooMany,
    #[error("vendor: {0}")]
    Vendor(#[from] VendorError),
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
            Self::UnknownHandle => (StatusCode::NOT_FOUND, "unknown_handle"),
            Self::Consumed => (StatusCode::CONFLICT, "consumed"),
            Self::IdentificationRequired | Self::Vendor(VendorError::NotFound) => {
                (StatusCode::CONFLICT, "identification_required")
            }
            Self::TooMany => (StatusCode::TOO_MANY_REQUESTS, "too_many_requests"),
            Self::Vendor(VendorError::Unreachable | VendorError::TimedOut) => {
                (StatusCode::BAD_GATEWAY, "vendor_unavailable")
            }
            Self::Vendor(_) => (StatusCode::BAD_GATEWAY, "vendor_refused"),
            Self::Database(_) | Self::Stored(_) => (StatusCode::INTERNAL_SERVER_ERROR, "internal"),
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
        if status == StatusCode::TOO_MANY_REQUESTS {
            let minute = HeaderValue::from_static("60");
            response.headers_mut().insert(header::RETRY_AFTER, minute);
        }
        response
    }
}
