//! Something to read, and perhaps to press.

use wasm_bindgen::JsCast;

use super::focus;
use super::icons::{CROSS, icon};
use super::kit::{Button, Kit, Part, TITLE};
use super::stage::Built;
use crate::card::Card;
use crate::view::View;
use crate::words::Word;

/// The text's id.
const TEXT: &str = "text";

pub(super) fn build(kit: &Kit, view: View, card: &Card) -> Built {
    let element = kit.element("div", "card");
    if let Some(drawn) = card.icon {
        element.add(&icon(kit, drawn));
    }
    let title = kit.title(card.title);
    element.add(&title);
    if let Some(word) = card.text {
        let text = kit.line("text", word);
        text.set_id(TEXT);
        element.add(&text);
        title.set("aria-describedby", TEXT);
    }
    name(
        &element,
        if view == View::Leaving {
            "alertdialog"
        } else {
            "group"
        },
    );
    let mut buttons = buttons(kit, card, &element);
    let focus = match buttons.first() {
        // It may still be in use: the frame keeps the focus.
        _ if view == View::Silent => {
            buttons.push(dismiss_button(kit, &element));
            None
        }
        // Whoever is put onto the button hears what it is about.
        Some(first) => {
            first.element.set("aria-describedby", "title text");
            Some(first.element.clone())
        }
        None => Some(title),
    };
    Built {
        element,
        focus,
        _buttons: buttons,
    }
}

/// Names an element by its heading.
pub(super) fn name(element: &Part, role: &str) {
    element.set("role", role);
    element.set("aria-labelledby", TITLE);
}

fn buttons(kit: &Kit, card: &Card, parent: &Part) -> Vec<Button> {
    let actions = kit.element("div", "actions");
    let mut classes = "button primary";
    let mut buttons = Vec::new();
    for (word, action) in card.buttons {
        let button = kit.button(classes, *word, *action);
        actions.add(&button.element);
        buttons.push(button);
        classes = "button secondary";
    }
    if !buttons.is_empty() {
        parent.add(&actions);
    }
    buttons
}

/// Puts the card away.
fn dismiss_button(kit: &Kit, card: &Part) -> Button {
    let gone = card.clone();
    let element = kit.text("button", "button dismiss", kit.texts.of(Word::Dismiss));
    let dismiss = Button::new(element, move || {
        let stage = gone.parent_element();
        gone.remove();
        if let Some(stage) = stage {
            focus::put(stage.unchecked_ref());
        }
    });
    dismiss.draw(kit, CROSS);
    card.add(&dismiss.element);
    dismiss
}
