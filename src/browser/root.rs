//! What the widget puts into the host's node: one element with a shadow root, holding the frame,
//! plain words where the panel has not come, and in `modal` mode a dialog around both. Removing the
//! element removes all of it.

use wasm_bindgen::JsValue;

use super::js::{Record, give, record, run};
use crate::view::View;

/// Set through the CSS object model, which a strict Content-Security-Policy lets pass. The frame
/// has the middle row; what the panel puts beside it has rows of its own, 54 px high. The vendor
/// advises 670 × 800 px for the frame at least, and all of the viewport on a phone.
const INLINE: &str = "all:initial;color-scheme:inherit;display:grid;position:relative;\
    grid:auto 1fr auto/minmax(0,1fr);\
    height:100%;min-height:min(100dvh,max(854px,(670px - 100vw)*999))";
const AROUND_DIALOG: &str = "all:initial;color-scheme:inherit";
/// With room at the top for the panel's close button, so that the frame does not move when it comes.
const DIALOG: &str = "box-sizing:border-box;padding:52px 0 0;border:0;margin:auto;width:670px;max-width:100vw;\
    height:max(854px,(670px - 100vw)*999);max-height:100dvh";

/// System colours follow the host's `color-scheme` and forced colours by themselves. The words come
/// late, so that they do not flash up before the panel.
const WORDS: &str = "grid-area:2/1;place-self:center;text-align:center;\
    font:1rem system-ui;color:CanvasText;opacity:0;transition:opacity 0s .6s";

/// The dialog's own close button, until the panel brings a better one.
const CLOSE: &str = "position:absolute;inset:4px 4px auto auto;width:44px;height:44px";

pub(super) struct Root {
    window: JsValue,
    document: JsValue,
    element: JsValue,
    /// The shadow root, or the dialog in it.
    place: JsValue,
    shadow: JsValue,
    words: JsValue,
    modal: bool,
}

impl Root {
    /// Puts an empty root into a connected element.
    pub(super) fn create(target: &JsValue, window: JsValue, modal: bool, title: &JsValue) -> Self {
        let mut root = Self {
            document: record(target).get("ownerDocument"),
            window,
            element: JsValue::UNDEFINED,
            place: JsValue::UNDEFINED,
            shadow: JsValue::UNDEFINED,
            words: JsValue::UNDEFINED,
            modal,
        };
        root.element = root.element("div", if modal { AROUND_DIALOG } else { INLINE });
        let init = Record::new();
        init.set_str("mode", "open");
        root.shadow = give(&root.element, "attachShadow", &init);
        root.place = root.shadow.clone();
        give(target, "appendChild", &root.element);
        if modal {
            let dialog = root.element("dialog", DIALOG);
            record(&dialog).set("ariaLabel", title);
            root.append(&dialog);
            root.place = dialog;
            let close = root.element("button", CLOSE);
            record(&close).set_str("textContent", "×");
            record(&close).set_str("ariaLabel", "Close");
            root.append(&close);
            run(&root.place, "showModal");
        }
        root.words = root.element("p", WORDS);
        let words = record(&root.words);
        words.set_str("role", "status");
        words.set_str("lang", "en");
        root.append(&root.words);
        // Asking for the layout makes the browser see the transparent words first.
        words.get("offsetWidth");
        record(&words.get("style")).set_str("opacity", "1");
        root
    }

    /// The dialog's own close button.
    pub(super) fn close_button(&self) -> JsValue {
        record(&self.place).get("firstElementChild")
    }

    /// A new element of the page, in this style.
    pub(super) fn element(&self, name: &str, style: &str) -> JsValue {
        let element = give(&self.document, "createElement", &name.into());
        record(&record(&element).get("style")).set_str("cssText", style);
        element
    }

    /// Where the frame and the panel belong.
    pub(super) fn place(&self) -> &JsValue {
        &self.place
    }

    pub(super) fn append(&self, child: &JsValue) {
        give(&self.place, "appendChild", child);
    }

    pub(super) fn window(&self) -> &Record {
        record(&self.window)
    }

    pub(super) fn document(&self) -> &Record {
        record(&self.document)
    }

    /// The element that has the focus in here.
    pub(super) fn focused(&self) -> JsValue {
        record(&self.shadow).get("activeElement")
    }

    pub(super) fn say(&self, view: View) {
        record(&self.words).set_str("textContent", view.plain_text());
    }

    /// Puts it back where somebody has taken it away; false where its place has gone too.
    pub(super) fn stands_in(&self, target: &JsValue) -> bool {
        let stands = |node: &JsValue| record(node).flag("isConnected");
        if !stands(&self.element) {
            give(target, "appendChild", &self.element);
            if self.modal && stands(&self.element) {
                record(&self.place).set("open", &false.into());
                run(&self.place, "showModal");
            }
        }
        stands(&self.element)
    }

    /// Closes the dialog, if there is one: the browser puts the focus back to where it was.
    pub(super) fn close(&self) {
        if self.modal {
            run(&self.place, "close");
        }
    }

    pub(super) fn remove(&self) {
        self.close();
        run(&self.element, "remove");
    }
}
