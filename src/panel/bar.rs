//! Beside the frame: the offer to go on with the phone, and the way out of a dialog.

use js_sys::Function;
use wasm_bindgen::JsValue;
use web_sys::{Document, HtmlElement};

use super::dom::{Button, add, element};
use super::icons::{CROSS, PHONE, drawing};
use super::texts::Texts;
use crate::view::Action;
use crate::words::Word;

/// A row of its own above or below the frame. Removed when dropped.
pub(super) struct Bar {
    element: HtmlElement,
    _button: Button,
}

impl Bar {
    /// The offer to go on with the phone, under the frame.
    pub(super) fn handoff(
        document: &Document,
        texts: &Texts,
        act: &Function,
        parent: &HtmlElement,
    ) -> Result<Self, JsValue> {
        let label = texts.of(Word::UsePhone);
        let button = Button::action(document, "button secondary", label, Action::Handoff, act)?;
        let phone = drawing(document, PHONE)?;
        button.element.prepend_with_node_1(&phone)?;
        Self::new(document, "bar", button, parent)
    }

    /// The dialog's close button, over the frame's top.
    pub(super) fn close(
        document: &Document,
        texts: &Texts,
        act: &Function,
        parent: &HtmlElement,
    ) -> Result<Self, JsValue> {
        let button = Button::action(document, "button close", "", Action::Close, act)?;
        button
            .element
            .set_attribute("aria-label", texts.of(Word::Close))?;
        add(&button.element, drawing(document, CROSS)?)?;
        Self::new(document, "header", button, parent)
    }

    fn new(
        document: &Document,
        classes: &str,
        button: Button,
        parent: &HtmlElement,
    ) -> Result<Self, JsValue> {
        let element = element(document, "div", classes)?;
        add(&element, &button.element)?;
        add(parent, &element)?;
        Ok(Self {
            element,
            _button: button,
        })
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.element.remove();
    }
}
