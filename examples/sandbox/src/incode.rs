//! Incode's two webhooks: attempts that end as somebody chose, told without a signature.
//!
//! There is no call of Incode's here, since none is documented to us: an attempt is its webhook.

use std::{num::NonZeroU8, time::Duration};

use axum::http::{HeaderMap, HeaderValue, header::AUTHORIZATION};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{courier::Parcel, delivery::Layout, json::Object, millis};

/// The customer of an attempt that names none.
pub const DEMO_CUSTOMER_ID: &str = "5a2d0b0c7d1e4f0000000001";

/// Every `errorCode` that is documented, with its `error` and its `errorMessage`.
///
/// Source: "Authentication Webhook 1:1", section "Failure Notifications".
pub const ERROR_CODES: [(u32, &str, Option<&str>); 4] = [
    (4003, "User blacklisted", None),
    (
        4004,
        "Non existing customer",
        Some("Can't find customer by any criteria."),
    ),
    (
        4005,
        "Spoof attempt detected",
        Some("Spoof attempt detected. Spoof confidence 1.0"),
    ),
    (4015, "User is not recognized", None),
];

/// Every `error.name` of the Face Authentication module that is documented.
///
/// Source: the module's webhook page.
pub const ERROR_NAMES: [&str; 21] = [
    "INACTIVE_SESSION",
    "HINT_NOT_PROVIDED",
    "NONEXISTENT_CUSTOMER",
    "MULTIPLE_FACES_DETECTED",
    "SPOOF_DETECTED",
    "FACE_TOO_DARK",
    "FACE_CROPPING_FAILED",
    "FACE_TOO_SMALL",
    "FACE_TOO_BLURRY",
    "BAD_PHOTO_QUALITY",
    "LENSES_DETECTED",
    "FACE_MASK_DETECTED",
    "HEAD_COVER_DETECTED",
    "CLOSED_EYES_DETECTED",
    "SELFIE_FACE_OCCLUDED",
    "SELFIE_IMAGE_LOW_QUALITY",
    "USER_IS_NOT_RECOGNIZED",
    "FACE_NOT_FOUND",
    "BAD_REQUEST",
    "PROCESSING_ERROR",
    "DEFAULT_ERROR",
];

/// The most copies of a webhook that a request may ask for.
pub const MOST_COPIES: u8 = 10;

/// Digits of an id, as the printed examples have them.
const ID_LENGTH: usize = 24;

/// How an attempt ended, by the webhook that tells of it. In JSON:
/// `{"authentication-1to1": "pass"}`, `{"face-authentication": {"error": "SPOOF_DETECTED"}}`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IncodeOutcome {
    /// The Authentication Webhook 1:1, which is being retired.
    #[serde(rename = "authentication-1to1")]
    Authentication1to1(OneToOne),
    /// The webhook of the Face Authentication module, its successor.
    FaceAuthentication(FaceModule),
}

/// How an attempt at 1:1 authentication ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum OneToOne {
    /// `PASS`.
    Pass,
    /// `FAIL`, with this `errorCode`. Any number is taken: Incode sends codes that it does not list.
    Error(u32),
    /// `FAIL` without an error, because of lenses.
    Lenses,
    /// `FAIL` without an error, because of a mask.
    Mask,
    /// `PASS` although the faces do not match.
    Contradiction,
}

/// How an attempt in the Face Authentication module ended.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum FaceModule {
    /// `PASS`.
    Pass,
    /// `FAIL`, with this `error.name`. Any string is taken.
    Error(String),
    /// `PASS` although there is an error.
    Contradiction,
}

/// An attempt at Incode, and how its webhook is delivered.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct IncodeAttempt {
    /// How it ended.
    pub outcome: IncodeOutcome,
    /// Whose face it was to be.
    #[serde(default = "demo_customer")]
    pub customer_id: String,
    /// Incode's name of the interview; a new one if `None`.
    #[serde(default)]
    pub interview_id: Option<String>,
    /// Incode's name of the transaction; a new one if `None`.
    #[serde(default)]
    pub transaction_id: Option<String>,
    /// The wait before the webhook (in JSON: ms; default 0).
    #[serde(default, with = "millis")]
    pub after: Duration,
    /// How many copies of it are sent, at the same time (default 1; in JSON at most
    /// [`MOST_COPIES`]).
    #[serde(default = "once")]
    pub repeat: NonZeroU8,
    /// Whether it has fields that are not documented (default false).
    #[serde(default)]
    pub extra: bool,
}

/// The names by which a webhook knows an attempt again, where it has them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct IncodeIds {
    /// Whose face it was to be.
    pub customer_id: String,
    /// The interview.
    pub interview_id: String,
    /// The transaction, of 1:1 alone.
    pub transaction_id: String,
}

impl IncodeAttempt {
    /// An attempt that a request asks for, within bounds.
    pub(crate) fn checked(self) -> Result<Self, String> {
        if self.repeat.get() > MOST_COPIES {
            return Err(format!("`repeat` must be 1 to {MOST_COPIES}"));
        }
        Ok(self)
    }

    /// An attempt of the demo's customer, told at once.
    #[must_use]
    pub fn new(outcome: IncodeOutcome) -> Self {
        Self {
            outcome,
            customer_id: demo_customer(),
            interview_id: None,
            transaction_id: None,
            after: Duration::ZERO,
            repeat: once(),
            extra: false,
        }
    }

    /// The same attempt of somebody else.
    #[must_use]
    pub fn of(self, customer_id: &str) -> Self {
        Self {
            customer_id: customer_id.to_owned(),
            ..self
        }
    }

    /// Its names: those given, else new ones.
    pub(crate) fn ids(&self) -> IncodeIds {
        let or_new = |id: &Option<String>| id.clone().unwrap_or_else(new_id);
        IncodeIds {
            customer_id: self.customer_id.clone(),
            interview_id: or_new(&self.interview_id),
            transaction_id: or_new(&self.transaction_id),
        }
    }

    /// What is delivered to a host that wants this secret in its `Authorization` header, if any.
    pub(crate) fn parcel(
        &self,
        ids: &IncodeIds,
        secret: Option<&str>,
    ) -> Result<Parcel, serde_json::Error> {
        let mut body = match &self.outcome {
            IncodeOutcome::Authentication1to1(outcome) => one_to_one(*outcome, ids),
            IncodeOutcome::FaceAuthentication(outcome) => face_module(outcome, ids),
        };
        if self.extra {
            body.add_unknown();
        }
        Ok(Parcel {
            about: Uuid::new_v4(),
            after: self.after,
            copies: self.repeat,
            insistent: true,
            headers: headers(secret),
            body: body.write(Layout::Compact)?,
        })
    }
}

fn demo_customer() -> String {
    DEMO_CUSTOMER_ID.to_owned()
}

const fn once() -> NonZeroU8 {
    NonZeroU8::MIN
}

fn new_id() -> String {
    let mut id = Uuid::new_v4().simple().to_string();
    id.truncate(ID_LENGTH);
    id
}

fn headers(secret: Option<&str>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let bearer = secret.and_then(|secret| HeaderValue::try_from(format!("Bearer {secret}")).ok());
    if let Some(mut bearer) = bearer {
        bearer.set_sensitive(true);
        headers.insert(AUTHORIZATION, bearer);
    }
    headers
}

/// A body of the 1:1 webhook: for each outcome the fields of the example that is printed for it.
fn one_to_one(outcome: OneToOne, ids: &IncodeIds) -> Object {
    match outcome {
        OneToOne::Pass => passed(true, ids),
        OneToOne::Contradiction => passed(false, ids),
        OneToOne::Lenses => worn("hasLenses", ids),
        OneToOne::Mask => worn("hasFaceMask", ids),
        OneToOne::Error(code) => refused(code, ids),
    }
}

fn passed(face_match: bool, ids: &IncodeIds) -> Object {
    Object(vec![
        ("customerId", json!(ids.customer_id)),
        ("token", json!("")),
        ("interviewId", json!(ids.interview_id)),
        ("interviewToken", json!("")),
        ("transactionId", json!(ids.transaction_id)),
        ("faceMatch", json!(face_match)),
        ("spoofAttempt", json!(false)),
        ("secondFactor", json!(false)),
        ("children", json!([])),
        ("hasFaceMask", json!(false)),
        ("hasLenses", json!(false)),
        ("spoofConfidence", json!(0.001_023_383_8)),
        (
            "recognitionConfidence",
            json!({ "confidence": 0.930_986_63, "candidates": [] }),
        ),
        ("overallScore", json!(0.930_986_63)),
        ("overallStatus", json!("PASS")),
    ])
}

fn worn(what: &str, ids: &IncodeIds) -> Object {
    Object(vec![
        ("customerId", json!(ids.customer_id)),
        ("transactionId", json!(ids.transaction_id)),
        ("faceMatch", json!(false)),
        ("spoofAttempt", json!(false)),
        ("hasFaceMask", json!(what == "hasFaceMask")),
        ("hasLenses", json!(what == "hasLenses")),
        (
            "recognitionConfidence",
            json!({ "confidence": 0, "candidates": [] }),
        ),
        ("overallScore", json!(0)),
        ("overallStatus", json!("FAIL")),
    ])
}

/// An attempt with an error. A spoof and a stranger have been looked at: their bodies say more.
fn refused(code: u32, ids: &IncodeIds) -> Object {
    let documented = ERROR_CODES.into_iter().find(|(known, ..)| *known == code);
    let (_, error, message) = documented.unwrap_or((code, "An error that is not listed", None));
    let spoof = match code {
        4005 => Some((true, json!(1))),
        4015 => Some((false, json!(0.000_851_315_16))),
        _ => None,
    };
    let mut fields = vec![("customerId", json!(ids.customer_id))];
    if spoof.is_some() {
        fields.push(("transactionId", json!(ids.transaction_id)));
    }
    fields.push(("faceMatch", json!(false)));
    if let Some((attempt, _)) = &spoof {
        fields.push(("spoofAttempt", json!(attempt)));
    }
    fields.push(("children", json!([])));
    if let Some((_, confidence)) = spoof {
        fields.push(("spoofConfidence", confidence));
    }
    fields.extend([
        ("recognitionConfidence", json!({})),
        ("overallScore", json!(0)),
        ("overallStatus", json!("FAIL")),
        ("error", json!(error)),
        ("errorCode", json!(code)),
    ]);
    if let Some(message) = message {
        fields.push(("errorMessage", json!(message)));
    }
    Object(fields)
}

/// A body of the module's webhook.
fn face_module(outcome: &FaceModule, ids: &IncodeIds) -> Object {
    let (status, error) = match outcome {
        FaceModule::Pass => ("PASS", None),
        FaceModule::Error(name) => ("FAIL", Some(name.as_str())),
        FaceModule::Contradiction => ("PASS", Some("USER_IS_NOT_RECOGNIZED")),
    };
    let mut fields = vec![
        ("interviewId", json!(ids.interview_id)),
        ("customerId", json!(ids.customer_id)),
    ];
    if status == "PASS" {
        fields.push(("externalCustomerId", Value::Null));
    }
    fields.extend([
        ("overallStatus", json!(status)),
        ("hint", json!(ids.customer_id)),
    ]);
    match error {
        Some(name) => fields.push(("error", json!({ "name": name, "message": sentence(name) }))),
        None => fields.push(("attemptCounterState", json!({ "max": 3, "remaining": 3 }))),
    }
    Object(fields)
}

/// The message beside an error's name. One is documented; the others are the name in words.
fn sentence(name: &str) -> String {
    if name == "SPOOF_DETECTED" {
        return "Spoof attempt detected".to_owned();
    }
    let words = name.replace('_', " ").to_ascii_lowercase();
    let (first, rest) = words.split_at_checked(1).unwrap_or_default();
    format!("{}{rest}", first.to_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn an_outcome_is_enough_and_a_misspelt_one_is_refused() {
        let read = |attempt: Value| serde_json::from_value::<IncodeAttempt>(attempt);
        let outcome = IncodeOutcome::Authentication1to1(OneToOne::Error(4005));
        let attempt = json!({ "outcome": { "authentication-1to1": { "error": 4005 } } });
        assert_eq!(read(attempt).unwrap(), IncodeAttempt::new(outcome));
        for attempt in [
            json!({}),
            json!({ "outcome": "pass" }),
            json!({ "outcome": { "authentication-1to1": "passed" } }),
            json!({ "outcome": { "authentication-1to1": { "error": "SPOOF_DETECTED" } } }),
            json!({ "outcome": { "face-authentication": { "error": 4005 } } }),
            json!({ "outcome": { "face-authentication": "lenses" } }),
            json!({ "outcome": { "face-authentication": "pass" }, "repeat": 0 }),
            json!({ "outcome": { "face-authentication": "pass" }, "signature": "wrong" }),
        ] {
            read(attempt.clone()).expect_err(&attempt.to_string());
        }
    }

    #[test]
    fn names_become_sentences() {
        assert_eq!(sentence("FACE_TOO_DARK"), "Face too dark");
        assert_eq!(sentence(""), "");
    }
}
