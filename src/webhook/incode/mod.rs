//! Incode's webhooks: Authentication 1:1, which is being retired, and the Face Authentication
//! module that replaces it.
//!
//! Sources: the vendor's page "Authentication Webhook 1:1" with its printed bodies and dates, and
//! its page on the Face Authentication module. Nearly every field can be missing. The pages show no
//! signature: guard the route by a secret.
//!
//! Which of the two a body is shows in its fields, in this order: `error` is an object in the module
//! and a text in 1:1; `attemptCounterState`, `externalCustomerId` and `hint` are the module's alone;
//! any other field that is 1:1's alone makes it 1:1; what is left is the module's. The decision does
//! not hang on it: whatever speaks against a pass is heard in both.

mod authentication;
mod evidence;
mod face_authentication;
mod reasons;

pub use authentication::{Authentication, RecognitionConfidence};
pub use face_authentication::{AttemptCounter, FaceAuthentication, ModuleError};

use serde_json::{Map, Value};

use super::event::{Body, Deprecation, Event, Kind, Purpose};
use super::fields::Fields;
use super::{Documented, WebhookError};

/// Until when Authentication 1:1 is sent. Source: "Authentication Webhook 1:1", "Key dates".
pub const DEPRECATION: Deprecation = Deprecation {
    end_of_support: "2026-10-01",
    migrate_by: "2027-01-01",
    end_of_life: "2027-04-01",
    successor: Kind::IncodeFaceAuthentication,
};

/// The documented fields of both.
pub(super) const FIELDS: [&str; 21] = [
    "customerId",
    "interviewId",
    "overallStatus",
    "error",
    // 1:1 alone
    "token",
    "interviewToken",
    "transactionId",
    "faceMatch",
    "spoofAttempt",
    "secondFactor",
    "children",
    "hasFaceMask",
    "hasLenses",
    "spoofConfidence",
    "recognitionConfidence",
    "overallScore",
    "errorCode",
    "errorMessage",
    // the module alone
    "externalCustomerId",
    "hint",
    "attemptCounterState",
];

/// How many of [`FIELDS`] both webhooks have, and how many 1:1 has.
const SHARED: usize = 4;
const OF_1TO1: usize = 18;

/// The vendor's verdict.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OverallStatus {
    /// The attempt passed.
    Pass,
    /// It did not.
    Fail,
}

impl Documented for OverallStatus {
    const ALL: &'static [Self] = &[Self::Pass, Self::Fail];

    fn word(self) -> &'static str {
        match self {
            Self::Pass => "PASS",
            Self::Fail => "FAIL",
        }
    }
}

/// Reads a body that has no field of another vendor.
pub(super) fn read(raw: Map<String, Value>) -> Result<Event, WebhookError> {
    let fields = Fields(&raw);
    let kind = kind(fields);
    let body = match kind {
        Kind::IncodeAuthentication1to1 => Body::Incode1to1(Authentication::new(fields)?),
        _ => Body::Incode(FaceAuthentication::new(fields)?),
    };
    let decided = evidence::decide(fields)?;
    let purpose = Some(Purpose::Authentication);
    Ok(Event::new(kind, purpose, decided, body, raw))
}

fn kind(fields: Fields<'_>) -> Kind {
    let has = |names: &[&str]| names.iter().any(|name| fields.has(name));
    let (module, one_to_one) = (&FIELDS[OF_1TO1..], &FIELDS[SHARED..OF_1TO1]);
    match fields.0.get("error") {
        Some(Value::Object(_)) => Kind::IncodeFaceAuthentication,
        Some(Value::String(_)) => Kind::IncodeAuthentication1to1,
        _ if has(module) => Kind::IncodeFaceAuthentication,
        _ if has(one_to_one) => Kind::IncodeAuthentication1to1,
        _ => Kind::IncodeFaceAuthentication,
    }
}
