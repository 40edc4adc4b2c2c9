//! A node to mount on, and the page's side of a session.

use face_auth_widget::bindings::{self, Page};
use face_auth_widget::signal::Signal;
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, HtmlIFrameElement, ShadowRoot};

#[wasm_bindgen(module = "/tests/browser/page.js")]
extern "C" {
    fn recorder(given: &JsValue, wake: &JsValue) -> Page;
    fn copied(value: &JsValue) -> JsValue;
    fn later() -> JsValue;
    fn connect(relay: &JsValue, target: &JsValue);
    fn send(relay: &JsValue, signal: u32) -> JsValue;
    pub(crate) fn told(page: &Page) -> String;
    pub(crate) fn ended(page: &Page) -> String;
    pub(crate) fn evaluate(expression: &str) -> JsValue;
    pub(crate) fn pollute(key: &str, value: &str);
    pub(crate) fn clean(key: &str);
    #[wasm_bindgen(js_name = documentIn)]
    pub(crate) fn document_in(element: &Element) -> Document;
    pub(crate) fn misname();
    pub(crate) fn forge(origin: &str, frame: &HtmlIFrameElement);
}

/// An address that answers nothing, on another origin than the page.
pub(crate) const FRAME_URL: &str = "http://localhost:9/";

/// A node in the page; it leaves with its owner.
pub(crate) struct Node {
    pub(crate) element: Element,
}

/// A mounted session, with what its page was told.
pub(crate) struct Mounted {
    pub(crate) session: Session,
    pub(crate) page: Page,
}

/// The function that takes its signals.
pub(crate) struct Session(JsValue);

impl Session {
    pub(crate) fn state(&self) -> JsValue {
        send(&self.0, Signal::State.number())
    }

    pub(crate) fn unmount(&self) {
        send(&self.0, Signal::Unmount.number());
    }
}

impl Node {
    pub(crate) fn new() -> Self {
        let document = web_sys::window().unwrap().document().unwrap();
        let element = document.create_element("div").unwrap();
        element.set_id("face");
        document.body().unwrap().append_child(&element).unwrap();
        Self { element }
    }

    /// Mounts with options that are written as JavaScript.
    pub(crate) fn mount(&self, options: &str) -> Mounted {
        try_mount(&self.element, options).expect("mounts")
    }

    /// Mounts with a token, at an address that answers nothing.
    pub(crate) fn mount_frame(&self, token: &str) -> Mounted {
        self.mount(&format!("{{ token: '{token}', frameUrl: '{FRAME_URL}' }}"))
    }

    pub(crate) fn shadow(&self) -> Option<ShadowRoot> {
        self.element.first_element_child()?.shadow_root()
    }

    pub(crate) fn frame(&self) -> Option<HtmlIFrameElement> {
        let frame = self.shadow()?.query_selector("iframe").unwrap()?;
        Some(frame.unchecked_into())
    }

    pub(crate) fn panel_text(&self) -> String {
        let panel = self.shadow().unwrap().query_selector("[role=status]");
        panel.unwrap().unwrap().text_content().unwrap()
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        self.element.remove();
    }
}

/// Mounts and starts, as js/index.ts does; or answers the number of the error.
pub(crate) fn try_mount(target: &JsValue, options: &str) -> Result<Mounted, u32> {
    let given = copied(&evaluate(options));
    let wake = later();
    let page = recorder(&given, &wake);
    let session = bindings::mount(target, given, page.clone());
    if let Some(number) = session.as_f64() {
        return Err(number as u32);
    }
    connect(&wake, &session);
    let relay = wake.clone();
    let start = Closure::once_into_js(move || send(&relay, Signal::Start.number()));
    let window = web_sys::window().unwrap();
    window.queue_microtask(start.unchecked_ref());
    Ok(Mounted {
        session: Session(wake),
        page,
    })
}

/// Lets every microtask that is queued run.
pub(crate) async fn microtasks() {
    for _ in 0..4 {
        let resolved = js_sys::Promise::resolve(&JsValue::UNDEFINED);
        JsFuture::from(resolved).await.unwrap();
    }
}

/// Lets the event loop go round: `load` events, messages and timers of 0 ms come before.
pub(crate) async fn a_turn() {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let window = web_sys::window().unwrap();
        window
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 20)
            .unwrap();
    });
    JsFuture::from(promise).await.unwrap();
}
