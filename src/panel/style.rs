//! Style sheets that are constructed, so that a strict Content-Security-Policy lets them pass.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleSheet, Document, ShadowRoot};

/// What can adopt a style sheet.
pub(super) trait Adopts {
    fn adopted(&self) -> Array;
    fn adopt(&self, sheets: &Array);
}

impl Adopts for ShadowRoot {
    fn adopted(&self) -> Array {
        self.adopted_style_sheets()
    }

    fn adopt(&self, sheets: &Array) {
        self.set_adopted_style_sheets(sheets);
    }
}

impl Adopts for Document {
    fn adopted(&self) -> Array {
        self.adopted_style_sheets()
    }

    fn adopt(&self, sheets: &Array) {
        self.set_adopted_style_sheets(sheets);
    }
}

/// A style sheet beside those that are there. Taken out again when dropped.
pub(super) struct Sheet<T: Adopts> {
    owner: T,
    sheet: CssStyleSheet,
}

impl<T: Adopts> Sheet<T> {
    /// # Errors
    /// What a browser without constructed style sheets throws.
    pub(super) fn add(owner: T, document: &Document, rules: &str) -> Result<Self, JsValue> {
        // Of the document's own window, which need not be the script's.
        let window = document.default_view().ok_or(JsValue::UNDEFINED)?;
        let class: Function = Reflect::get(&window, &"CSSStyleSheet".into())?.unchecked_into();
        let sheet: CssStyleSheet = Reflect::construct(&class, &Array::new())?.unchecked_into();
        sheet.replace_sync(rules)?;
        let sheets = Array::from(&owner.adopted());
        sheets.push(&sheet);
        owner.adopt(&sheets);
        Ok(Self { owner, sheet })
    }
}

impl<T: Adopts> Drop for Sheet<T> {
    fn drop(&mut self) {
        let ours: &JsValue = &self.sheet;
        let others = self
            .owner
            .adopted()
            .into_iter()
            .filter(|sheet| sheet != ours);
        self.owner.adopt(&others.collect());
    }
}
