//! Reading properties that an object has itself.

use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// An own property of an object; `undefined` for one that is missing or inherited (a polluted
/// prototype gives nothing), and where the value is no object at all.
pub(super) fn own(value: &JsValue, key: &str) -> JsValue {
    let key = JsValue::from_str(key);
    if value.is_object() && Object::has_own::<JsValue>(value.unchecked_ref(), &key) {
        Reflect::get(value, &key).unwrap_or_default()
    } else {
        JsValue::UNDEFINED
    }
}
