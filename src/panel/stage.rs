//! The place over the frame, with what surrounds it.

use std::cell::Cell;

use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Node;

use super::bar::Bar;
use super::focus::{self, Focus};
use super::kit::{Button, Kit, Part, Scope};
use super::screen::{Content, Screen};
use super::style::Sheet;
use super::texts::Texts;
use super::{cards, handoff, scroll, waiting};
use crate::view::View;

const STYLE: &str = include_str!("panel.css");

/// What stands in the stage.
pub(super) struct Built {
    pub(super) element: Part,
    /// Where the focus belongs, unless it is not to be moved.
    pub(super) focus: Option<Target>,
    /// What listens in it.
    pub(super) _buttons: Vec<Button>,
}

/// Where the focus belongs.
#[derive(Clone)]
pub(super) struct Target {
    /// What the person does next.
    pub(super) element: Part,
    /// Where to begin if not all can be seen at once.
    pub(super) start: Part,
}

pub(super) struct Stage {
    kit: Kit,
    root: Scope,
    /// Around everything of the panel.
    element: Part,
    stage: Part,
    live: Part,
    /// The first module's words and close button, which are out of the way while the panel stands.
    plain: [Option<Part>; 2],
    screen: Cell<Option<Screen>>,
    built: Cell<Option<Built>>,
    offer: Cell<Option<Bar>>,
    /// What had the focus when the person was asked whether to leave.
    before_leaving: Cell<Option<Part>>,
    /// Counts what is shown: what the host does on the way may show something else.
    turn: Cell<u32>,
    close: Option<Bar>,
    _style: Sheet,
    _scroll: Option<Sheet>,
}

impl Stage {
    pub(super) fn new(
        place: Node,
        texts: Texts,
        modal: bool,
        act: Function,
    ) -> Result<Self, JsValue> {
        let root: Scope = place.get_root_node().unchecked_into();
        let document = place.owner_document().ok_or(JsValue::UNDEFINED)?;
        let style = Sheet::add(&root, &document, STYLE)?;
        let scroll = modal.then(|| scroll::lock(&document)).transpose()?;
        let kit = Kit {
            document: document.unchecked_into(),
            texts,
            act,
        };

        let element = kit.element("div", "panel");
        kit.texts.mark(&element);
        let close = modal.then(|| Bar::close(&kit, &element));
        let stage = kit.element("div", "stage");
        stage.set("tabindex", "-1");
        element.add(&stage);
        if modal {
            place.unchecked_ref::<Part>().set("part", "dialog");
        }
        let live = kit.element("div", "unseen");
        live.set("role", "status");
        element.add(&live);
        let plain_close = root.find("dialog>button");
        let focused = root.active_element();
        let closing = plain_close
            .as_ref()
            .is_some_and(|button| button.is_same_node(focused.as_ref().map(AsRef::as_ref)));
        let plain = [hide_plain_words(&root, &live), plain_close];
        place.append_child(&element)?;
        if closing && let Some(close) = &close {
            close.focus();
        }
        if let [_, Some(button)] = &plain {
            button.set_hidden(true);
        }
        Ok(Self {
            kit,
            root,
            element,
            stage,
            live,
            plain,
            screen: Cell::default(),
            built: Cell::default(),
            offer: Cell::default(),
            before_leaving: Cell::default(),
            turn: Cell::default(),
            close,
            _style: style,
            _scroll: scroll,
        })
    }

    pub(super) fn is_modal(&self) -> bool {
        self.close.is_some()
    }

    pub(super) fn show(&self, screen: Screen, handoff: bool) {
        let turn = self.turn.get() + 1;
        self.turn.set(turn);
        let focus = Focus::look(&self.root, &self.kit.document);
        self.offer_handoff(&screen, handoff);
        if self.is_shown(&screen) {
            return;
        }
        if let (View::Leaving, Focus::Ours(element)) = (screen.view, &focus) {
            self.before_leaving.set(Some(element.clone()));
        }
        let built = self.build(&screen.content, screen.view);
        let target = built.as_ref().and_then(|built| built.focus.clone());
        let element = built.as_ref().map(|built| built.element.clone());
        // Dropped at the end: the button that was pressed is among what it holds.
        let _former = self.built.replace(built);
        self.screen.set(Some(screen.clone()));

        self.put_in(&screen, element.as_ref());
        if self.turn.get() != turn {
            return;
        }
        self.cover_frames(screen.covers());
        let moved = self.move_focus(&screen, &focus, target.as_ref());
        if self.turn.get() == turn {
            self.say(if moved { None } else { element.as_ref() });
        }
    }

    fn is_shown(&self, screen: &Screen) -> bool {
        let shown = self.screen.take();
        let same = shown.as_ref() == Some(screen);
        self.screen.set(shown);
        same
    }

    fn build(&self, content: &Content, view: View) -> Option<Built> {
        match content {
            Content::Empty => None,
            Content::Waiting(title, text) => Some(Built {
                element: waiting::build(&self.kit, *title, *text),
                focus: None,
                _buttons: Vec::new(),
            }),
            Content::Handoff(code) => Some(handoff::build(&self.kit, code, &self.live)),
            Content::Card(card) => Some(cards::build(&self.kit, view, card)),
        }
    }

    /// Puts the new content in the place of the old.
    fn put_in(&self, screen: &Screen, content: Option<&Part>) {
        self.stage.set_class_name(screen.class());
        self.stage.set_text_content(None);
        if let Some(content) = content {
            self.stage.add(content);
        }
        self.stage.set_scroll_top(0);
    }

    /// The offer stands beside the frame for as long as that can be seen: it must not move when the
    /// person is asked whether to leave.
    fn offer_handoff(&self, screen: &Screen, offered: bool) {
        let asked = screen.view == View::Leaving;
        let wanted = offered && !screen.covers();
        let offer = self.offer.take();
        let offer = match offer {
            Some(offer) if wanted || asked => Some(offer),
            None if wanted => Some(Bar::handoff(&self.kit, &self.element)),
            _ => None,
        };
        if let Some(offer) = &offer {
            offer.set_inert(asked);
        }
        self.offer.set(offer);
    }

    /// A frame that cannot be seen, or must wait, cannot be reached by keyboard either.
    fn cover_frames(&self, covered: bool) {
        if let Some(frame) = self.root.find("iframe") {
            let _ = frame.toggle_attribute_with_force("inert", covered);
        }
    }

    /// Moves the focus to where the person needs it. True where that tells them what is shown.
    fn move_focus(&self, screen: &Screen, focus: &Focus, target: Option<&Target>) -> bool {
        let back = match screen.view {
            View::Leaving => None,
            _ => self.before_leaving.take(),
        };
        if let Some(target) = target
            && focus.is_free()
        {
            let fits = self.stage.scroll_height() <= self.stage.client_height();
            focus::put(if fits { &target.element } else { &target.start });
            return true;
        }
        if focus.is_lost() {
            // Whoever uses the keyboard stays where they were.
            let kept = back.filter(|back| back.is_connected() && !screen.covers());
            focus::put(kept.as_ref().unwrap_or(&self.stage));
        }
        false
    }

    /// Has a screen reader say what is shown, if that is something else than before.
    fn say(&self, shown: Option<&Part>) {
        let words = shown.map(spoken).unwrap_or_default();
        if self.live.text_content().as_deref() != Some(&words) {
            self.live.set_text_content(Some(&words));
        }
    }
}

/// Takes the first module's words out of sight. The live region holds them from now on: saying them
/// once more would be chatter.
fn hide_plain_words(root: &Scope, live: &Part) -> Option<Part> {
    let plain = root.find("p[role=status]")?;
    live.set_text_content(plain.text_content().as_deref());
    plain.set_hidden(true);
    Some(plain)
}

/// The heading and the text of a card.
fn spoken(card: &Part) -> String {
    let mut words = String::new();
    for class in [".title", ".text"] {
        if let Ok(Some(part)) = card.query_selector(class) {
            words.push_str(&part.text_content().unwrap_or_default());
            words.push('\n');
        }
    }
    words
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.element.remove();
        // The frame and the words are the first module's, and may outlive the panel.
        self.cover_frames(false);
        for plain in self.plain.iter().flatten() {
            plain.set_hidden(false);
        }
    }
}
