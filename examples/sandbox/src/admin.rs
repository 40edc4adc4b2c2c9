//! The sandbox's own calls, for tests and demos. The real vendor has none of them.

use std::sync::Arc;

use axum::{Router, body::Bytes, extract::State, http::StatusCode, routing::post};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{app::App, config::ScanRef, error::ApiError, incode_page, request, script::Script};

pub(crate) fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/script", post(script))
        .route("/scan-refs", post(scan_ref))
        .route("/outcome", post(outcome))
        .route("/incode", post(incode_page::attempt))
}

/// Scripts the next session.
async fn script(State(app): State<Arc<App>>, body: Bytes) -> Result<StatusCode, ApiError> {
    let script: Script = read("script", &body)?;
    let script = script
        .checked()
        .map_err(|why| ApiError::invalid("script", why))?;
    app.store().push_script(script);
    Ok(StatusCode::NO_CONTENT)
}

/// Adds a verification.
async fn scan_ref(State(app): State<Arc<App>>, body: Bytes) -> Result<StatusCode, ApiError> {
    let scan_ref: ScanRef = read("scanRef", &body)?;
    app.store().add_scan_ref(scan_ref);
    Ok(StatusCode::NO_CONTENT)
}

/// Ends a session without a frame: of a token, or of a digit string.
async fn outcome(State(app): State<Arc<App>>, body: Bytes) -> Result<StatusCode, ApiError> {
    let fields = request::object(&body)?;
    let ending = request::ending(&fields)?;
    match request::optional::<String>(&fields, "digitString")? {
        Some(digits) => app.end_by_digits(&digits, ending, None)?,
        None => {
            let token: String = request::required(&fields, "token")?;
            app.end(&token, ending, None)?;
        }
    }
    Ok(StatusCode::NO_CONTENT)
}

/// A whole body as one value, named `what` in faults.
pub(crate) fn read<T: DeserializeOwned>(what: &'static str, body: &[u8]) -> Result<T, ApiError> {
    let fields = request::object(body)?;
    T::deserialize(Value::Object(fields)).map_err(|why| ApiError::invalid(what, why))
}
