//! Deliveries: a body comes in, an event goes out, or what is wrong with it.

use face_auth_widget::decision::Decision;
use face_auth_widget::webhook::{self, Event, Fault, Vendor, VerifyError, WebhookError};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::json::to_json;

/// What JavaScript makes an event or an error of.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Answer {
    Event(Box<Event>),
    Error(Refusal),
}

/// The fields of a `WebhookError` in JavaScript.
#[derive(Serialize)]
struct Refusal {
    code: &'static str,
    path: Option<&'static str>,
    message: String,
    status: u16,
}

impl From<VerifyError> for Refusal {
    fn from(error: VerifyError) -> Self {
        Self {
            code: error.code(),
            path: error.path(),
            message: error.to_string(),
            status: error.http_status(),
        }
    }
}

impl From<WebhookError> for Refusal {
    fn from(error: WebhookError) -> Self {
        VerifyError::Body(error).into()
    }
}

impl<E: Into<Refusal>> From<Result<Event, E>> for Answer {
    fn from(result: Result<Event, E>) -> Self {
        match result {
            Ok(event) => Self::Event(Box::new(event)),
            Err(error) => Self::Error(error.into()),
        }
    }
}

/// What is wrong with a body of so many bytes, if there are too many: it need not be copied to here
/// then. A number of JavaScript, since a body there can be longer than the memory here.
#[must_use]
#[wasm_bindgen(js_name = tooLarge)]
pub fn too_large(bytes: f64) -> Option<String> {
    #[allow(clippy::cast_precision_loss, reason = "a limit of some thousand bytes")]
    let most = webhook::MAX_BODY as f64;
    (bytes > most).then(|| refusal(Fault::TooLarge))
}

/// What is wrong with a value that JavaScript cannot write as JSON: it is too deep for that, or
/// holds what JSON does not have.
#[must_use]
#[wasm_bindgen]
pub fn unwritable(too_deep: bool) -> String {
    refusal(if too_deep {
        Fault::TooDeep
    } else {
        Fault::NotJson
    })
}

fn refusal(fault: Fault) -> String {
    to_json(&Answer::Error(WebhookError::from(fault).into()))
}

/// Reads a body of the vendor of this name; nothing for a name that is none.
#[must_use]
#[wasm_bindgen]
pub fn parse(body: &[u8], vendor: &str) -> Option<String> {
    let vendor = Vendor::from_word(vendor)?;
    Some(to_json(&Answer::from(webhook::parse(body, vendor))))
}

/// Checks the signature of a body of iDenfy's, and reads it if that holds.
#[must_use]
#[wasm_bindgen]
pub fn verify(body: &[u8], signature: Option<Vec<u8>>, key: &[u8]) -> String {
    let verified = webhook::verify(body, signature.as_deref(), key);
    to_json(&Answer::from(verified))
}

/// What a browser may be told of a decision; nothing for JSON that is none.
#[must_use]
#[wasm_bindgen(js_name = publicDecision)]
pub fn public_decision(decision: &str) -> Option<String> {
    let decision: Value = serde_json::from_str(decision).ok()?;
    // A list in the order of the fields would be read as well.
    let reason = decision.as_object()?.get("reason")?;
    if !reason.is_null() && !reason.is_object() {
        return None;
    }
    let decision = Decision::deserialize(decision).ok()?;
    Some(to_json(&decision.public()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::json;

    use super::*;

    fn read(answer: &str) -> Value {
        serde_json::from_str(answer).unwrap()
    }

    #[test]
    fn a_body_comes_back_as_an_event() {
        let body = br#"{"token":"T","status":"Success","more":[1.5]}"#;
        let event = &read(&parse(body, "idenfy").unwrap())["event"];
        assert_eq!(event["vendor"], "idenfy");
        assert_eq!(event["token"], "T");
        assert_eq!(event["decision"]["status"], "SUCCESS");
        assert_eq!(event["raw"]["more"], json!([1.5]));
    }

    #[test]
    fn a_fault_comes_back_as_an_error() {
        let error = &read(&parse(br#"{"status":"SUCCESS"}"#, "idenfy").unwrap())["error"];
        assert_eq!(error["code"], "missing_field");
        assert_eq!(error["path"], "token");
        assert_eq!(error["status"], 400);
        let error = &read(&verify(b"{}", None, b"key"))["error"];
        assert_eq!(error["code"], "signature_missing");
        assert_eq!(error["path"], Value::Null);
        assert_eq!(error["status"], 401);
    }

    #[test]
    fn a_body_is_too_large_where_it_would_not_be_read() {
        assert_eq!(too_large(65_536.0), None);
        let body = vec![b' '; webhook::MAX_BODY + 1];
        for bytes in [65_537.0, 4_294_967_296.0, f64::MAX] {
            let refused = too_large(bytes).unwrap();
            assert_eq!(refused, parse(&body, "idenfy").unwrap());
            assert_eq!(refused, verify(&body, None, b"key"));
        }
    }

    #[test]
    fn what_javascript_cannot_write_is_refused_as_its_text_would_be() {
        let deep = "[".repeat(webhook::MAX_DEPTH + 1);
        assert_eq!(unwritable(true), parse(deep.as_bytes(), "incode").unwrap());
        assert_eq!(unwritable(false), parse(b"-", "incode").unwrap());
    }

    #[test]
    fn nothing_is_made_of_what_the_program_got_wrong() {
        assert_eq!(parse(b"{}", "Idenfy"), None);
        for none in [
            "",
            "null",
            r#"["SUCCESS",null]"#,
            r#"{"status":"YES","reason":null}"#,
            r#"{"status":"SUCCESS"}"#,
            r#"{"status":"FAILED","reason":[null,"picture","retry"]}"#,
            r#"{"status":"FAILED","reason":"FAKE_FACE"}"#,
        ] {
            assert_eq!(public_decision(none), None, "{none}");
        }
    }
}
