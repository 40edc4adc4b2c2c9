//! Where the focus is, and where it may be put.

use wasm_bindgen::JsCast;
use web_sys::{FocusOptions, HtmlElement};

use super::kit::{Document, Part, Scope};

/// Where the focus is before something else is shown.
pub(super) enum Focus {
    /// On something of the widget's: the frame, the dialog, a button.
    Ours(Part),
    /// On nothing.
    Nowhere,
    /// On something else of the host's page, where it stays.
    Elsewhere,
}

impl Focus {
    pub(super) fn look(root: &Scope, document: &Document) -> Self {
        if let Some(ours) = root.active_element() {
            return Self::Ours(ours);
        }
        let scope: &Scope = document.unchecked_ref();
        let body = document.body();
        match scope.active_element() {
            Some(element) if Some(&*element) != body.as_ref() => Self::Elsewhere,
            _ => Self::Nowhere,
        }
    }

    /// Whether it may be moved without taking it from the host's page.
    pub(super) fn is_free(&self) -> bool {
        !matches!(self, Self::Elsewhere)
    }

    /// Whether what had it has gone, or become inert.
    pub(super) fn is_lost(&self) -> bool {
        matches!(self, Self::Ours(element) if !element.is_connected() || element.has_attribute("inert"))
    }
}

/// Puts the focus onto an element, and leaves the page where it is scrolled to.
pub(super) fn put(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    // An element that cannot have the focus leaves it where it is.
    let _ = element.focus_with_options(&options);
}
