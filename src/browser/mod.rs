//! The only code that touches the DOM. It does what the core decided, and owns what it creates:
//! dropping an owner leaves nothing of it behind.

mod frame;
pub(crate) mod js;
mod options;
mod own;
mod payload;
mod preconnect;
mod root;
mod timers;
mod token_source;
mod widget;

pub(crate) use options::Options;
pub(crate) use preconnect::preconnect;
pub(crate) use widget::{About, Host, Widget, page};

/// What went wrong, and the exception behind it (`undefined` where there is none).
pub(crate) struct Fault {
    pub(crate) code: crate::error::ErrorCode,
    pub(crate) cause: wasm_bindgen::JsValue,
}

impl From<crate::error::ErrorCode> for Fault {
    fn from(code: crate::error::ErrorCode) -> Self {
        let cause = wasm_bindgen::JsValue::UNDEFINED;
        Self { code, cause }
    }
}
