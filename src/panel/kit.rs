//! What the panel is built with: its elements, its texts, and who hears of what is pressed.

use gloo_events::EventListener;
use js_sys::{Array, Function};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Element, HtmlElement, Node};

use super::texts::Texts;
use crate::view::Action;
use crate::words::Word;

#[wasm_bindgen]
extern "C" {
    /// A document that makes elements. Unlike web-sys's, without the errors of names that are no
    /// names: all are written here.
    #[wasm_bindgen(extends = web_sys::Document, extends = Node)]
    #[derive(Clone)]
    pub(super) type Document;

    #[wasm_bindgen(method, js_name = createElement)]
    fn create_element(this: &Document, tag: &str) -> Part;

    #[wasm_bindgen(method, js_name = createElementNS)]
    fn create_element_ns(this: &Document, namespace: &str, tag: &str) -> Part;

    /// An element of the panel's own, likewise.
    #[wasm_bindgen(extends = HtmlElement, extends = Element, extends = Node)]
    #[derive(Clone)]
    pub(super) type Part;

    #[wasm_bindgen(method, js_name = setAttribute)]
    pub(super) fn set(this: &Part, attribute: &str, value: &str);

    /// Puts an element in, after what is there.
    #[wasm_bindgen(method, js_name = append)]
    pub(super) fn add(this: &Part, child: &Node);

    /// What a document and a shadow root share: the standard's `DocumentOrShadowRoot`.
    #[wasm_bindgen(extends = Node)]
    #[derive(Clone)]
    pub(super) type Scope;

    #[wasm_bindgen(method, getter, js_name = adoptedStyleSheets)]
    pub(super) fn style_sheets(this: &Scope) -> Array;

    #[wasm_bindgen(method, setter, js_name = adoptedStyleSheets)]
    pub(super) fn set_style_sheets(this: &Scope, sheets: &Array);

    #[wasm_bindgen(method, getter, js_name = activeElement)]
    pub(super) fn active_element(this: &Scope) -> Option<Part>;

    #[wasm_bindgen(method, js_name = querySelector)]
    pub(super) fn find(this: &Scope, selector: &str) -> Option<Part>;
}

/// The heading's id, which is looked up in this shadow root only.
pub(super) const TITLE: &str = "title";

pub(super) struct Kit {
    pub(super) document: Document,
    pub(super) texts: Texts,
    pub(super) act: Function,
}

impl Kit {
    /// An element with these classes, which are its parts too.
    pub(super) fn element(&self, tag: &str, classes: &str) -> Part {
        let element = self.document.create_element(tag);
        element.set("class", classes);
        element.set("part", classes);
        element
    }

    /// An element that holds a text.
    pub(super) fn text(&self, tag: &str, classes: &str, text: &str) -> Part {
        let element = self.element(tag, classes);
        element.set_text_content(Some(text));
        element
    }

    /// A line of text. No `p`: that is the first module's element for its own words.
    pub(super) fn line(&self, classes: &str, word: Word) -> Part {
        self.text("div", classes, self.texts.of(word))
    }

    /// A heading that can be put the focus onto.
    pub(super) fn title(&self, word: Word) -> Part {
        let title = self.text("h2", "title", self.texts.of(word));
        title.set_id(TITLE);
        title.set("tabindex", "-1");
        title
    }

    /// A drawing of lines on a field of 24 by 24, for the eye only.
    pub(super) fn drawing(&self, path: &str) -> Part {
        const SVG: &str = "http://www.w3.org/2000/svg";
        let svg = self.document.create_element_ns(SVG, "svg");
        svg.set("viewBox", "0 0 24 24");
        svg.set("aria-hidden", "true");
        let line = self.document.create_element_ns(SVG, "path");
        line.set("d", path);
        svg.add(&line);
        svg
    }

    /// A button that does what the session offers.
    pub(super) fn button(&self, classes: &str, word: Word, action: Action) -> Button {
        let act = self.act.clone();
        Button::new(
            self.text("button", classes, self.texts.of(word)),
            move || {
                // What is thrown there is the first module's to report.
                let _ = act.call1(&JsValue::UNDEFINED, &action.number().into());
            },
        )
    }
}

/// A button, and what happens when it is pressed for as long as the listener lives.
pub(super) struct Button {
    pub(super) element: Part,
    _click: EventListener,
}

impl Button {
    pub(super) fn new(element: Part, mut pressed: impl FnMut() + 'static) -> Self {
        // In a form of the host's a button would submit it.
        element.set("type", "button");
        let click = EventListener::new(&element, "click", move |_| pressed());
        Self {
            element,
            _click: click,
        }
    }

    /// A drawing in place of the label, which screen readers say all the same.
    pub(super) fn draw(&self, kit: &Kit, path: &str) {
        self.element.set(
            "aria-label",
            &self.element.text_content().unwrap_or_default(),
        );
        self.element.set_text_content(None);
        self.element.add(&kit.drawing(path));
    }
}
