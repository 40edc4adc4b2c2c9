//! What an `AbortController` stops, and dropping it: questions and listeners.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// Not web-sys's, whose `abort` comes with all that it could be told.
    #[wasm_bindgen(js_name = AbortController)]
    pub(crate) type Controller;
    #[wasm_bindgen(method)]
    fn abort(this: &Controller);
}

/// Something that goes on until it is dropped.
pub(super) struct Ongoing(Option<Controller>);

impl Ongoing {
    pub(super) const fn new(controller: Controller) -> Self {
        Self(Some(controller))
    }

    /// It has come to its end: nothing needs to be stopped.
    pub(super) fn done(mut self) {
        self.0 = None;
    }
}

impl Drop for Ongoing {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}
