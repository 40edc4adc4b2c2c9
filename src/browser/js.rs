//! Bindings of our own, each in place of web-sys or js-sys ones that weigh too much: all that is
//! here is downloaded before the frame starts to load.
//!
//! A binding costs its import twice, in the module and in the glue. So properties are reached by
//! name through one import a type instead of one a property, what cannot throw has no `try` around
//! it, and strings and numbers do not take the way through the table of references.

use js_sys::Function;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, ShadowRoot};

#[wasm_bindgen]
extern "C" {
    /// `document.querySelector`; throws for what is no selector, and where there is no document.
    #[wasm_bindgen(catch, js_namespace = document, js_name = querySelector)]
    pub(crate) fn query_selector(selector: &str) -> Result<JsValue, JsValue>;

    /// Milliseconds since the page was opened, never going back.
    #[wasm_bindgen(js_namespace = performance)]
    pub(super) fn now() -> f64;

    /// Any object, by the names of its properties.
    #[wasm_bindgen(js_name = Object)]
    pub(crate) type Record;
    #[wasm_bindgen(constructor, js_class = "Object")]
    pub(crate) fn new() -> Record;
    #[wasm_bindgen(method, structural, indexing_getter)]
    pub(crate) fn get(this: &Record, key: &str) -> JsValue;
    #[wasm_bindgen(method, structural, indexing_getter)]
    pub(super) fn flag(this: &Record, key: &str) -> bool;
    #[wasm_bindgen(method, structural, indexing_getter)]
    pub(crate) fn text(this: &Record, key: &str) -> String;
    #[wasm_bindgen(method, structural, indexing_setter)]
    pub(crate) fn set(this: &Record, key: &str, value: &JsValue);
    #[wasm_bindgen(method, structural, indexing_setter)]
    pub(crate) fn set_str(this: &Record, key: &str, value: &str);
    #[wasm_bindgen(method, structural, indexing_setter)]
    pub(crate) fn set_number(this: &Record, key: &str, value: f64);

    /// A node where creating and inserting elements cannot fail: names and places are ours.
    pub(super) type Place;
    #[wasm_bindgen(method, getter, js_name = ownerDocument)]
    pub(super) fn document(this: &Place) -> Document;
    #[wasm_bindgen(method, js_name = appendChild)]
    pub(super) fn append(this: &Place, child: &JsValue);
    #[wasm_bindgen(method, js_name = attachShadow)]
    pub(super) fn attach_shadow(this: &Place, init: &Record) -> ShadowRoot;
    #[wasm_bindgen(method, js_name = setAttribute)]
    pub(super) fn set_attribute(this: &Place, name: &str, value: &str);

    pub(super) type Document;
    #[wasm_bindgen(method, js_name = createElement)]
    pub(super) fn create_element(this: &Document, name: &str) -> Element;

    /// A promise whose callbacks it owns itself; js-sys takes those that Rust owns only.
    pub(super) type Answer;
    #[wasm_bindgen(static_method_of = Answer, js_class = "Promise")]
    pub(super) fn resolve(value: &JsValue) -> Answer;
    #[wasm_bindgen(method)]
    pub(super) fn then(this: &Answer, fulfilled: &Function, rejected: &Function);
}

/// The same object, by the names of its properties.
pub(crate) fn record(value: &JsValue) -> &Record {
    value.unchecked_ref()
}

/// The same node, to build in.
pub(super) fn place(node: &JsValue) -> &Place {
    node.unchecked_ref()
}
