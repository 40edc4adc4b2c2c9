//! Reading a decision as the host's backend made it: `{ status, reason }`, or iDenfy's own
//! `{ status, failReason }`. The core says what it means.

use wasm_bindgen::JsValue;

use super::js::{Record, record, text_of};
use crate::decision::{Decided, Reason, Status};
use crate::idenfy;
use crate::token::Token;

/// A decision, as far as the core needs it, and the reason for the host.
pub(super) struct Decision {
    pub(super) decided: Decided,
    pub(super) reason: JsValue,
}

impl Decision {
    /// Reads a decision that was copied. None for what is none, or one for another token.
    pub(super) fn read(value: &JsValue, token: &Token) -> Option<Self> {
        if !value.is_object() {
            return None;
        }
        let status = Status::from_word(&text_of(value, "status")?)?;
        let other = record(value).get("token");
        if !other.is_undefined() && other.as_string().as_deref() != Some(token.reveal()) {
            return None;
        }
        let reason = reason(value).map(|reason| reason.public());
        Some(Self {
            decided: Decided::new(status, reason.as_ref()),
            reason: reason.map_or(JsValue::NULL, |reason| describe(&reason)),
        })
    }
}

fn reason(decision: &JsValue) -> Option<Reason> {
    if let Some(code) = text_of(decision, "failReason") {
        return idenfy::reason(code);
    }
    let reason = record(decision).get("reason");
    if !reason.is_object() {
        return None;
    }
    Some(Reason::told(
        text_of(&reason, "code"),
        &text_of(&reason, "category")?,
        text_of(&reason, "advice").as_deref(),
    ))
}

fn describe(reason: &Reason) -> JsValue {
    let value = Record::new();
    let code = reason.code.as_deref();
    value.set("code", &code.map_or(JsValue::NULL, Into::into));
    value.set_str("category", reason.category.word());
    value.set_str("advice", reason.advice.word());
    value.into()
}
