//! What `js/index.ts` supplies for a session. None of it throws.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::ongoing::Controller;

#[wasm_bindgen]
extern "C" {
    /// One a session.
    #[derive(Clone)]
    pub type Page;

    /// Makes a `FaceAuthError`.
    #[wasm_bindgen(method)]
    pub(crate) fn error(this: &Page, code: u32, cause: &JsValue) -> JsValue;

    /// The number of a `FaceAuthError`'s code; beyond all codes for anything else.
    #[wasm_bindgen(method, js_name = codeOf)]
    pub(super) fn code_of(this: &Page, thrown: &JsValue) -> u32;

    /// Calls an option by name, if it is there. What the callback throws is reported.
    #[wasm_bindgen(method)]
    pub(super) fn call(this: &Page, option: &str, value: &JsValue);

    /// Fulfils the outcome promise.
    #[wasm_bindgen(method)]
    pub(super) fn settle(this: &Page, outcome: &JsValue);

    /// Tells the panel what to show at a place; where `wanted`, it is fetched if it has not come.
    /// Answers whether it is there.
    #[wasm_bindgen(method)]
    pub(super) fn show(
        this: &Page,
        place: &JsValue,
        view: u32,
        about: &JsValue,
        handoff: bool,
        wanted: bool,
    ) -> bool;

    /// Removes the panel.
    #[wasm_bindgen(method)]
    pub(super) fn close(this: &Page);

    /// Calls an option with a context, to which a `signal` is added. What it answers, copied, or
    /// throws, now or later, comes back as [`Signal::Answered`] or [`Signal::Refused`] of this
    /// number.
    ///
    /// [`Signal::Answered`]: crate::signal::Signal::Answered
    /// [`Signal::Refused`]: crate::signal::Signal::Refused
    #[wasm_bindgen(method)]
    pub(super) fn ask(this: &Page, option: &str, context: &JsValue, number: u32) -> Controller;

    /// A new controller.
    #[wasm_bindgen(method)]
    pub(super) fn controller(this: &Page) -> Controller;

    /// Listens for an event, which comes as the signal of this number, until the controller is
    /// aborted.
    #[wasm_bindgen(method)]
    pub(super) fn listen(
        this: &Page,
        target: &JsValue,
        event: &str,
        signal: u32,
        until: &Controller,
    );

    /// Sends the signal of this number after so many milliseconds. Answers the timer's handle.
    #[wasm_bindgen(method)]
    pub(super) fn after(this: &Page, delay: u32, signal: u32) -> f64;

    /// An address, parsed; `undefined` for what is none.
    #[wasm_bindgen(method)]
    pub(super) fn url(this: &Page, address: &str) -> JsValue;

    /// The value of a JSON text; `undefined` for what is none.
    #[wasm_bindgen(method)]
    pub(super) fn parse(this: &Page, json: &str) -> JsValue;

    /// A moment in milliseconds since 1970, from a date, a number or a text; not a number for what
    /// is none.
    #[wasm_bindgen(method)]
    pub(super) fn moment(this: &Page, value: &JsValue) -> f64;
}
