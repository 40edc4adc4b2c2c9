//! Bindings of our own, each in place of web-sys or js-sys ones that weigh too much: all that is
//! here is downloaded before the frame starts to load.
//!
//! A binding costs its import twice, in the module and in the glue. So properties are reached by
//! name through one import instead of one a property, methods by name through another, and what
//! cannot throw has no `try` around it.

use alloc::string::String;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

#[wasm_bindgen]
extern "C" {
    /// Milliseconds since the page was opened, never going back.
    #[wasm_bindgen(js_namespace = performance)]
    pub(super) fn now() -> f64;

    /// Milliseconds since 1970.
    #[wasm_bindgen(js_namespace = Date, js_name = now)]
    pub(super) fn calendar_now() -> f64;

    #[wasm_bindgen(js_name = clearTimeout)]
    pub(super) fn clear_timeout(id: f64);

    /// Whether an object has a property itself: a polluted prototype gives nothing.
    #[wasm_bindgen(js_namespace = Object, js_name = hasOwn)]
    pub(super) fn has_own(value: &JsValue, key: &str) -> bool;

    #[wasm_bindgen(js_namespace = Array, js_name = isArray)]
    pub(super) fn is_array(value: &JsValue) -> bool;

    /// Sets a property; one that cannot be set stays as it is.
    #[wasm_bindgen(js_namespace = Reflect, js_name = set)]
    fn set_property(object: &JsValue, key: &str, value: &JsValue);
    #[wasm_bindgen(js_namespace = Reflect, js_name = deleteProperty)]
    fn delete_property(object: &JsValue, key: &str);

    /// Any object, by the names of its properties.
    #[wasm_bindgen(js_name = Object)]
    pub(super) type Record;
    #[wasm_bindgen(constructor, js_class = "Object")]
    pub(super) fn new() -> Record;
    #[wasm_bindgen(method, structural, indexing_getter)]
    pub(super) fn get(this: &Record, key: &str) -> JsValue;

    type Method;
    #[wasm_bindgen(method)]
    fn call(this: &Method, object: &JsValue, first: &JsValue, second: &JsValue) -> JsValue;
}

impl Record {
    /// A property that is a string; empty where it is none.
    pub(super) fn text(&self, key: &str) -> String {
        self.get(key).as_string().unwrap_or_default()
    }

    /// Whether a property is true.
    pub(super) fn flag(&self, key: &str) -> bool {
        self.get(key).as_bool() == Some(true)
    }

    /// A property that cannot be set stays as it is.
    pub(super) fn set(&self, key: &str, value: &JsValue) {
        set_property(self, key, value);
    }

    pub(super) fn delete(&self, key: &str) {
        delete_property(self, key);
    }

    pub(super) fn set_str(&self, key: &str, value: &str) {
        self.set(key, &value.into());
    }

    pub(super) fn set_number(&self, key: &str, value: f64) {
        self.set(key, &value.into());
    }
}

/// The same object, by the names of its properties.
pub(super) fn record(value: &JsValue) -> &Record {
    value.unchecked_ref()
}

/// Calls a method that does not throw here, and takes an `undefined` for a missing argument.
pub(super) fn invoke(object: &JsValue, method: &str, first: &JsValue, second: &JsValue) -> JsValue {
    let method: Method = record(object).get(method).unchecked_into();
    method.call(object, first, second)
}

/// The same, of a method that takes one value.
pub(super) fn give(object: &JsValue, method: &str, value: &JsValue) -> JsValue {
    invoke(object, method, value, &JsValue::UNDEFINED)
}

/// The same, of a method that takes nothing.
pub(super) fn run(object: &JsValue, method: &str) {
    give(object, method, &JsValue::UNDEFINED);
}

/// The text of a property that is a string.
pub(super) fn text_of(value: &JsValue, key: &str) -> Option<String> {
    record(value).get(key).as_string()
}
