//! Something to read, and perhaps to press.

use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, HtmlElement};

use super::dom::{Button, add, element, text};
use super::focus;
use super::icons::{CROSS, drawing, icon};
use super::stage::Built;
use super::texts::Texts;
use crate::card::Card;
use crate::view::View;
use crate::words::Word;

/// Ids, which are looked up in this shadow root only.
const TITLE: &str = "title";
const TEXT: &str = "text";

pub(super) fn build(
    document: &Document,
    texts: &Texts,
    view: View,
    card: &Card,
    act: &Function,
) -> Result<Built, JsValue> {
    let element = element(document, "div", "card")?;
    if let Some(drawn) = card.icon {
        add(&element, icon(document, drawn)?)?;
    }
    let title = title(document, texts.of(card.title))?;
    add(&element, &title)?;
    let mut described_by = TITLE;
    if let Some(word) = card.text {
        let text = text(document, "p", "text", texts.of(word))?;
        text.set_id(TEXT);
        add(&element, &text)?;
        described_by = "title text";
        title.set_attribute("aria-describedby", TEXT)?;
    }
    let buttons = buttons(document, texts, card, act, &element)?;
    let focus = match buttons.first() {
        // Whoever is put onto the button hears what it is about.
        Some(first) => {
            first
                .element
                .set_attribute("aria-describedby", described_by)?;
            first.element.clone()
        }
        None => title,
    };
    let mut built = Built {
        element,
        focus: Some(focus),
        buttons,
    };
    match view {
        View::Leaving => name(&built.element, "alertdialog")?,
        View::Silent => make_dismissible(document, texts, &mut built)?,
        _ => name(&built.element, "group")?,
    }
    Ok(built)
}

/// A heading that can be put the focus onto.
pub(super) fn title(document: &Document, words: &str) -> Result<HtmlElement, JsValue> {
    let title = text(document, "h2", "title", words)?;
    title.set_id(TITLE);
    title.set_attribute("tabindex", "-1")?;
    Ok(title)
}

/// Names an element by its heading.
pub(super) fn name(element: &HtmlElement, role: &str) -> Result<(), JsValue> {
    element.set_attribute("role", role)?;
    element.set_attribute("aria-labelledby", TITLE)
}

fn buttons(
    document: &Document,
    texts: &Texts,
    card: &Card,
    act: &Function,
    parent: &HtmlElement,
) -> Result<Vec<Button>, JsValue> {
    let mut buttons = Vec::new();
    if card.buttons.is_empty() {
        return Ok(buttons);
    }
    let actions = element(document, "div", "actions")?;
    for (index, (word, action)) in card.buttons.iter().enumerate() {
        let classes = if index == 0 {
            "button primary"
        } else {
            "button secondary"
        };
        let button = Button::action(document, classes, texts.of(*word), *action, act)?;
        add(&actions, &button.element)?;
        buttons.push(button);
    }
    add(parent, &actions)?;
    Ok(buttons)
}

/// The frame may be in use all the same, so this one can be put away, and never takes the focus.
fn make_dismissible(document: &Document, texts: &Texts, built: &mut Built) -> Result<(), JsValue> {
    name(&built.element, "group")?;
    built.focus = None;
    let card = built.element.clone();
    let dismiss = Button::new(document, "button dismiss", "", move || {
        let stage = card.parent_element();
        card.remove();
        if let Some(stage) = stage {
            focus::put(stage.unchecked_ref());
        }
    })?;
    dismiss
        .element
        .set_attribute("aria-label", texts.of(Word::Dismiss))?;
    add(&dismiss.element, drawing(document, CROSS)?)?;
    add(&built.element, &dismiss.element)?;
    built.buttons.push(dismiss);
    Ok(())
}
