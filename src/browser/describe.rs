//! What the host is told, as JavaScript objects.

use wasm_bindgen::JsValue;

use super::js::Record;
use crate::message::FrameStatus;
use crate::notice::Notice;
use crate::outcome::{Ending, Outcome, Verdict};

/// What else there is to say.
pub(super) struct About {
    pub(super) ending: Ending,
    /// The reason, or the error; null where there is none.
    pub(super) about: JsValue,
    /// The word that was not recognized.
    pub(super) word: JsValue,
}

/// An event, and the callback of its own with what that is given.
pub(super) struct Told {
    pub(super) event: Record,
    /// Empty where there is none.
    pub(super) callback: &'static str,
    pub(super) value: JsValue,
}

impl Told {
    pub(super) fn new(notice: Notice, about: &About) -> Self {
        let event = Record::new();
        event.set_str("type", notice.kind());
        let mut field = "";
        let mut callback = "";
        let mut value = JsValue::UNDEFINED;
        match notice {
            Notice::State { state } => (field, value) = ("state", state.word().into()),
            Notice::Ready => callback = "onReady",
            Notice::Status { status } => {
                (field, callback, value) = ("status", "onStatus", status.word().into());
            }
            Notice::Unrecognized { plain } => {
                (field, value) = ("status", or_null(plain, &about.word));
            }
            Notice::Rejected { reason, count } => {
                event.set_number("count", count.into());
                (field, value) = ("reason", reason.word().into());
            }
            Notice::Attempt { failed, error } => {
                event.set("reason", &or_null(failed, &about.about));
                (field, value) = ("error", or_null(error, &about.about));
            }
            Notice::Decision {
                status,
                contradicts,
            } => {
                event.set("contradicts", &contradicts.into());
                (field, value) = ("status", status.word().into());
            }
            Notice::Outcome { outcome } => {
                (field, callback) = ("outcome", callback_of(outcome));
                value = describe(outcome, about).into();
            }
            Notice::Error { .. } => {
                (field, callback, value) = ("error", "onError", about.about.clone());
            }
        }
        if !field.is_empty() {
            event.set(field, &value);
        }
        Self {
            event,
            callback,
            value,
        }
    }
}

fn or_null(is: bool, value: &JsValue) -> JsValue {
    if is { value.clone() } else { JsValue::NULL }
}

/// The callback that an outcome has of its own. An error was told when it happened.
fn callback_of(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Approved(_) => "onApproved",
        Outcome::Failed(_) => "onFailed",
        Outcome::Canceled => "onCanceled",
        Outcome::Expired => "onExpired",
        Outcome::Error { .. } | Outcome::Unmounted => "",
    }
}

pub(super) fn describe(outcome: Outcome, about: &About) -> Record {
    let value = Record::new();
    value.set_str("kind", outcome.kind());
    value.set_number("attempts", about.ending.attempts.into());
    value.set_number("elapsed", about.ending.elapsed);
    match outcome {
        Outcome::Approved(verdict) => put_verdict(&value, verdict),
        Outcome::Failed(verdict) => {
            put_verdict(&value, verdict);
            value.set("reason", &about.about);
        }
        Outcome::Error { .. } => value.set("error", &about.about),
        Outcome::Canceled | Outcome::Expired | Outcome::Unmounted => {}
    }
    value
}

fn put_verdict(value: &Record, verdict: Verdict) {
    value.set("authoritative", &verdict.authoritative.into());
    let status = verdict.frame_status.map(FrameStatus::word);
    value.set("frameStatus", &status.map_or(JsValue::NULL, Into::into));
}
