//! An outcome decided beforehand, so that nobody has to press a button in the frame.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

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

/// Durations travel as whole milliseconds.
mod millis {
    use std::time::Duration;

    use serde::{Deserialize, Deserializer, Serializer, de::Error as _};

    /// The longest that a browser's timer can wait: 24 days.
    const LONGEST: u32 = i32::MAX.unsigned_abs();

    pub(super) fn serialize<S: Serializer>(
        duration: &Duration,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(u64::try_from(duration.as_millis()).unwrap_or(u64::MAX))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Duration, D::Error> {
        let ms = u32::deserialize(deserializer)?;
        if ms > LONGEST {
            return Err(D::Error::custom(format_args!("more than {LONGEST} ms")));
        }
        Ok(Duration::from_millis(ms.into()))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
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
        ] {
            serde_json::from_value::<Script>(script.clone()).expect_err(&script.to_string());
        }
    }
}
