//! What a token source answers: a token, and when it expires.

use wasm_bindgen::JsValue;

use super::js::{self, record, text_of};
use super::page::Page;
use crate::error::ErrorCode;
use crate::expiry::{Clocks, Expiry};
use crate::token::Token;

pub(super) struct Grant {
    pub(super) token: Token,
    pub(super) digit_string: JsValue,
    expiry: Option<Expiry>,
}

impl Grant {
    /// Reads a string or a grant that was copied; `nothing` is the code for a value that is
    /// neither.
    pub(super) fn read(
        value: &JsValue,
        page: &Page,
        nothing: ErrorCode,
    ) -> Result<Self, ErrorCode> {
        if let Some(text) = value.as_string() {
            return Ok(Self {
                token: Token::new(text)?,
                digit_string: JsValue::UNDEFINED,
                expiry: None,
            });
        }
        if !value.is_object() {
            return Err(nothing);
        }
        let grant = record(value);
        let at = grant.get("expiresAt");
        let at = (!at.is_undefined()).then(|| page.moment(&at));
        Ok(Self {
            token: Token::new(text_of(value, "token").ok_or(nothing)?)?,
            digit_string: grant.get("digitString"),
            expiry: Expiry::new(grant.get("lifetime").as_f64(), at, clocks()),
        })
    }

    pub(super) fn has_expired(&self) -> bool {
        self.expiry
            .is_some_and(|expiry| expiry.has_passed(clocks()))
    }
}

fn clocks() -> Clocks {
    Clocks {
        calendar: js::calendar_now(),
        page: js::now(),
    }
}
