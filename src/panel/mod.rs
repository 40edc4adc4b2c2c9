//! The panel: all that a person sees besides the vendor's frame.
//!
//! A WebAssembly module of its own (`js/panel`), which comes while the frame loads. The first
//! module tells it by [`View`] what to show, and hears by [`Action`](crate::view::Action) what was
//! pressed; who decides is the session there.
//!
//! Everything here stands in the widget's shadow root, belongs to one [`Panel`], and leaves with
//! it: elements, listeners, style sheets. While something of the host's may run (a focus listener),
//! nothing is borrowed, so that it may show something else, or close the panel.
//!
//! # Parts
//! The host's page can style what [`PARTS`](crate::parts::PARTS) lists: an element's classes are its
//! parts.
//!
//! # Custom properties
//! `--face-auth-` followed by `accent`, `accent-text` (what stands on it), `background`, `text`,
//! `muted` (lesser text), `border`, `success`, `danger`, `radius`, `font`. Where they are not set,
//! colours follow `color-scheme`.

mod bar;
mod cards;
mod copy;
mod focus;
mod handoff;
mod icons;
mod kit;
mod screen;
mod scroll;
mod stage;
mod style;
mod texts;
mod waiting;

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Node;

use self::screen::Screen;
use self::stage::Stage;
use crate::view::View;

/// An open panel.
#[wasm_bindgen]
pub struct Panel(Cell<Option<Rc<Stage>>>);

#[wasm_bindgen]
impl Panel {
    /// Opens a panel that shows nothing yet.
    ///
    /// `place` is the shadow root, or the dialog in it (`modal`); `messages` the texts that the host
    /// gives, if any; `act` is called with the number of an `Action`.
    ///
    /// # Errors
    /// Throws what a browser without constructed style sheets throws.
    #[wasm_bindgen(constructor)]
    pub fn new(
        place: Node,
        locale: Option<String>,
        messages: &JsValue,
        modal: bool,
        act: Function,
    ) -> Result<Panel, JsValue> {
        let texts = texts::Texts::new(locale, messages);
        let stage = Stage::new(place, texts, modal, act)?;
        Ok(Self(Cell::new(Some(Rc::new(stage)))))
    }

    /// Shows a view, by its number. Does nothing once closed.
    ///
    /// `about` is what the view is about: a `Reason`, a `FaceAuthError`, or the digit string.
    /// `handoff`: whether going on with the phone may be offered now.
    pub fn show(&self, view: u32, about: &JsValue, handoff: bool) {
        let stage = self.0.take();
        self.0.set(stage.clone());
        if let (Some(stage), Some(view)) = (stage, View::from_number(view)) {
            stage.show(Screen::new(view, about, stage.is_modal()), handoff);
        }
    }

    /// Removes all that the panel made. Calling it again does nothing.
    pub fn close(&self) {
        self.0.take();
    }
}
