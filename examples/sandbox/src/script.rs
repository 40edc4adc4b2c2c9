//! An outcome decided beforehand, so that nobody has to press a button in the frame.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{delivery::Delivery, millis};

/// Every `failReason` that the vendor documents, in its order.
///
/// Source: "Face Auth iFrame", section "Possible failReason Values".
pub const FAIL_REASONS: [&str; 16] = [
    "FACE_MISMATCH",
    "FAKE_FACE",
    "VIRTUAL_CAMERA",
    "FACE_NOT_FOUND",
    "TOO_MANY_FACES",
    "FACE_ANGLE_TOO_LARGE",
    "FACE_TOO_SMALL",
    "FACE_CLOSE_TO_BORDER",
    "FACE_TOO_CLOSE",
    "FACE_CROPPED",
    "FACE_IS_OCCLUDED",
    "EYES_CLOSED",
    "FAILED_TO_PREDICT_LANDMARKS",
    "PROBABILITY_TOO_SMALL",
    "FAKE_CAPTURE",
    "DUPLICATE_IMAGE",
];

/// How a session ends. In JSON: `"approve"`, `{"fail": "EYES_CLOSED"}`, `"cancel"`, `"expire"`,
/// `"silent"`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    /// Webhook `SUCCESS`, message `APPROVED`.
    Approve,
    /// Webhook `FAILED` with this `failReason`, message `FAILED`. Any string is taken: the vendor
    /// may send a reason that it does not document.
    Fail(String),
    /// Webhook `CANCELED`; the vendor documents no message.
    Cancel,
    /// Webhook `EXPIRED`; the vendor documents no message.
    Expire,
    /// Neither a webhook nor a message, ever.
    Silent,
}

/// What one session does by itself.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Script {
    /// How the session ends.
    pub outcome: Outcome,
    /// How long the frame waits, once loaded, before it ends the session (in JSON: ms; default 0).
    #[serde(default, with = "millis")]
    pub delay: Duration,
    /// Posted to the page in place of the documented message: each value, in order, in one task.
    /// A string is posted as a string; an empty list posts nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub messages: Option<Vec<Value>>,
    /// Whether the webhook is delivered (default true).
    #[serde(default = "yes")]
    pub webhook: bool,
    /// How long after the outcome the webhook is first delivered (in JSON: ms; default 0).
    #[serde(default, with = "millis")]
    pub webhook_delay: Duration,
    /// What is delivered in place of the one plain webhook, in this order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deliveries: Option<Vec<Delivery>>,
}

impl Script {
    /// Ends the session as soon as the frame has loaded, with the documented message and webhook.
    #[must_use]
    pub fn new(outcome: Outcome) -> Self {
        Self {
            outcome,
            delay: Duration::ZERO,
            messages: None,
            webhook: true,
            webhook_delay: Duration::ZERO,
            deliveries: None,
        }
    }

    /// The frame says `{"status": …}` with this word, whatever the outcome: `APPROVED` of a failure
    /// is a frame that contradicts its webhook.
    #[must_use]
    pub fn saying(self, status: &str) -> Self {
        Self {
            messages: Some(vec![json!({ "status": status })]),
            ..self
        }
    }

    /// The webhook leaves this long after the outcome.
    #[must_use]
    pub fn told_after(self, webhook_delay: Duration) -> Self {
        Self {
            webhook_delay,
            ..self
        }
    }

    /// The webhook never leaves.
    #[must_use]
    pub fn never_told(self) -> Self {
        Self {
            webhook: false,
            ..self
        }
    }

    /// These are delivered in place of the one plain webhook, in this order.
    #[must_use]
    pub fn delivered(self, deliveries: impl IntoIterator<Item = Delivery>) -> Self {
        Self {
            deliveries: Some(deliveries.into_iter().collect()),
            ..self
        }
    }

    /// Refuses what can only be a mistake: deliveries that the rest of the script forbids.
    pub(crate) fn checked(self) -> Result<Self, &'static str> {
        let told = self.webhook && self.outcome != Outcome::Silent;
        match self.deliveries {
            Some(_) if !told => Err("`deliveries` of a webhook that is never delivered"),
            _ => Ok(self),
        }
    }
}

/// How somebody ends a session.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ending {
    /// With this outcome, told as the session's own script says, or at once.
    Outcome(Outcome),
    /// With this script's outcome, told as this script says.
    Script(Script),
}

impl From<Outcome> for Ending {
    fn from(outcome: Outcome) -> Self {
        Self::Outcome(outcome)
    }
}

impl From<Script> for Ending {
    fn from(script: Script) -> Self {
        Self::Script(script)
    }
}

const fn yes() -> bool {
    true
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use std::num::NonZeroU8;

    use super::*;

    #[test]
    fn an_outcome_is_enough() {
        let script: Script = serde_json::from_value(json!({ "outcome": "approve" })).unwrap();
        assert_eq!(script, Script::new(Outcome::Approve));
    }

    #[test]
    fn every_field_is_read() {
        let script: Script = serde_json::from_value(json!({
            "outcome": { "fail": "EYES_CLOSED" },
            "delay": 250,
            "messages": [{ "status": "FAILED" }, "FAILED"],
            "webhook": false,
            "webhookDelay": 40,
            "deliveries": [{ "repeat": 2 }, {}],
        }))
        .unwrap();
        assert_eq!(script.outcome, Outcome::Fail("EYES_CLOSED".into()));
        assert_eq!(script.delay, Duration::from_millis(250));
        assert_eq!(
            script.messages,
            Some(vec![json!({ "status": "FAILED" }), json!("FAILED")])
        );
        assert!(!script.webhook);
        assert_eq!(script.webhook_delay, Duration::from_millis(40));
        let deliveries = [
            Delivery::new().times(NonZeroU8::MIN.saturating_add(1)),
            Delivery::new(),
        ];
        assert_eq!(script.deliveries.as_deref(), Some(deliveries.as_slice()));
    }

    #[test]
    fn a_frame_can_contradict_its_webhook_which_can_be_late_or_never_come() {
        let script = Script::new(Outcome::Approve).saying("FAILED");
        assert_eq!(script.messages, Some(vec![json!({ "status": "FAILED" })]));
        assert_eq!(script.outcome, Outcome::Approve);
        assert!(!script.clone().never_told().webhook);
        let late = script.told_after(Duration::from_secs(1));
        assert_eq!(late.webhook_delay, Duration::from_secs(1));
    }

    #[test]
    fn what_is_misspelt_is_refused() {
        for script in [
            json!({}),
            json!({ "outcome": "approved" }),
            json!({ "outcome": "fail" }),
            json!({ "outcome": "approve", "delai": 1 }),
            json!({ "outcome": "approve", "delay": -1 }),
            json!({ "outcome": "approve", "delay": 3_000_000_000_u32 }),
            json!({ "outcome": "approve", "deliveries": {} }),
            json!({ "outcome": "approve", "deliveries": [{ "sign": "wrong" }] }),
        ] {
            serde_json::from_value::<Script>(script.clone()).expect_err(&script.to_string());
        }
    }

    #[test]
    fn what_is_never_told_has_no_deliveries() {
        let script = |outcome| Script::new(outcome).delivered([Delivery::new()]);
        assert!(script(Outcome::Approve).checked().is_ok());
        assert!(script(Outcome::Approve).never_told().checked().is_err());
        assert!(script(Outcome::Silent).checked().is_err());
        assert!(Script::new(Outcome::Silent).checked().is_ok());
    }
}
