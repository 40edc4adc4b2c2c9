//! Elements of the panel.

use gloo_events::EventListener;
use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlElement, Node};

use crate::view::Action;

/// An element with these classes, which are its parts too.
pub(super) fn element(
    document: &Document,
    tag: &str,
    classes: &str,
) -> Result<HtmlElement, JsValue> {
    let element = document.create_element(tag)?;
    element.set_class_name(classes);
    element.set_attribute("part", classes)?;
    Ok(element.unchecked_into())
}

/// An element that holds a text.
pub(super) fn text(
    document: &Document,
    tag: &str,
    classes: &str,
    text: &str,
) -> Result<HtmlElement, JsValue> {
    let element = element(document, tag, classes)?;
    element.set_text_content(Some(text));
    Ok(element)
}

/// A button, and what happens when it is pressed for as long as the listener lives.
pub(super) struct Button {
    pub(super) element: HtmlElement,
    _click: EventListener,
}

impl Button {
    pub(super) fn new(
        document: &Document,
        classes: &str,
        label: &str,
        mut pressed: impl FnMut() + 'static,
    ) -> Result<Self, JsValue> {
        let element = text(document, "button", classes, label)?;
        // In a form of the host's a button would submit it.
        element.set_attribute("type", "button")?;
        let click = EventListener::new(&element, "click", move |_| pressed());
        Ok(Self {
            element,
            _click: click,
        })
    }

    /// A button that does what the session offers.
    pub(super) fn action(
        document: &Document,
        classes: &str,
        label: &str,
        action: Action,
        act: &Function,
    ) -> Result<Self, JsValue> {
        let act = act.clone();
        Self::new(document, classes, label, move || {
            // What is thrown there is the first module's to report.
            let _ = act.call1(&JsValue::UNDEFINED, &action.number().into());
        })
    }
}

/// Puts an element into another, after what is there.
pub(super) fn add(parent: &Node, child: impl AsRef<Node>) -> Result<(), JsValue> {
    parent.append_child(child.as_ref()).map(drop)
}

/// Puts elements into another, in their order.
pub(super) fn fill(parent: &Element, children: &[&Element]) -> Result<(), JsValue> {
    for child in children {
        add(parent, child)?;
    }
    Ok(())
}
