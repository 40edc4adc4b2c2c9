//! One file a family of routes.

pub(crate) mod accounts;
pub(crate) mod face_auth;
pub(crate) mod health;
pub(crate) mod incode;
pub(crate) mod page;
pub(crate) mod payments;
pub(crate) mod sign_in;
pub(crate) mod webhook;

use axum::http::{HeaderName, HeaderValue, header};

/// Answers about a person are kept by nobody.
const NO_STORE: [(HeaderName, HeaderValue); 1] =
    [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];

/// The largest JSON body that a page has reason to send, in bytes.
const MAX_JSON: usize = 4 * 1024;
