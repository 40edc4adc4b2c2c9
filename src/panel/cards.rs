//! Something to read, and perhaps to press.

use wasm_bindgen::JsCast;

use super::focus;
use super::icons::{CROSS, icon};
use super::kit::{Button, Kit, Part, TITLE};
use super::stage::{Built, Target};
use crate::card::Card;
use crate::view::View;
use crate::words::Word;

/// The text's id.
const TEXT: &str = "text";

pub(super) fn build(kit: &Kit, view: View, card: &Card) -> Built {
    let element = kit.element("div", "card");
    let role = match view {
        View::Leaving => "alertdialog",
        _ => "group",
    };
    name(&element, role);
    let title = head(kit, card, &element);
    let mut buttons = buttons(kit, card, &element);
    if view == View::Silent {
        buttons.push(dismiss_button(kit, &element));
    }
    Built {
        element,
        // The frame may be in use all the same, and then keeps the focus.
        focus: (view != View::Silent).then(|| target(title, &buttons)),
        _buttons: buttons,
    }
}

/// Icon, heading and text.
fn head(kit: &Kit, card: &Card, parent: &Part) -> Part {
    if let Some(drawn) = card.icon {
        parent.add(&icon(kit, drawn));
    }
    let title = kit.title(card.title);
    parent.add(&title);
    if let Some(word) = card.text {
        let text = kit.line("text", word);
        text.set_id(TEXT);
        parent.add(&text);
        title.set("aria-describedby", TEXT);
    }
    title
}

fn target(title: Part, buttons: &[Button]) -> Target {
    let element = match buttons.first() {
        Some(first) => {
            // Whoever is put onto the button hears what it is about.
            first.element.set("aria-describedby", "title text");
            first.element.clone()
        }
        None => title.clone(),
    };
    Target {
        element,
        start: title,
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
