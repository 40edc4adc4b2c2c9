//! The vendor's deliveries: the raw bytes, their signature, and what is kept of them.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::routing::post;
use face_auth_widget::webhook::{MAX_BODY, signature, verify};

use crate::store::Store;

/// What the route needs.
struct Webhooks {
    signing_key: String,
    store: Store,
}

/// The route, for a router of the host's own to merge.
pub(crate) fn routes(signing_key: String) -> Router {
    let webhooks = Webhooks {
        signing_key,
        store: Store::default(),
    };
    Router::new()
        .route("/webhooks/idenfy", post(receive))
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .with_state(Arc::new(webhooks))
}

/// Takes `Bytes`, not `Json`: the signature is over the bytes as they came.
async fn receive(
    State(webhooks): State<Arc<Webhooks>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> StatusCode {
    let body = match body {
        Ok(body) => body,
        Err(rejection) => return refused(rejection.status(), "unread"),
    };
    let signatures = headers.get_all(signature::HEADER).iter();
    let signature = signature::only(signatures.map(HeaderValue::as_bytes));
    match verify(&body, signature, webhooks.signing_key.as_bytes()) {
        // The answer comes after that: what is not answered with 2xx within 10 s is delivered again.
        Ok(event) => {
            webhooks.store.record(&event, &body);
            StatusCode::NO_CONTENT
        }
        Err(error) => {
            let status = StatusCode::from_u16(error.http_status());
            refused(status.unwrap_or(StatusCode::BAD_REQUEST), error.code())
        }
    }
}

/// Who sends what does not count is told a status, and no more. Why, is for the log.
fn refused(status: StatusCode, code: &str) -> StatusCode {
    eprintln!("refused with {}: {code}", status.as_u16());
    status
}
