//! What JavaScript sees, and what it supplies.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Reflect;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

use crate::browser::js::{self, Record, record};
use crate::browser::{self, About, Fault, Host, Options, Widget};
use crate::error::ErrorCode;
use crate::message::FrameStatus;
use crate::notice::Notice;
use crate::outcome::{Outcome, Verdict};

#[wasm_bindgen]
extern "C" {
    /// What `js/index.ts` supplies for a session.
    #[derive(Clone)]
    pub type Page;

    /// Makes a `FaceAuthError`.
    #[wasm_bindgen(method)]
    fn error(this: &Page, number: u32, cause: &JsValue) -> JsValue;

    /// The number of a `FaceAuthError`'s code; negative for anything else.
    #[wasm_bindgen(method, js_name = codeOf)]
    fn code_of(this: &Page, thrown: &JsValue) -> i32;

    /// Calls an option by name. Never throws: what the callback throws is reported.
    #[wasm_bindgen(method)]
    fn call(this: &Page, option: &str, value: &JsValue);

    /// Fulfils the outcome promise.
    #[wasm_bindgen(method)]
    fn settle(this: &Page, outcome: &JsValue);

    /// Unmounts the session.
    #[wasm_bindgen(method)]
    fn unmount(this: &Page);
}

/// A mounted session.
#[wasm_bindgen]
pub struct Session {
    widget: Rc<Widget<Page>>,
}

#[wasm_bindgen]
impl Session {
    /// Mounts the widget.
    ///
    /// # Errors
    /// Throws what is known to be wrong already, made by `page.error`.
    #[wasm_bindgen(constructor)]
    pub fn new(target: &JsValue, options: &JsValue, page: Page) -> Result<Session, JsValue> {
        mount(target, options, page.clone())
            .map(|widget| Self { widget })
            .map_err(|fault| Host::error(&page, fault.code, &fault.cause))
    }

    /// Where the session is.
    #[wasm_bindgen(getter)]
    pub fn state(&self) -> JsValue {
        self.widget.state().word().into()
    }

    /// Removes the widget.
    pub fn unmount(&self) {
        self.widget.unmount();
    }
}

/// Opens a connection to the vendor, once.
#[wasm_bindgen]
pub fn preconnect() {
    browser::preconnect();
}

fn mount(target: &JsValue, options: &JsValue, page: Page) -> Result<Rc<Widget<Page>>, Fault> {
    let element = element(target)?;
    let window = browser::page(&element)?;
    let options = Options::read(options, &record(&window).text("origin"))?;
    unmount_earlier(&element);
    // A node that takes no property of ours takes the widget all the same.
    let _ = Reflect::set(&element, &MARK.into(), &page);
    Widget::mount(&element, window, options, page).map_err(|cause| Fault {
        code: ErrorCode::WasmUnavailable,
        cause,
    })
}

fn element(target: &JsValue) -> Result<Element, Fault> {
    let found = match target.as_string() {
        None => target.clone(),
        Some(selector) => js::query_selector(&selector).map_err(|cause| Fault {
            code: ErrorCode::InvalidTarget,
            cause,
        })?,
    };
    // Not `instanceof`: the element of another window is made from another class.
    const ELEMENT_NODE: f64 = 1.0;
    if found.is_object() && record(&found).get("nodeType").as_f64() == Some(ELEMENT_NODE) {
        Ok(found.unchecked_into())
    } else {
        Err(ErrorCode::InvalidTarget.into())
    }
}

/// The mark of a node that holds a widget, shared by all copies of the package in a page.
const MARK: &str = "__faceAuthWidget";

/// A node holds one widget: a second mount takes the place of the first. What the host is told of
/// that may make it mount once more; one that always does is not waited for.
fn unmount_earlier(element: &Element) {
    const PATIENCE: u32 = 3;
    let mut gone = JsValue::UNDEFINED;
    for _ in 0..PATIENCE {
        let earlier = record(element).get(MARK);
        if !earlier.is_object() || earlier == gone {
            return;
        }
        earlier.unchecked_ref::<Page>().unmount();
        gone = earlier;
    }
}

impl Host for Page {
    fn settle(&self, outcome: Outcome, about: &About<'_>) {
        Page::settle(self, &describe(outcome, about));
    }

    fn notify(&self, notice: Notice, about: &About<'_>, released: &Cell<bool>) {
        let event = Record::new();
        let mut own = ("", JsValue::UNDEFINED);
        event.set_str("type", notice.kind());
        match notice {
            Notice::State { state } => event.set_str("state", state.word()),
            Notice::Ready => own.0 = "onReady",
            Notice::Status { status } => {
                own = ("onStatus", status.word().into());
                event.set("status", &own.1);
            }
            Notice::Unrecognized { status } => {
                event.set("status", &status.map_or(JsValue::NULL, Into::into));
            }
            Notice::Rejected { reason, count } => {
                event.set_str("reason", reason.word());
                event.set_number("count", count.into());
            }
            Notice::Outcome { outcome } => {
                own = (callback(outcome), describe(outcome, about).into());
                event.set("outcome", &own.1);
            }
            Notice::Error { .. } => {
                own = ("onError", about.error.clone());
                event.set("error", &own.1);
            }
        }
        self.call("onEvent", &event);
        if !own.0.is_empty() && !released.get() {
            self.call(own.0, &own.1);
        }
    }

    fn release(&self, target: &Element) {
        if record(target).get(MARK) == **self {
            let _ = Reflect::delete_property::<JsValue>(target.unchecked_ref(), &MARK.into());
        }
    }

    fn error(&self, code: ErrorCode, cause: &JsValue) -> JsValue {
        Page::error(self, code.number(), cause)
    }

    fn code_of(&self, thrown: &JsValue) -> Option<ErrorCode> {
        ErrorCode::from_number(u32::try_from(Page::code_of(self, thrown)).ok()?)
    }
}

/// The callback that an outcome has of its own. An error was told when it happened.
fn callback(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Approved(_) => "onApproved",
        Outcome::Failed(_) => "onFailed",
        Outcome::Error { .. } | Outcome::Unmounted => "",
    }
}

fn describe(outcome: Outcome, about: &About<'_>) -> Record {
    let value = Record::new();
    value.set_str("kind", outcome.kind());
    value.set_number("attempts", about.attempts.into());
    value.set_number("elapsed", about.elapsed);
    match outcome {
        Outcome::Approved(verdict) => put_verdict(&value, verdict),
        Outcome::Failed(verdict) => {
            put_verdict(&value, verdict);
            value.set("reason", &JsValue::NULL);
        }
        Outcome::Error { .. } => value.set("error", about.error),
        Outcome::Unmounted => {}
    }
    value
}

fn put_verdict(value: &Record, verdict: Verdict) {
    value.set("authoritative", &verdict.authoritative.into());
    let status = verdict.frame_status.map(FrameStatus::word);
    value.set("frameStatus", &status.map_or(JsValue::NULL, Into::into));
}
