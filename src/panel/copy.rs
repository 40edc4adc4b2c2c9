//! The button that copies the code.

use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use web_sys::HtmlDocument;

use super::kit::{Button, Document, Kit, Part};
use crate::words::Word;

#[wasm_bindgen]
extern "C" {
    /// A promise whose answer nobody has to name the type of.
    type Answer;

    #[wasm_bindgen(method)]
    fn then(this: &Answer, fulfilled: &Function, rejected: &Function);
}

/// What is copied, and who is told.
struct Copy {
    document: Document,
    code: String,
    digits: Part,
    label: Part,
    live: Part,
    copied: String,
    by_hand: String,
}

pub(super) fn copy_button(kit: &Kit, code: &str, digits: &Part, live: &Part) -> Button {
    let label = kit.text("button", "button copy", kit.texts.of(Word::CopyCode));
    let copy = Rc::new(Copy {
        document: kit.document.clone(),
        code: code.to_owned(),
        digits: digits.clone(),
        label: label.clone(),
        live: live.clone(),
        copied: kit.texts.of(Word::Copied).to_owned(),
        by_hand: kit.texts.of(Word::CopyByHand).to_owned(),
    });
    Button::new(label, move || copy.run())
}

impl Copy {
    /// The clipboard is missing where the page is no secure context, and refuses where a policy says
    /// so.
    fn run(self: &Rc<Self>) {
        let clipboard = match self.document.default_view() {
            Some(window) => window.navigator().clipboard(),
            None => return,
        };
        if clipboard.is_undefined() {
            return self.tell(self.select());
        }
        let answer: Answer = clipboard.write_text(&self.code).unchecked_into();
        let (copied, refused) = (Rc::clone(self), Rc::clone(self));
        let copied = callback(move || copied.tell(true));
        let refused = callback(move || refused.tell(refused.select()));
        answer.then(&copied, &refused);
    }

    /// The older way, which leaves the code selected, so that it can still be copied by hand.
    fn select(&self) -> bool {
        let window = self.document.default_view();
        let selection = window.and_then(|window| window.get_selection().ok()?);
        let selected =
            selection.is_some_and(|selection| selection.select_all_children(&self.digits).is_ok());
        let document: &HtmlDocument = self.document.unchecked_ref();
        selected && document.exec_command("copy").unwrap_or(false)
    }

    fn tell(&self, copied: bool) {
        let words = if copied { &self.copied } else { &self.by_hand };
        self.label.set_text_content(Some(words));
        self.live.set_text_content(Some(words));
    }
}

/// A callback that belongs to the promise, and is collected with it.
fn callback(f: impl FnMut() + 'static) -> Function {
    let closure: Closure<dyn FnMut()> = Closure::new(f);
    closure.into_js_value().unchecked_into()
}
