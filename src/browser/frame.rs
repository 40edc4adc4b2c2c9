//! The vendor's frame: one new element an attempt, gone when dropped.

use alloc::rc::Rc;
use alloc::string::String;

use wasm_bindgen::JsValue;

use super::js::{Record, give, invoke, record, run};
use super::ongoing::Ongoing;
use super::page::Page;
use super::root::Root;
use crate::error::ErrorCode;
use crate::message::Envelope;
use crate::signal::Signal;
use crate::token::Token;

pub(super) struct Frame {
    element: JsValue,
    /// The frame's window as it was created. A frame that is moved or re-inserted gets another.
    window: JsValue,
    _load: Ongoing,
}

/// It fills its place.
const STYLE: &str = "grid-area:2/1;width:100%;height:100%;border:0";

impl Frame {
    /// Puts a new frame into the root.
    ///
    /// # Errors
    /// What the browser tells of its policies before it loads anything.
    pub(super) fn create(
        page: &Page,
        root: &Root,
        url: &Record,
        title: &JsValue,
        token: &Token,
    ) -> Result<Self, ErrorCode> {
        let element = root.element("iframe", STYLE);
        let frame = record(&element);
        let origin = url.text("origin");
        // Only the vendor gets the camera, wherever the frame may be sent later. No microphone.
        let mut allow = String::from("camera ");
        allow.push_str(&origin);
        allow.push_str("; fullscreen ");
        allow.push_str(&origin);
        frame.set_str("allow", &allow);
        frame.set("title", title);
        // The one place where a token is written. It leaves the page with the element.
        let parameters = url.get("searchParams");
        invoke(&parameters, "set", &"token".into(), &token.reveal().into());
        frame.set_str("src", &url.text("href"));
        invoke(&parameters, "set", &"token".into(), &"".into());
        check_policies(root, frame)?;
        let load = page.controller();
        page.listen(&element, "load", Signal::Loaded.number(), &load);
        root.append(&element);
        Ok(Self {
            window: frame.get("contentWindow"),
            element,
            _load: Ongoing::new(load),
        })
    }

    /// Whether the element is connected and still shows the window that was captured. A detached
    /// frame has none, and nothing equals nothing.
    pub(super) fn is_intact(&self) -> bool {
        let frame = record(&self.element);
        self.window.is_object()
            && frame.flag("isConnected")
            && frame.get("contentWindow") == self.window
    }

    /// Whether this is the element that has the focus in the root.
    pub(super) fn is(&self, element: &JsValue) -> bool {
        self.element == *element
    }
}

/// What can be known before the frame is inserted: whether the host's own policies refuse it.
fn check_policies(root: &Root, frame: &Record) -> Result<(), ErrorCode> {
    // Only Chromium has it. Of the frame element, not of the document: the policy may allow the
    // camera here and not there.
    let policy = frame.get("featurePolicy");
    if policy.is_object()
        && give(&policy, "allowsFeature", &"camera".into()).as_bool() == Some(false)
    {
        return Err(ErrorCode::CameraBlocked);
    }
    // An isolated page shows only frames that agree to it, or that come without credentials.
    if root.window().flag("crossOriginIsolated") {
        if frame.get("credentialless").is_undefined() {
            return Err(ErrorCode::FrameBlocked);
        }
        frame.set_number("credentialless", 1.0);
    }
    Ok(())
}

impl Drop for Frame {
    fn drop(&mut self) {
        run(&self.element, "remove");
    }
}

/// What is known of a message without looking into it. The frame is asked for last: a script may
/// have given the event properties that throw.
pub(super) fn envelope(
    event: &Record,
    vendor: &str,
    frame: impl FnOnce() -> Option<Rc<Frame>>,
) -> Envelope {
    if !event.flag("isTrusted") {
        return Envelope::default();
    }
    let source = event.get("source");
    let from_vendor_origin = event.text("origin") == vendor;
    let frame = frame();
    Envelope {
        trusted: true,
        from_captured_window: source.is_object()
            && frame.as_ref().is_some_and(|frame| frame.window == source),
        frame_intact: frame.is_some_and(|frame| frame.is_intact()),
        from_vendor_origin,
    }
}
