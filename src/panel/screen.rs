//! One thing to show, read from what the first module says.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

use crate::card::{Card, Subject, card};
use crate::decision::Category;
use crate::error::ErrorCode;
use crate::view::View;
use crate::words::Word;

/// What is in the stage.
#[derive(Clone, PartialEq)]
pub(super) enum Content {
    /// Nothing: the frame shows.
    Empty,
    /// Something takes its time.
    Waiting(Word, Option<Word>),
    /// The code for the phone.
    Handoff(String),
    /// Something to read, and perhaps to press.
    Card(Card),
}

/// A view and what it comes to.
#[derive(Clone, PartialEq)]
pub(super) struct Screen {
    pub(super) view: View,
    pub(super) content: Content,
}

impl Screen {
    pub(super) fn new(view: View, about: &JsValue, modal: bool) -> Self {
        let content = match card(view, &subject(about), modal) {
            Some(card) => Content::Card(card),
            None => match view {
                View::Loading => Content::Waiting(Word::Loading, None),
                View::Confirming => Content::Waiting(Word::Confirming, Some(Word::ConfirmingText)),
                View::Handoff => Content::Handoff(about.as_string().unwrap_or_default()),
                _ => Content::Empty,
            },
        };
        Self { view, content }
    }

    /// Whether the frame is hidden, or has to wait.
    pub(super) fn covers(&self) -> bool {
        !matches!(self.view, View::Frame | View::Loading | View::Silent)
    }

    /// The class of the stage.
    pub(super) fn class(&self) -> &'static str {
        match self.view {
            View::Frame => "stage",
            View::Silent => "stage over",
            View::Leaving => "stage over veil",
            _ => "stage cover",
        }
    }
}

fn subject(about: &JsValue) -> Subject {
    let text = |name: &str| Reflect::get(about, &name.into()).ok()?.as_string();
    let code = text("code");
    if let Some(category) = text("category") {
        let category = self::category(&category);
        return Subject::Reason { category, code };
    }
    let known = ErrorCode::ALL
        .iter()
        .find(|known| Some(known.name()) == code.as_deref());
    known.map_or(Subject::Nothing, |known| Subject::Error(*known))
}

fn category(word: &str) -> Category {
    match word {
        "picture" => Category::Picture,
        "mismatch" => Category::Mismatch,
        "attack" => Category::Attack,
        "denied" => Category::Denied,
        "declined" => Category::Declined,
        _ => Category::Unknown,
    }
}
