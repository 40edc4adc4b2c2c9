//! A hint to the browser: the vendor's frame will be wanted soon.

use wasm_bindgen::JsCast;

use super::js::{self, Place};
use crate::frame_url::VENDOR;

/// Lets the browser open a connection to the vendor, once a page. Does nothing where there is no
/// document.
pub(crate) fn preconnect() {
    let wanted = js::query_selector("#face-auth-preconnect").is_ok_and(|hint| hint.is_null());
    let head = js::query_selector("head").unwrap_or_default();
    if wanted && head.is_object() {
        let head: Place = head.unchecked_into();
        let link = head.document().create_element("link");
        let attributes: &Place = link.unchecked_ref();
        attributes.set_attribute("id", "face-auth-preconnect");
        attributes.set_attribute("rel", "preconnect");
        attributes.set_attribute("href", VENDOR);
        head.append(&link);
    }
}
