//! A message's payload, read as data.

use alloc::string::String;
use wasm_bindgen::JsValue;

use super::js::{has_own, is_array, record};
use super::page::Page;
use crate::message::Payload;

/// A payload, and who parses JSON.
pub(super) struct Data<'a>(pub(super) JsValue, pub(super) &'a Page);

impl Payload for Data<'_> {
    fn text(&self) -> Option<String> {
        self.0.as_string()
    }

    fn parsed(&self, text: &str) -> Option<Self> {
        let value = self.1.parse(text);
        (!value.is_undefined()).then_some(Self(value, self.1))
    }

    /// Of all that structured cloning lets through, only plain objects and arrays can carry an
    /// own property of that name.
    fn own_status(&self) -> Option<Self> {
        let data = &self.0;
        let own = data.is_object() && !is_array(data) && has_own(data, "status");
        own.then(|| Self(record(data).get("status"), self.1))
    }
}
