//! The Face Authentication module.

use serde::Serialize;

use super::OverallStatus;
use crate::webhook::fields::Fields;
use crate::webhook::{Term, WebhookError};

/// The documented fields; as JSON, the ids among them.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(
    feature = "typescript",
    ts(rename = "IncodeSubject", rename_all = "camelCase")
)]
pub struct FaceAuthentication {
    /// The vendor's id of the attempt.
    pub interview_id: Option<String>,
    /// The vendor's id of the person.
    pub customer_id: Option<String>,
    /// The host's own id of the person.
    pub external_customer_id: Option<String>,
    /// The vendor's verdict; the event's decision is what it comes to.
    #[serde(skip)]
    #[cfg_attr(feature = "typescript", ts(skip))]
    pub overall_status: Option<Term<OverallStatus>>,
    /// What the person was looked up by.
    #[serde(skip)]
    #[cfg_attr(feature = "typescript", ts(skip))]
    pub hint: Option<String>,
    /// How many attempts there are.
    #[serde(skip)]
    #[cfg_attr(feature = "typescript", ts(skip))]
    pub attempt_counter_state: Option<AttemptCounter>,
    /// What went wrong.
    #[serde(skip)]
    #[cfg_attr(feature = "typescript", ts(skip))]
    pub error: Option<ModuleError>,
}

/// How many attempts there are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AttemptCounter {
    /// In all.
    pub max: Option<u64>,
    /// Still to be had.
    pub remaining: Option<u64>,
}

/// What went wrong.
#[derive(Clone, PartialEq, Eq)]
pub struct ModuleError {
    /// One of the documented names, or another as it came.
    pub name: Option<String>,
    /// It at length.
    pub message: Option<String>,
}

impl FaceAuthentication {
    pub(super) fn new(fields: Fields<'_>) -> Result<Self, WebhookError> {
        let counter = AttemptCounter {
            max: fields.count("attemptCounterState.max")?,
            remaining: fields.count("attemptCounterState.remaining")?,
        };
        let error = ModuleError {
            name: fields.text("error.name")?,
            message: fields.text("error.message")?,
        };
        Ok(Self {
            interview_id: fields.text("interviewId")?,
            customer_id: fields.text("customerId")?,
            external_customer_id: fields.text("externalCustomerId")?,
            overall_status: fields.text("overallStatus")?.map(Term::new),
            hint: fields.text("hint")?,
            attempt_counter_state: fields.has("attemptCounterState").then_some(counter),
            error: fields.has("error").then_some(error),
        })
    }
}
