//! A node to mount on, and the page's side of a session.

use face_auth_widget::bindings::{Page, Session};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, HtmlIFrameElement, ShadowRoot};

#[wasm_bindgen(module = "/tests/browser/page.js")]
extern "C" {
    fn recorder() -> Page;
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

/// Mounts, or answers the number of the error that was thrown.
pub(crate) fn try_mount(target: &JsValue, options: &str) -> Result<Mounted, u32> {
    let page = recorder();
    let session = Session::new(target, &evaluate(options), page.clone());
    match session {
        Ok(session) => Ok(Mounted { session, page }),
        Err(error) => {
            let number = js_sys::Reflect::get(&error, &"number".into()).unwrap();
            Err(number.as_f64().expect("one of our errors") as u32)
        }
    }
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
