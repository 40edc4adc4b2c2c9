//! A message's payload, read as data.

use js_sys::{Array, JSON};
use wasm_bindgen::JsValue;

use super::own::own;
use crate::message::Payload;

impl Payload for JsValue {
    fn text(&self) -> Option<String> {
        self.as_string()
    }

    fn from_json(text: &str) -> Option<Self> {
        JSON::parse(text).ok()
    }

    /// Of all that structured cloning lets through, only plain objects and arrays can carry an
    /// own property of that name.
    fn own_status(&self) -> Option<Self> {
        if Array::is_array(self) {
            None
        } else {
            Some(own(self, "status"))
        }
    }
}
