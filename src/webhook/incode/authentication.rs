//! Authentication 1:1.

use serde::Serialize;
use serde_json::Value;

use super::OverallStatus;
use crate::webhook::fields::Fields;
use crate::webhook::{Term, WebhookError};

/// The documented fields; as JSON, the ids among them. Scores and confidences run from 0 to 1.
#[derive(Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(
    feature = "typescript",
    ts(rename = "IncodeAuthenticationSubject", rename_all = "camelCase")
)]
pub struct Authentication {
    /// The vendor's id of the person.
    pub customer_id: Option<String>,
    /// The vendor's id of the attempt.
    pub interview_id: Option<String>,
    /// The vendor's id of this check within the attempt.
    pub transaction_id: Option<String>,
    /// A token of the person: a secret.
    pub token: Option<String>,
    /// A token of the attempt: a secret.
    pub interview_token: Option<String>,
    /// The face is the enrolled one.
    #[serde(skip)]
    #[cfg_attr(feature = "typescript", ts(skip))]
    pub face_match: Option<bool>,
    /// Something other than a live face was shown.
    #[serde(skip)]
    #[cfg_attr(feature = "typescript", ts(skip))]
    pub spoof_attempt: Option<bool>,
    /// The vendor does not say what this means.
    #[serde(skip)]
    #[cfg_attr(feature = "typescript", ts(skip))]
    pub second_factor: Option<bool>,
    /// The vendor does not say what this holds.
    #[serde(skip)]
    #[cfg_attr(feature = "typescript", ts(skip))]
    pub children: Vec<Value>,
    /// A mask covers the face.
    #[serde(skip)]
    #[cfg_attr(feature = "typescript", ts(skip))]
    pub has_face_mask: Option<bool>,
    /// Glasses cover the eyes.
    #[serde(skip)]
    #[cfg_attr(feature = "typescript", ts(skip))]
    pub has_lenses: Option<bool>,
    /// How sure the vendor is that it was an attack.
    #[serde(skip)]
    #[cfg_attr(feature = "typescript", ts(skip))]
    pub spoof_confidence: Option<f64>,
    /// How well the face fits; the vendor also sends it empty.
    #[serde(skip)]
    #[cfg_attr(feature = "typescript", ts(skip))]
    pub recognition_confidence: RecognitionConfidence,
    /// The vendor's score.
    #[serde(skip)]
    #[cfg_attr(feature = "typescript", ts(skip))]
    pub overall_score: Option<f64>,
    /// The vendor's verdict; the event's decision is what it comes to.
    #[serde(skip)]
    #[cfg_attr(feature = "typescript", ts(skip))]
    pub overall_status: Option<Term<OverallStatus>>,
    /// What went wrong.
    #[serde(skip)]
    #[cfg_attr(feature = "typescript", ts(skip))]
    pub error: Option<String>,
    /// Its number.
    #[serde(skip)]
    #[cfg_attr(feature = "typescript", ts(skip))]
    pub error_code: Option<i64>,
    /// It at length.
    #[serde(skip)]
    #[cfg_attr(feature = "typescript", ts(skip))]
    pub error_message: Option<String>,
}

/// How well the face fits.
#[derive(Clone, PartialEq, Default)]
pub struct RecognitionConfidence {
    /// From 0 to 1.
    pub confidence: Option<f64>,
    /// The vendor does not say what these are; the printed bodies have none.
    pub candidates: Vec<Value>,
}

impl Authentication {
    pub(super) fn new(fields: Fields<'_>) -> Result<Self, WebhookError> {
        let list = |path| fields.list(path).map(Option::unwrap_or_default);
        Ok(Self {
            customer_id: fields.text("customerId")?,
            interview_id: fields.text("interviewId")?,
            transaction_id: fields.text("transactionId")?,
            token: fields.text("token")?,
            interview_token: fields.text("interviewToken")?,
            face_match: fields.flag("faceMatch")?,
            spoof_attempt: fields.flag("spoofAttempt")?,
            second_factor: fields.flag("secondFactor")?,
            children: list("children")?.to_vec(),
            has_face_mask: fields.flag("hasFaceMask")?,
            has_lenses: fields.flag("hasLenses")?,
            spoof_confidence: fields.number("spoofConfidence")?,
            recognition_confidence: RecognitionConfidence {
                confidence: fields.number("recognitionConfidence.confidence")?,
                candidates: list("recognitionConfidence.candidates")?.to_vec(),
            },
            overall_score: fields.number("overallScore")?,
            overall_status: fields.text("overallStatus")?.map(Term::new),
            error: fields.text("error")?,
            error_code: fields.integer("errorCode")?,
            error_message: fields.text("errorMessage")?,
        })
    }
}
