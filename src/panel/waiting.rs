//! Something that takes its time.

use wasm_bindgen::JsValue;
use web_sys::{Document, HtmlElement};

use super::dom::{add, element, fill, text};
use super::texts::Texts;
use crate::words::Word;

/// A spinner with words. The live region says the same, so this is for the eye only.
pub(super) fn build(
    document: &Document,
    texts: &Texts,
    title: Word,
    lesser: Option<Word>,
) -> Result<HtmlElement, JsValue> {
    let waiting = element(document, "div", "card waiting")?;
    waiting.set_attribute("aria-hidden", "true")?;
    let spinner = element(document, "div", "spinner")?;
    let title = text(document, "p", "title", texts.of(title))?;
    fill(&waiting, &[&spinner, &title])?;
    if let Some(lesser) = lesser {
        add(&waiting, text(document, "p", "text", texts.of(lesser))?)?;
    }
    Ok(waiting)
}
