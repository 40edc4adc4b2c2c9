//! Style sheets that are constructed, so that a strict Content-Security-Policy lets them pass.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleSheet, Document};

use super::kit::Scope;

/// A style sheet beside those that are there. Taken out again when dropped.
pub(super) struct Sheet {
    scope: Scope,
    sheet: CssStyleSheet,
}

impl Sheet {
    /// # Errors
    /// What a browser without constructed style sheets throws.
    pub(super) fn add(scope: &Scope, document: &Document, rules: &str) -> Result<Self, JsValue> {
        // Of the document's own window, which need not be the script's.
        let window = document.default_view().ok_or(JsValue::UNDEFINED)?;
        let class: Function = Reflect::get(&window, &"CSSStyleSheet".into())?.unchecked_into();
        let sheet: CssStyleSheet = Reflect::construct(&class, &Array::new())?.unchecked_into();
        sheet.replace_sync(rules)?;
        let sheets = Array::from(&scope.style_sheets());
        sheets.push(&sheet);
        scope.set_style_sheets(&sheets);
        let scope = scope.clone();
        Ok(Self { scope, sheet })
    }
}

impl Drop for Sheet {
    fn drop(&mut self) {
        let ours: &JsValue = &self.sheet;
        let others = Array::new();
        for sheet in self.scope.style_sheets() {
            if sheet != *ours {
                others.push(&sheet);
            }
        }
        self.scope.set_style_sheets(&others);
    }
}
