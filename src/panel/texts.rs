//! The texts as this panel has them, and the language they are in.

use js_sys::{Array, Object};
use wasm_bindgen::{JsCast, JsValue};

use super::kit::Part;
use crate::locale::direction;
use crate::words::Word;

pub(super) struct Texts {
    /// What the host gave.
    given: Vec<(Word, String)>,
    locale: Option<String>,
}

impl Texts {
    /// Only the host's own strings count: what a prototype has, or what is no text, is no message.
    pub(super) fn new(locale: Option<String>, messages: &JsValue) -> Self {
        let given = if messages.is_object() {
            // Not `instanceof`: it may come from another window, or have no prototype.
            let entries = Object::entries(messages.unchecked_ref());
            entries.iter().filter_map(text).collect()
        } else {
            Vec::new()
        };
        Self { given, locale }
    }

    pub(super) fn of(&self, word: Word) -> &str {
        let given = self.given.iter().find(|(given, _)| *given == word);
        given.map_or(word.english(), |(_, text)| text)
    }

    /// Says on an element what language its texts are in, and which way they run. Texts of the
    /// host's whose language is not told are taken to be in that of the page around.
    pub(super) fn mark(&self, element: &Part) {
        let locale = match (&self.locale, self.given.is_empty()) {
            (_, true) => "en",
            (Some(locale), false) => locale,
            (None, false) => return,
        };
        element.set("lang", locale);
        element.set("dir", direction(locale));
    }
}

/// An entry of the host's object, if it is one of our texts.
fn text(entry: JsValue) -> Option<(Word, String)> {
    let entry: Array = entry.unchecked_into();
    let key = entry.get(0).as_string()?;
    let word = Word::ALL.iter().find(|word| word.key() == key)?;
    Some((*word, entry.get(1).as_string()?))
}
