//! The page behind a dialog stands still.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::Document;

use super::style::Sheet;

/// A sheet for each dialog: whichever closes first, the page stands still for the other, and no
/// earlier value has to be remembered.
const STILL: &str = "html{overflow:hidden!important}";
/// Keeps the room of the scroll bar, so that the page does not jump sideways.
const STILL_WITH_GUTTER: &str = "html{overflow:hidden!important;scrollbar-gutter:stable!important}";

pub(super) fn lock(document: &Document) -> Result<Sheet, JsValue> {
    let has_bar = || {
        let width = document.default_view()?.inner_width().ok()?.as_f64()?;
        Some(width > f64::from(document.document_element()?.client_width()))
    };
    let rules = if has_bar() == Some(true) {
        STILL_WITH_GUTTER
    } else {
        STILL
    };
    Sheet::add(document.unchecked_ref(), document, rules)
}
