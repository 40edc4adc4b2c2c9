//! What the widget puts into the host's node: one element with a shadow root, holding the frame
//! and, over it, a panel of words. Removing the element removes all of it.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleSheet, Element, ShadowRoot, Window};

use super::js::{Place, Record, place, record};
use crate::session::Panel;

/// Constructed, so that a strict Content-Security-Policy lets it pass. System colours follow the
/// host's `color-scheme` and forced colours by themselves.
const STYLE: &str = include_str!("root.css");

pub(super) struct Root {
    element: Element,
    shadow: ShadowRoot,
    panel: Element,
}

impl Root {
    /// # Errors
    /// What a browser without constructed style sheets throws.
    pub(super) fn create(target: &Element, window: &Window) -> Result<Self, JsValue> {
        // Of the node's own window: a sheet belongs to the document it was constructed for.
        let class: Function = record(window).get("CSSStyleSheet").unchecked_into();
        let style: CssStyleSheet = Reflect::construct(&class, &Array::new())?.unchecked_into();
        style.replace_sync(STYLE)?;
        let target = place(target);
        let document = target.document();
        let element = document.create_element("div");
        let init = Record::new();
        init.set_str("mode", "open");
        let shadow = place(&element).attach_shadow(&init);
        record(&shadow).set("adoptedStyleSheets", &Array::of1(&style));
        let panel = document.create_element("p");
        place(&panel).set_attribute("role", "status");
        place(&shadow).append(&panel);
        target.append(&element);
        Ok(Self {
            element,
            shadow,
            panel,
        })
    }

    /// Where the frame belongs.
    pub(super) fn place(&self) -> &Place {
        place(&self.shadow)
    }

    pub(super) fn remove(&self) {
        self.element.remove();
    }

    pub(super) fn show(&self, panel: Panel) {
        record(&self.panel).set_str("textContent", words(panel));
    }
}

fn words(panel: Panel) -> &'static str {
    match panel {
        Panel::Nothing => "",
        Panel::Loading => "Loading the face check…",
        Panel::Approved => "The face check is done.",
        Panel::Failed => "The face check did not succeed.",
        Panel::Error => "The face check could not be done. Please try again later.",
    }
}
