//! Deliveries: a body goes in, an event or an error comes out.

use face_auth_widget::decision::Decision;
use face_auth_widget::webhook::{idenfy, signature};
use serde_json::{Value, json};
use wasm_bindgen::prelude::wasm_bindgen;

/// The most bytes that a body may have.
const MAX_BODY: usize = 256 * 1024;

/// The error of a body of so many bytes, if they are too many to be copied.
#[must_use]
#[wasm_bindgen(js_name = tooLarge)]
pub fn too_large(length: usize) -> Option<String> {
    (length > MAX_BODY).then(|| {
        json!({"code": "too_large", "path": null, "message": "too large", "status": 413})
            .to_string()
    })
}

/// Reads a body of a vendor.
#[must_use]
#[wasm_bindgen]
pub fn parse(body: &[u8], vendor: &str) -> String {
    match idenfy::parse(body) {
        Ok(e) => json!({"event": {"token": e.token, "vendor": vendor, "decision": e.decision}}),
        Err(e) => json!({"error": {"code": "invalid_field", "path": null, "message": e.to_string(), "status": 400}}),
    }
    .to_string()
}

/// Checks a signature, and reads the body then.
#[must_use]
#[wasm_bindgen]
pub fn verify(body: &[u8], signature: Option<Vec<u8>>, key: &[u8]) -> String {
    match signature::verify(body, signature.as_deref(), key) {
        Ok(()) => parse(body, "idenfy"),
        Err(e) => json!({"error": {"code": "signature_mismatch", "path": null, "message": e.to_string(), "status": 401}}).to_string(),
    }
}

/// What a browser may be told of a decision.
#[must_use]
#[wasm_bindgen(js_name = publicDecision)]
pub fn public_decision(decision: &str) -> String {
    let d: Result<Decision, _> = serde_json::from_str(decision);
    d.map_or(Value::Null, |d| json!(d.public())).to_string()
}
