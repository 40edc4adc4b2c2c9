//! The code for the vendor's app, and what to do with it.

use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Document, HtmlDocument, HtmlElement};

use super::cards::{name, title};
use super::dom::{Button, add, element, fill, text};
use super::icons::{PHONE, drawing};
use super::stage::Built;
use super::texts::Texts;
use crate::code::{groups, spelled};
use crate::view::Action;
use crate::words::Word;

pub(super) fn build(
    document: &Document,
    texts: &Texts,
    code: &str,
    act: &Function,
    live: &HtmlElement,
) -> Result<Built, JsValue> {
    let card = element(document, "div", "card handoff")?;
    let icon = element(document, "div", "icon")?;
    add(&icon, drawing(document, PHONE)?)?;
    let title = title(document, texts.of(Word::HandoffTitle))?;
    let digits = digits(document, code)?;
    let copy = copy_button(document, texts, code, &digits, live)?;
    let steps = steps(
        document,
        texts,
        &code_block(document, code, &digits, &copy)?,
    )?;
    let waiting = element(document, "p", "text pending")?;
    let spinner = element(document, "span", "spinner")?;
    let words = text(document, "span", "", texts.of(Word::HandoffWaiting))?;
    fill(&waiting, &[&spinner, &words])?;
    let label = texts.of(Word::UseDevice);
    let back = Button::action(document, "button secondary", label, Action::Return, act)?;
    fill(&card, &[&icon, &title, &steps, &waiting, &back.element])?;
    name(&card, "group")?;
    Ok(Built {
        element: card,
        focus: Some(title),
        buttons: vec![copy, back],
    })
}

fn steps(document: &Document, texts: &Texts, code: &HtmlElement) -> Result<HtmlElement, JsValue> {
    let steps = element(document, "ol", "steps")?;
    for word in [
        Word::HandoffOpen,
        Word::HandoffEnter,
        Word::HandoffSelfie,
        Word::HandoffReturn,
    ] {
        let step = element(document, "li", "")?;
        add(&step, text(document, "p", "", texts.of(word))?)?;
        if word == Word::HandoffEnter {
            add(&step, code)?;
        }
        add(&steps, step)?;
    }
    Ok(steps)
}

/// The code twice: in groups for the eye, and digit by digit for a screen reader. As text, never
/// as an attribute: it is a secret for as long as it is good.
fn code_block(
    document: &Document,
    code: &str,
    digits: &HtmlElement,
    copy: &Button,
) -> Result<HtmlElement, JsValue> {
    let block = element(document, "div", "code")?;
    let spoken = text(document, "span", "unseen", &spelled(code))?;
    fill(&block, &[digits, &spoken, &copy.element])?;
    Ok(block)
}

fn digits(document: &Document, code: &str) -> Result<HtmlElement, JsValue> {
    let digits = element(document, "span", "digits")?;
    digits.set_attribute("dir", "ltr")?;
    digits.set_attribute("aria-hidden", "true")?;
    for group in groups(code) {
        add(&digits, text(document, "span", "", &group)?)?;
    }
    Ok(digits)
}

fn copy_button(
    document: &Document,
    texts: &Texts,
    code: &str,
    digits: &HtmlElement,
    live: &HtmlElement,
) -> Result<Button, JsValue> {
    let label = text(document, "span", "", texts.of(Word::CopyCode))?;
    let copied = texts.of(Word::Copied).to_owned();
    let by_hand = texts.of(Word::CopyByHand).to_owned();
    let pressed = {
        let (document, code) = (document.clone(), code.to_owned());
        let (label, digits, live) = (label.clone(), digits.clone(), live.clone());
        move || {
            let (document, code) = (document.clone(), code.clone());
            let (label, digits, live) = (label.clone(), digits.clone(), live.clone());
            let (copied, by_hand) = (copied.clone(), by_hand.clone());
            spawn_local(async move {
                let done = to_clipboard(&document, &code).await || selected(&document, &digits);
                let word = if done { &copied } else { &by_hand };
                label.set_text_content(Some(word));
                live.set_text_content(Some(word));
            });
        }
    };
    let button = Button::new(document, "button copy", "", pressed)?;
    add(&button.element, &label)?;
    Ok(button)
}

/// Missing where the page is no secure context, refused where a policy says so.
async fn to_clipboard(document: &Document, code: &str) -> bool {
    let Some(window) = document.default_view() else {
        return false;
    };
    let clipboard = window.navigator().clipboard();
    !clipboard.is_undefined() && JsFuture::from(clipboard.write_text(code)).await.is_ok()
}

/// The older way, which leaves the code selected, so that it can still be copied by hand.
fn selected(document: &Document, digits: &HtmlElement) -> bool {
    let selection = document
        .default_view()
        .and_then(|window| window.get_selection().ok()?);
    let chosen = selection.is_some_and(|selection| selection.select_all_children(digits).is_ok());
    let document: &HtmlDocument = document.unchecked_ref();
    chosen && document.exec_command("copy").unwrap_or(false)
}
