//! Beside the frame: the offer to go on with the phone, and the way out of a dialog.

use super::focus;
use super::icons::{CROSS, PHONE};
use super::kit::{Button, Kit, Part};
use crate::view::Action;
use crate::words::Word;

/// A row of its own above or below the frame. Removed when dropped.
pub(super) struct Bar {
    element: Part,
    button: Button,
}

impl Bar {
    /// The offer to go on with the phone, under the frame.
    pub(super) fn handoff(kit: &Kit, parent: &Part) -> Self {
        let button = kit.button("button secondary", Word::UsePhone, Action::Handoff);
        button.element.add(&kit.drawing(PHONE));
        Self::new(kit, "bar", button, parent)
    }

    /// The dialog's close button, over the frame's top.
    pub(super) fn close(kit: &Kit, parent: &Part) -> Self {
        let button = kit.button("button close", Word::Close, Action::Close);
        button.draw(kit, CROSS);
        Self::new(kit, "header", button, parent)
    }

    /// Puts the focus onto its button.
    pub(super) fn focus(&self) {
        focus::put(&self.button.element);
    }

    /// Whether it can be reached.
    pub(super) fn set_inert(&self, inert: bool) {
        // An attribute that can be set is set.
        let _ = self.element.toggle_attribute_with_force("inert", inert);
    }

    fn new(kit: &Kit, classes: &str, button: Button, parent: &Part) -> Self {
        let element = kit.element("div", classes);
        element.add(&button.element);
        parent.add(&element);
        Self { element, button }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.element.remove();
    }
}
