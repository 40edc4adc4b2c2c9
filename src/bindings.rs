//! What JavaScript sees.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::{Closure, wasm_bindgen};

pub use crate::browser::Page;
use crate::browser::Widget;

/// Mounts a widget on an element.
///
/// Answers the function that takes all signals for it ([`Signal`](crate::signal::Signal)), with
/// their values; or, for what is known to be wrong already, the number of the error's code.
#[wasm_bindgen]
pub fn mount(target: &JsValue, options: JsValue, page: Page) -> JsValue {
    match Widget::mount(target, options, page) {
        Ok(widget) => {
            let wake: Closure<dyn Fn(u32, JsValue) -> JsValue> =
                Closure::new(move |number, value| widget.wake(number, &value));
            wake.into_js_value()
        }
        Err(code) => code.number().into(),
    }
}
