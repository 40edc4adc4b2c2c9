//! A widget's place as the first module makes it, with a panel in it.

use std::cell::RefCell;
use std::rc::Rc;

use face_auth_widget::panel::Panel;
use face_auth_widget::view::{Action, View};
use js_sys::{Array, Function, JSON, Object, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, HtmlElement, ShadowRoot};

/// Leaves the page when dropped.
pub(crate) struct Place {
    pub(crate) document: Document,
    host: HtmlElement,
    pub(crate) root: ShadowRoot,
    pub(crate) panel: Panel,
    actions: Rc<RefCell<Vec<Action>>>,
    _act: Closure<dyn FnMut(u32)>,
}

impl Place {
    pub(crate) fn inline() -> Self {
        Self::open("null", false)
    }

    pub(crate) fn modal() -> Self {
        Self::open("null", true)
    }

    /// With texts of the host's, as JSON.
    pub(crate) fn speaking(messages: &str) -> Self {
        Self::open(messages, false)
    }

    fn open(messages: &str, modal: bool) -> Self {
        let document = web_sys::window().unwrap().document().unwrap();
        let host: HtmlElement = document.create_element("div").unwrap().unchecked_into();
        document.body().unwrap().append_child(&host).unwrap();
        let root = attach_shadow(&host);
        let place = document.create_element(if modal { "dialog" } else { "div" });
        let place = place.unwrap();
        root.append_child(&place).unwrap();
        for (tag, role) in [("p", "status"), ("iframe", "none")] {
            let element = document.create_element(tag).unwrap();
            element.set_attribute("role", role).unwrap();
            place.append_child(&element).unwrap();
        }
        let actions = Rc::new(RefCell::new(Vec::new()));
        let heard = Rc::clone(&actions);
        let act = Closure::new(move |action| {
            heard.borrow_mut().extend(Action::from_number(action));
        });
        let function: &Function = act.as_ref().unchecked_ref();
        let messages = JSON::parse(messages).unwrap();
        let locale = Some("ar".to_owned());
        let panel = Panel::new(place.into(), locale, &messages, modal, function.clone()).unwrap();
        Self {
            document,
            host,
            root,
            panel,
            actions,
            _act: act,
        }
    }

    pub(crate) fn show(&self, view: View) {
        self.panel.show(view.number(), &JsValue::NULL, false);
    }

    /// `about` is JSON.
    pub(crate) fn show_about(&self, view: View, about: &str) {
        self.panel
            .show(view.number(), &JSON::parse(about).unwrap(), false);
    }

    pub(crate) fn find(&self, selector: &str) -> Option<HtmlElement> {
        let found = self.root.query_selector(selector).unwrap();
        found.map(JsCast::unchecked_into)
    }

    pub(crate) fn text(&self, selector: &str) -> String {
        let found = self.find(selector);
        found
            .and_then(|element| element.text_content())
            .unwrap_or_default()
    }

    pub(crate) fn press(&self, selector: &str) -> Vec<Action> {
        self.find(selector).unwrap().click();
        self.actions.take()
    }

    /// The class of what has the focus in here.
    pub(crate) fn focused(&self) -> String {
        let element = self.root.active_element();
        element
            .map(|element| element.class_name())
            .unwrap_or_default()
    }

    pub(crate) fn frame_is_inert(&self) -> bool {
        self.find("iframe").unwrap().has_attribute("inert")
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.panel.close();
        self.host.remove();
    }
}

fn attach_shadow(host: &HtmlElement) -> ShadowRoot {
    let init = Object::new();
    Reflect::set(&init, &"mode".into(), &"open".into()).unwrap();
    let attach = Reflect::get(host, &"attachShadow".into()).unwrap();
    let attach: Function = attach.unchecked_into();
    Reflect::apply(&attach, host, &Array::of1(&init))
        .unwrap()
        .unchecked_into()
}
