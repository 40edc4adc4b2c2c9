//! The vendor's frame: one new element an attempt, gone when dropped.

use std::rc::Rc;

use gloo_events::EventListener;
use wasm_bindgen::JsValue;
use web_sys::{Element, Event, Url};

use super::js::{Place, place, record};
use crate::message::Envelope;
use crate::token::Token;

pub(super) struct Frame {
    element: Element,
    /// The frame's window as it was created. A frame that is moved or re-inserted gets another.
    window: JsValue,
    _load: EventListener,
}

impl Frame {
    /// Puts a new frame into `parent`; `on_load` is called whenever the frame fires `load`.
    pub(super) fn create(
        parent: &Place,
        url: &Url,
        title: &str,
        token: &Token,
        on_load: impl FnMut(&Event) + 'static,
    ) -> Self {
        let element = parent.document().create_element("iframe");
        let attributes = place(&element);
        let origin = record(url).text("origin");
        // Only the vendor gets the camera, wherever the frame may be sent later. No microphone.
        let mut allow = String::from("camera ");
        allow.push_str(&origin);
        allow.push_str("; fullscreen ");
        allow.push_str(&origin);
        attributes.set_attribute("allow", &allow);
        attributes.set_attribute("allowfullscreen", "");
        attributes.set_attribute("title", title);
        // The one place where a token is written. It leaves the page with the element.
        url.search_params().set("token", token.reveal());
        attributes.set_attribute("src", &record(url).text("href"));
        url.search_params().set("token", "");
        let load = EventListener::new(&element, "load", on_load);
        parent.append(&element);
        Self {
            window: content_window(&element),
            element,
            _load: load,
        }
    }

    /// Whether the element is connected and still shows the window that was captured. A detached
    /// frame has none, and nothing equals nothing.
    pub(super) fn is_intact(&self) -> bool {
        !self.window.is_null()
            && record(&self.element).flag("isConnected")
            && content_window(&self.element) == self.window
    }
}

impl Drop for Frame {
    fn drop(&mut self) {
        self.element.remove();
    }
}

fn content_window(element: &Element) -> JsValue {
    record(element).get("contentWindow")
}

/// What is known of a message without looking into it. The frame is asked for last: a script may
/// have given the event properties that throw.
pub(super) fn envelope(
    event: &Event,
    vendor: &str,
    frame: impl FnOnce() -> Option<Rc<Frame>>,
) -> Envelope {
    let event = record(event);
    if !event.flag("isTrusted") {
        return Envelope::default();
    }
    let source = event.get("source");
    let from_vendor_origin = event.text("origin") == vendor;
    let frame = frame();
    Envelope {
        trusted: true,
        from_captured_window: !source.is_null()
            && frame.as_ref().is_some_and(|frame| frame.window == source),
        frame_intact: frame.is_some_and(|frame| frame.is_intact()),
        from_vendor_origin,
    }
}
