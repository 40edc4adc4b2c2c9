//! The door of every request that changes something: JSON, from a page of ours.
//!
//! A page elsewhere can send a form with the person's cookies, but neither this content type
//! without asking first, nor our `Origin`. To its browser a page of ours is always of the origin
//! that it calls, also where a development server stands between the two.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use serde::de::DeserializeOwned;

use crate::app::App;
use crate::error::ApiError;

/// A JSON body that a page of ours sent to its own origin.
pub(crate) struct SameOriginJson<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<App> for SameOriginJson<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &App) -> Result<Self, ApiError> {
        let headers = request.headers();
        if !is_same_origin(headers, &app.page_origins) {
            return Err(ApiError::CrossOrigin);
        }
        if !is_json(headers) {
            return Err(ApiError::NotJson);
        }
        let body = Bytes::from_request(request, app)
            .await
            .map_err(|rejection| match rejection.into_response().status() {
                StatusCode::PAYLOAD_TOO_LARGE => ApiError::TooLarge,
                _ => ApiError::BadRequest,
            })?;
        let value = serde_json::from_slice(&body).map_err(|_| ApiError::BadRequest)?;
        Ok(Self(value))
    }
}

/// `Origin` must be there and one of ours; `Sec-Fetch-Site`, where a browser sends it, must agree.
fn is_same_origin(headers: &HeaderMap, ours: &[String]) -> bool {
    let is_ours = headers
        .get(header::ORIGIN)
        .is_some_and(|origin| ours.iter().any(|one| origin == one.as_str()));
    let same_site = headers.get("sec-fetch-site");
    is_ours && same_site.is_none_or(|site| site == "same-origin")
}

fn is_json(headers: &HeaderMap) -> bool {
    let value = headers.get(header::CONTENT_TYPE);
    let text = value.and_then(|value| value.to_str().ok()).unwrap_or("");
    let essence = text.split(';').next().unwrap_or("").trim();
    essence.eq_ignore_ascii_case("application/json")
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pairs = pairs.iter().map(|(name, value)| {
            let name = name.parse().expect("a header name");
            (name, axum::http::HeaderValue::from_static(value))
        });
        pairs.collect()
    }

    #[test]
    fn only_our_own_origins_pass() {
        let ours = ["https://bank.example", "http://localhost:5173"].map(str::to_owned);
        let passes = |pairs: &[_]| is_same_origin(&headers(pairs), &ours);
        assert!(passes(&[("origin", "https://bank.example")]));
        assert!(passes(&[
            ("origin", "https://bank.example"),
            ("sec-fetch-site", "same-origin"),
        ]));
        assert!(passes(&[
            ("origin", "http://localhost:5173"),
            ("sec-fetch-site", "same-origin"),
        ]));
        assert!(!passes(&[]));
        assert!(!passes(&[("origin", "null")]));
        assert!(!passes(&[("origin", "https://bank.example.evil.example")]));
        assert!(!passes(&[("origin", "http://localhost:5174")]));
        assert!(!passes(&[
            ("origin", "https://bank.example"),
            ("sec-fetch-site", "same-site"),
        ]));
    }

    #[test]
    fn only_json_passes() {
        let passes = |value| is_json(&headers(&[("content-type", value)]));
        assert!(passes("application/json"));
        assert!(passes("Application/JSON; charset=utf-8"));
        assert!(!passes("text/plain"));
        assert!(!passes("application/json-patch+json"));
        assert!(!is_json(&headers(&[])));
    }
}
