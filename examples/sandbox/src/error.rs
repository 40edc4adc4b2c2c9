//! What callers of the sandbox are told when something is wrong.

use std::{io, net::SocketAddr};

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;
use thiserror::Error;

/// Why a sandbox did not start.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StartError {
    /// An address cannot be listened on, mostly because something else does already.
    #[error("the sandbox's {part} cannot listen on {address}")]
    Listen {
        /// `API` or `frame`.
        part: &'static str,
        /// The address that was asked for.
        address: SocketAddr,
        /// The system's reason.
        source: io::Error,
    },
    /// The name of the frame origin cannot stand in an address.
    #[error("`{0}` is not a host name")]
    FrameHost(String),
    /// The HTTP client for webhooks cannot be made.
    #[error("webhooks cannot be sent")]
    Client(#[from] reqwest::Error),
}

/// An answer of the API that is not a success. Never holds a token or a credential.
///
/// `identifier` and `message` are the vendor's error body ("Error messages" in its documentation);
/// which identifier goes with which fault is assumed.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[non_exhaustive]
pub enum ApiError {
    /// 401: no credentials, or other ones.
    #[error("Missing or invalid API key and secret.")]
    Unauthorized,
    /// 400: the body is not JSON.
    #[error("The body is not valid JSON.")]
    NotJson,
    /// 415: a page sent a body that it does not call JSON.
    #[error("The body must be declared as JSON.")]
    NotJsonType,
    /// 403: a page of another origin asked.
    #[error("Only the sandbox's own page may ask.")]
    CrossOrigin,
    /// 400: the body is JSON, but not an object.
    #[error("The body must be a JSON object.")]
    NotAnObject,
    /// 400: a field is not there.
    #[error("Field '{0}' is required.")]
    Missing(&'static str),
    /// 400: a field has a value that cannot be used.
    #[error("Field '{field}' is not valid: {why}.")]
    Invalid {
        /// The field's name.
        field: &'static str,
        /// What is wrong with it, or what it must be.
        why: String,
    },
    /// 404: there is no such verification.
    #[error("No verification with this scanRef.")]
    UnknownScanRef,
    /// 404: there is no such session.
    #[error("No session with this token.")]
    UnknownToken,
    /// 404: no session that can still be used has this digit string.
    #[error("No session with this code.")]
    UnknownDigits,
    /// 410: the session has an outcome, or has expired.
    #[error("The token is used or has expired.")]
    Ended,
    /// 409: there is no address for Incode's webhooks.
    #[error("No address for Incode's webhooks was given.")]
    NobodyToTell,
    /// 404: there is nothing at this address.
    #[error("No such endpoint.")]
    NoSuchEndpoint,
}

impl ApiError {
    /// A field with an unusable value.
    pub(crate) fn invalid(field: &'static str, why: impl ToString) -> Self {
        Self::Invalid {
            field,
            why: why.to_string(),
        }
    }

    /// The HTTP status that it is answered with.
    pub(crate) const fn status(&self) -> StatusCode {
        match self {
            Self::Unauthorized => StatusCode::UNAUTHORIZED,
            Self::NotJsonType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::CrossOrigin => StatusCode::FORBIDDEN,
            Self::NotJson | Self::NotAnObject | Self::Missing(_) | Self::Invalid { .. } => {
                StatusCode::BAD_REQUEST
            }
            Self::UnknownScanRef
            | Self::UnknownToken
            | Self::UnknownDigits
            | Self::NoSuchEndpoint => StatusCode::NOT_FOUND,
            Self::Ended => StatusCode::GONE,
            Self::NobodyToTell => StatusCode::CONFLICT,
        }
    }

    const fn identifier(&self) -> &'static str {
        match self {
            Self::Unauthorized => "UNAUTHORIZED",
            Self::NotJson | Self::NotJsonType => "JSON_ERROR",
            Self::NotAnObject | Self::CrossOrigin | Self::NobodyToTell | Self::NoSuchEndpoint => {
                "VALIDATION_ERROR"
            }
            Self::Missing(_) => "MISSING_VALUE",
            Self::Invalid { .. } | Self::UnknownScanRef => "BAD_VALUE",
            Self::UnknownToken | Self::UnknownDigits | Self::Ended => "TOKEN_NOT_VALID",
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let body = json!({ "identifier": self.identifier(), "message": self.to_string() });
        let mut response = (self.status(), Json(body)).into_response();
        if self == Self::Unauthorized {
            let challenge = HeaderValue::from_static("Basic realm=\"sandbox\"");
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, challenge);
        }
        response
    }
}
