//! Where tokens come from: the options themselves, or a function that asks the host's backend.

use js_sys::{Function, TypeError};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::AbortController;

use super::Fault;
use super::js::{Answer, Record, record};
use super::own::own;
use crate::error::ErrorCode;
use crate::token::Token;

pub(super) enum TokenSource {
    Given(Token),
    Provider(Function),
}

/// A provider that was asked. Dropping it before the answer has come tells the provider that it is
/// not wanted.
pub(super) struct Request(Option<AbortController>);

impl Request {
    /// The answer has come.
    pub(super) fn done(mut self) {
        self.0 = None;
    }
}

impl Drop for Request {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}

impl TokenSource {
    /// Checks the `token` option.
    pub(super) fn read(value: JsValue) -> Result<Self, ErrorCode> {
        if let Some(provider) = value.dyn_ref::<Function>() {
            return Ok(Self::Provider(provider.clone()));
        }
        let text = granted(&value).ok_or(ErrorCode::InvalidOptions)?;
        Token::new(text).map(Self::Given)
    }
}

/// The token's text in a string or a grant.
fn granted(value: &JsValue) -> Option<String> {
    value
        .as_string()
        .or_else(|| own(value, "token").as_string())
}

/// Calls a provider. What it answers, now or later, goes to `done`.
pub(super) fn ask(
    provider: &Function,
    attempt: u32,
    locale: &JsValue,
    done: impl Fn(Result<Token, Fault>) + Clone + 'static,
) -> Result<Request, Fault> {
    let failed = |cause| Fault {
        code: ErrorCode::TokenFailed,
        cause,
    };
    let controller = AbortController::new().map_err(failed)?;
    let context = Record::new();
    context.set_number("attempt", attempt.into());
    context.set("locale", locale);
    context.set("signal", &record(&controller).get("signal"));
    let answer = provider
        .call1(&JsValue::UNDEFINED, &context)
        .map_err(failed)?;
    let rejected = done.clone();
    let fulfilled = callback(move |value| done(answered(&value)));
    let rejected = callback(move |cause| rejected(Err(failed(cause))));
    Answer::resolve(&answer).then(&fulfilled, &rejected);
    Ok(Request(Some(controller)))
}

fn answered(value: &JsValue) -> Result<Token, Fault> {
    let text = granted(value).ok_or_else(|| Fault {
        code: ErrorCode::TokenFailed,
        cause: TypeError::new("the provider answered neither a token nor a grant").into(),
    })?;
    Ok(Token::new(text)?)
}

/// A callback that belongs to the promise, and is collected with it: the answer may come long
/// after the widget is gone, or never.
fn callback(f: impl FnMut(JsValue) + 'static) -> Function {
    let closure: Closure<dyn FnMut(JsValue)> = Closure::new(f);
    closure.into_js_value().unchecked_into()
}
