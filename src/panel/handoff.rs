//! The code for the vendor's app, and what to do with it.

use super::cards::name;
use super::copy::copy_button;
use super::icons::icon;
use super::kit::{Button, Kit, Part};
use super::stage::{Built, Target};
use crate::card::Icon;
use crate::code::{groups, spelled};
use crate::view::Action;
use crate::words::Word;

/// What to do, in this order.
const STEPS: [Word; 4] = [
    Word::HandoffOpen,
    Word::HandoffEnter,
    Word::HandoffSelfie,
    Word::HandoffReturn,
];

/// `live` says when the code is copied.
pub(super) fn build(kit: &Kit, code: &str, live: &Part) -> Built {
    let card = kit.element("div", "card");
    let title = kit.title(Word::HandoffTitle);
    let digits = digits(kit, code);
    let copy = copy_button(kit, code, &digits, live);
    let back = kit.button("button secondary", Word::UseDevice, Action::Return);
    card.add(&icon(kit, Icon::Phone));
    card.add(&title);
    card.add(&steps(kit, &code_block(kit, code, &digits, &copy)));
    card.add(&waiting(kit));
    card.add(&back.element);
    name(&card, "group");
    Built {
        element: card,
        focus: Some(Target {
            element: title.clone(),
            start: title,
        }),
        _buttons: vec![copy, back],
    }
}

fn steps(kit: &Kit, code: &Part) -> Part {
    let steps = kit.element("ol", "steps");
    // Without a marker of its own, a list is none to some screen readers.
    steps.set("role", "list");
    for word in STEPS {
        let step = kit.element("li", "step");
        step.add(&kit.line("", word));
        if word == Word::HandoffEnter {
            step.add(code);
        }
        steps.add(&step);
    }
    steps
}

/// The code twice: in groups for the eye, and digit by digit for a screen reader. As text, never
/// as an attribute: it is a secret for as long as it is good.
fn code_block(kit: &Kit, code: &str, digits: &Part, copy: &Button) -> Part {
    let block = kit.element("div", "code");
    block.add(digits);
    block.add(&kit.text("span", "unseen", &spelled(code)));
    block.add(&copy.element);
    block
}

fn digits(kit: &Kit, code: &str) -> Part {
    let digits = kit.element("span", "digits");
    digits.set("dir", "ltr");
    digits.set("aria-hidden", "true");
    for group in groups(code) {
        digits.add(&kit.text("span", "", &group));
    }
    digits
}

fn waiting(kit: &Kit) -> Part {
    let waiting = kit.element("div", "text pending");
    waiting.add(&kit.element("span", "spinner"));
    waiting.add(&kit.line("", Word::HandoffWaiting));
    waiting
}
