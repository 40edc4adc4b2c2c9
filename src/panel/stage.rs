//! The place over the frame, with what surrounds it.

use std::cell::{Cell, RefCell};

use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlElement, Node, ShadowRoot};

use super::bar::Bar;
use super::dom::{Button, add, element, fill};
use super::focus::{self, Focus};
use super::screen::{Content, Screen};
use super::style::Sheet;
use super::texts::Texts;
use super::{cards, handoff, scroll, waiting};
use crate::view::View;

const STYLE: &str = include_str!("panel.css");

/// What stands in the stage.
pub(super) struct Built {
    pub(super) element: HtmlElement,
    /// Where the focus belongs, unless it is not to be moved.
    pub(super) focus: Option<HtmlElement>,
    pub(super) buttons: Vec<Button>,
}

pub(super) struct Stage {
    document: Document,
    root: ShadowRoot,
    texts: Texts,
    act: Function,
    /// Around everything of the panel.
    element: HtmlElement,
    stage: HtmlElement,
    live: HtmlElement,
    /// The first module's words, which are out of the way while the panel stands.
    plain: Option<HtmlElement>,
    screen: RefCell<Option<Screen>>,
    built: RefCell<Option<Built>>,
    offer: RefCell<Option<Bar>>,
    /// What had the focus when the person was asked whether to leave.
    before_leaving: RefCell<Option<HtmlElement>>,
    /// Counts what is shown: what the host does on the way may show something else.
    turn: Cell<u32>,
    close: Option<Bar>,
    _style: Sheet<ShadowRoot>,
    _scroll: Option<Sheet<Document>>,
}

impl Stage {
    pub(super) fn new(
        place: Node,
        texts: Texts,
        modal: bool,
        act: Function,
    ) -> Result<Self, JsValue> {
        let root: ShadowRoot = place.get_root_node().unchecked_into();
        let document = place.owner_document().ok_or(JsValue::UNDEFINED)?;
        let style = Sheet::add(root.clone(), &document, STYLE)?;
        let scroll = modal.then(|| scroll::lock(&document)).transpose()?;
        let plain = root.query_selector("p[role=status]")?;
        let plain: Option<HtmlElement> = plain.map(JsCast::unchecked_into);

        let panel = element(&document, "div", "panel")?;
        texts.mark(&panel)?;
        let close = modal
            .then(|| Bar::close(&document, &texts, &act, &panel))
            .transpose()?;
        let stage = element(&document, "div", "stage")?;
        stage.set_attribute("tabindex", "-1")?;
        let live = element(&document, "div", "unseen")?;
        live.set_attribute("role", "status")?;
        if let Some(plain) = &plain {
            // Said already: saying it once more would be chatter.
            live.set_text_content(plain.text_content().as_deref());
            plain.set_hidden(true);
        }
        fill(&panel, &[&stage, &live])?;
        add(&place, &panel)?;
        Ok(Self {
            document,
            root,
            texts,
            act,
            element: panel,
            stage,
            live,
            plain,
            screen: RefCell::default(),
            built: RefCell::default(),
            offer: RefCell::default(),
            before_leaving: RefCell::default(),
            turn: Cell::default(),
            close,
            _style: style,
            _scroll: scroll,
        })
    }

    pub(super) fn is_modal(&self) -> bool {
        self.close.is_some()
    }

    pub(super) fn show(&self, screen: Screen, handoff: bool) -> Result<(), JsValue> {
        let turn = self.turn.get() + 1;
        self.turn.set(turn);
        let focus = Focus::look(&self.root, &self.document);
        self.offer_handoff(handoff && screen.is_beside_frame())?;
        if self.screen.borrow().as_ref() == Some(&screen) {
            return Ok(());
        }
        if let (View::Leaving, Focus::Ours(element)) = (screen.view, &focus) {
            self.before_leaving.replace(Some(element.clone()));
        }
        let built = self.build(&screen)?;
        let target = built.as_ref().and_then(|built| built.focus.clone());
        let element = built.as_ref().map(|built| built.element.clone());
        let former = self.built.replace(built);
        self.screen.replace(Some(screen.clone()));

        self.put_in(&screen, element.as_ref())?;
        drop(former);
        if self.turn.get() != turn {
            return Ok(());
        }
        self.cover_frames(screen.covers())?;
        let moved = self.move_focus(&screen, &focus, target.as_ref());
        if self.turn.get() == turn {
            self.say(if moved { None } else { element.as_ref() });
        }
        Ok(())
    }

    fn build(&self, screen: &Screen) -> Result<Option<Built>, JsValue> {
        let Self {
            document,
            texts,
            act,
            live,
            ..
        } = self;
        Ok(match &screen.content {
            Content::Empty => None,
            Content::Waiting(title, text) => Some(Built {
                element: waiting::build(document, texts, *title, *text)?,
                focus: None,
                buttons: Vec::new(),
            }),
            Content::Handoff(code) => Some(handoff::build(document, texts, code, act, live)?),
            Content::Card(card) => Some(cards::build(document, texts, screen.view, card, act)?),
        })
    }

    /// Puts the new content in the place of the old.
    fn put_in(&self, screen: &Screen, content: Option<&HtmlElement>) -> Result<(), JsValue> {
        self.stage.set_class_name(screen.class());
        self.stage.set_text_content(None);
        if let Some(content) = content {
            add(&self.stage, content)?;
        }
        self.stage.set_scroll_top(0);
        Ok(())
    }

    fn offer_handoff(&self, offered: bool) -> Result<(), JsValue> {
        if self.offer.borrow().is_some() == offered {
            return Ok(());
        }
        let offer = offered
            .then(|| Bar::handoff(&self.document, &self.texts, &self.act, &self.element))
            .transpose()?;
        let former = self.offer.replace(offer);
        drop(former);
        Ok(())
    }

    /// A frame that cannot be seen, or must wait, cannot be reached by keyboard either.
    fn cover_frames(&self, covered: bool) -> Result<(), JsValue> {
        let frames = self.root.query_selector_all("iframe")?;
        for index in 0..frames.length() {
            if let Some(frame) = frames.item(index) {
                let frame: Element = frame.unchecked_into();
                frame.toggle_attribute_with_force("inert", covered)?;
            }
        }
        Ok(())
    }

    /// Moves the focus to where the person needs it. True where that tells them what is shown.
    fn move_focus(&self, screen: &Screen, focus: &Focus, target: Option<&HtmlElement>) -> bool {
        let back = match screen.view {
            View::Leaving => None,
            _ => self.before_leaving.take(),
        };
        if let Some(target) = target
            && focus.is_free()
        {
            focus::put(target);
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
    fn say(&self, shown: Option<&HtmlElement>) {
        let words = shown.map(spoken).unwrap_or_default();
        if self.live.text_content().as_deref() != Some(&words) {
            self.live.set_text_content(Some(&words));
        }
    }
}

/// The heading and the text of a card.
fn spoken(card: &HtmlElement) -> String {
    let texts = card.query_selector_all(".title,.text");
    let texts = texts.ok().into_iter().flat_map(|found| {
        (0..found.length()).filter_map(move |index| found.item(index)?.text_content())
    });
    texts.collect::<Vec<_>>().join(" ")
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.element.remove();
        // The frame and the words are the first module's, and may outlive the panel.
        let _ = self.cover_frames(false);
        if let Some(plain) = &self.plain {
            plain.set_hidden(false);
        }
    }
}
