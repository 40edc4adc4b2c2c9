//! Options as JavaScript gave them, copied by `js/index.ts`: checked here.

use alloc::string::String;
use wasm_bindgen::{JsCast, JsValue};

use super::grant::Grant;
use super::js::{Record, record};
use super::page::Page;
use crate::error::ErrorCode::{self, InvalidOptions};
use crate::frame_url::{self, Parts};
use crate::session::Policy;

/// What an option that is given must be.
#[derive(Clone, Copy)]
enum Kind {
    Function,
    Text,
    Object,
    /// Anything that can be listened to: a signal may come from another window's realm.
    Target,
    Flag,
    /// From 1 to the longest delay that a browser's timer takes, in milliseconds.
    Number,
}

const KINDS: [(&str, Kind); 20] = [
    ("confirm", Kind::Function),
    ("onEvent", Kind::Function),
    ("onReady", Kind::Function),
    ("onStatus", Kind::Function),
    ("onApproved", Kind::Function),
    ("onFailed", Kind::Function),
    ("onCanceled", Kind::Function),
    ("onExpired", Kind::Function),
    ("onError", Kind::Function),
    ("mode", Kind::Text),
    ("frameUrl", Kind::Text),
    ("locale", Kind::Text),
    ("title", Kind::Text),
    ("messages", Kind::Object),
    ("signal", Kind::Target),
    ("handoff", Kind::Flag),
    ("maxAttempts", Kind::Number),
    ("tokenTimeout", Kind::Number),
    ("loadTimeout", Kind::Number),
    ("confirmTimeout", Kind::Number),
];

pub(super) struct Options {
    /// Undefined where tokens have to be asked for.
    pub(super) grant: Option<Grant>,
    pub(super) frame_url: Record,
    pub(super) title: JsValue,
    pub(super) modal: bool,
    pub(super) policy: Policy,
}

impl Options {
    /// Reads and checks the options of a page at `page_origin`.
    pub(super) fn read(
        options: &Record,
        page: &Page,
        page_origin: &str,
    ) -> Result<Self, ErrorCode> {
        if !options.is_object() {
            return Err(InvalidOptions);
        }
        if !KINDS
            .iter()
            .all(|(name, kind)| fits(&options.get(name), *kind))
        {
            return Err(InvalidOptions);
        }
        let token = options.get("token");
        let renewable = token.is_function();
        Ok(Self {
            grant: if renewable {
                None
            } else {
                Some(Grant::read(&token, page, InvalidOptions)?)
            },
            frame_url: frame_url(options, page, page_origin)?,
            title: title(options),
            modal: match text(options, "mode").as_deref() {
                None | Some("inline") => false,
                Some("modal") => true,
                Some(_) => return Err(InvalidOptions),
            },
            policy: policy(options, renewable),
        })
    }
}

/// Whether a value is left out, or of a kind.
fn fits(value: &JsValue, kind: Kind) -> bool {
    const LONGEST: f64 = 2_147_483_647.0;
    value.is_undefined()
        || match kind {
            Kind::Function => value.is_function(),
            Kind::Text => value.as_string().is_some(),
            Kind::Object => value.is_object(),
            Kind::Target => {
                value.is_object() && record(value).get("addEventListener").is_function()
            }
            Kind::Flag => value.as_bool().is_some(),
            Kind::Number => value.as_f64().is_some_and(|n| (1.0..=LONGEST).contains(&n)),
        }
}

fn policy(options: &Record, renewable: bool) -> Policy {
    let usual = Policy::default();
    Policy {
        renewable,
        confirms: options.get("confirm").is_function(),
        handoff: options.get("handoff").as_bool().unwrap_or(usual.handoff),
        max_attempts: whole(options, "maxAttempts", usual.max_attempts),
        token_timeout: whole(options, "tokenTimeout", usual.token_timeout),
        load_timeout: whole(options, "loadTimeout", usual.load_timeout),
        confirm_timeout: whole(options, "confirmTimeout", usual.confirm_timeout),
    }
}

fn title(options: &Record) -> JsValue {
    let title = text(options, "title");
    title.as_deref().unwrap_or("Face authentication").into()
}

fn text(options: &Record, name: &str) -> Option<String> {
    options
        .get(name)
        .as_string()
        .filter(|text| !text.is_empty())
}

/// A number that fits; a fraction is cut off.
fn whole(options: &Record, name: &str, usual: u32) -> u32 {
    let number = options.get(name).as_f64();
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "in range"
    )]
    number.map_or(usual, |number| number as u32)
}

fn frame_url(options: &Record, page: &Page, page_origin: &str) -> Result<Record, ErrorCode> {
    let address = text(options, "frameUrl");
    let url = page.url(address.as_deref().unwrap_or(frame_url::VENDOR));
    if !url.is_object() {
        return Err(InvalidOptions);
    }
    let part = |name| record(&url).text(name);
    let parts = Parts {
        protocol: &part("protocol"),
        hostname: &part("hostname"),
        origin: &part("origin"),
        username: &part("username"),
        password: &part("password"),
    };
    frame_url::check(parts, page_origin)?;
    Ok(url.unchecked_into())
}
