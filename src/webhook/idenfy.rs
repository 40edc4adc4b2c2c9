//! iDenfy's `FACIAL_AUTHENTICATION` webhook.
//!
//! Source: the vendor's page "Face Auth iFrame", section "Webhook". The mobile pages show bodies
//! with neither `id` nor `failReason`, so only `token` and `status` are counted on.

use std::fmt;

use serde_json::{Map, Value};

use super::WebhookError;
use crate::decision::{Decided, Decision, Status};
use crate::idenfy;

/// The value of the `Idenfy-Event-Type` header.
pub const EVENT_TYPE: &str = "FACIAL_AUTHENTICATION";

/// What the attempt was for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// Comparing a face with an earlier one.
    Authentication,
    /// Storing a face to compare with later.
    Enrollment,
}

/// One delivery, read.
#[derive(Clone, PartialEq, Eq)]
pub struct Event {
    /// The vendor's id of the attempt (uuid); missing in bodies of the mobile pages.
    pub id: Option<String>,
    /// The earlier verification that the face was compared with.
    pub scan_ref: Option<String>,
    /// The host's own id of the person.
    pub client_id: Option<String>,
    /// The attempt's token: what ties this delivery to a session.
    pub token: String,
    /// How the attempt ended.
    pub decision: Decision,
    /// What the attempt was for, where the vendor said so in a documented word.
    pub purpose: Option<Purpose>,
    /// `FACE_MATCHING`, `ACTIVE_LIVENESS`, or a method not documented yet.
    pub method: Option<String>,
}

impl fmt::Debug for Event {
    /// Leaves out the token, which is a secret, and the person's ids.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Event")
            .field("id", &self.id)
            .field("decision", &self.decision)
            .field("purpose", &self.purpose)
            .field("method", &self.method)
            .finish_non_exhaustive()
    }
}

/// Reads a body whose signature has been verified.
///
/// # Errors
/// [`WebhookError`] names the field that is missing or cannot be used.
pub fn parse(body: &[u8]) -> Result<Event, WebhookError> {
    let value: Value = serde_json::from_slice(body).map_err(|e| WebhookError::NotJson {
        line: e.line(),
        column: e.column(),
    })?;
    let Value::Object(fields) = value else {
        return Err(WebhookError::NotAnObject);
    };
    Ok(Event {
        token: required(&fields, "token")?,
        decision: decision(&fields)?,
        id: optional(&fields, "id")?,
        scan_ref: optional(&fields, "scanRef")?,
        client_id: optional(&fields, "clientId")?,
        purpose: optional(&fields, "type")?.as_deref().and_then(purpose),
        method: optional(&fields, "method")?,
    })
}

fn decision(fields: &Map<String, Value>) -> Result<Decision, WebhookError> {
    let status = required(fields, "status")?;
    let status = Status::from_word(&status).ok_or(WebhookError::Invalid { path: "status" })?;
    let reason = optional(fields, "failReason")?.and_then(idenfy::reason);
    let Decided { status, .. } = Decided::new(status, reason.as_ref());
    Ok(Decision { status, reason })
}

fn purpose(word: &str) -> Option<Purpose> {
    match word {
        "AUTHENTICATION" => Some(Purpose::Authentication),
        "ENROLLMENT" => Some(Purpose::Enrollment),
        _ => None,
    }
}

fn required(fields: &Map<String, Value>, path: &'static str) -> Result<String, WebhookError> {
    match optional(fields, path)? {
        Some(value) if !value.is_empty() => Ok(value),
        _ => Err(WebhookError::Missing { path }),
    }
}

fn optional(
    fields: &Map<String, Value>,
    path: &'static str,
) -> Result<Option<String>, WebhookError> {
    match fields.get(path) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(value)) => Ok(Some(value.clone())),
        Some(_) => Err(WebhookError::Invalid { path }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decision::{Category, Reason};

    fn parse_str(body: &str) -> Result<Event, WebhookError> {
        parse(body.as_bytes())
    }

    #[test]
    fn a_body_with_only_token_and_status_is_enough() {
        let event = parse_str(r#"{"token":"t","status":"Success"}"#).expect("valid");
        assert_eq!(event.decision.status, Status::Success);
        assert_eq!((event.id, event.purpose), (None, None));
    }

    #[test]
    fn a_reason_carries_its_kind() {
        let body = r#"{"token":"t","status":"FAILED","failReason":"FAKE_FACE"}"#;
        let reason = parse_str(body).expect("valid").decision.reason;
        assert_eq!(reason, Some(Reason::new("FAKE_FACE", Category::Attack)));
    }

    #[test]
    fn an_empty_reason_is_none() {
        let body = r#"{"token":"t","status":"SUCCESS","failReason":""}"#;
        let decision = parse_str(body).expect("valid").decision;
        assert_eq!((decision.status, decision.reason), (Status::Success, None));
    }

    #[test]
    fn a_contradiction_is_no_pass() {
        let body = r#"{"token":"t","status":"SUCCESS","failReason":"FAKE_FACE"}"#;
        let event = parse_str(body).expect("valid");
        assert_eq!(event.decision.status, Status::Failed);
    }

    #[test]
    fn faults_name_the_field() {
        let cases = [
            ("[]", WebhookError::NotAnObject),
            (
                r#"{"status":"SUCCESS"}"#,
                WebhookError::Missing { path: "token" },
            ),
            (r#"{"token":"t"}"#, WebhookError::Missing { path: "status" }),
            (
                r#"{"token":"t","status":"MAYBE"}"#,
                WebhookError::Invalid { path: "status" },
            ),
            (
                r#"{"token":1,"status":"SUCCESS"}"#,
                WebhookError::Invalid { path: "token" },
            ),
        ];
        for (body, fault) in cases {
            assert_eq!(parse_str(body), Err(fault), "{body}");
        }
        assert!(matches!(parse_str("{"), Err(WebhookError::NotJson { .. })));
    }

    #[test]
    fn debug_output_holds_no_token() {
        let event = parse_str(r#"{"token":"SECRET","status":"FAILED"}"#).expect("valid");
        assert!(!format!("{event:?}").contains("SECRET"));
    }
}
