//! Options as JavaScript gave them, checked.

use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AbortSignal, Url};

use super::Fault;
use super::js::record;
use super::own::own;
use super::token_source::TokenSource;
use crate::error::ErrorCode::{self, InvalidOptions};
use crate::frame_url::{self, Parts};

/// The callbacks that an option may name.
const CALLBACKS: [&str; 6] = [
    "onEvent",
    "onReady",
    "onStatus",
    "onApproved",
    "onFailed",
    "onError",
];

/// The longest delay that a browser's timer takes, in milliseconds.
const LONGEST: f64 = 2_147_483_647.0;

pub(crate) struct Options {
    pub(super) token: TokenSource,
    pub(super) frame_url: Url,
    pub(super) title: String,
    pub(super) locale: JsValue,
    pub(super) signal: Option<AbortSignal>,
    /// Milliseconds.
    pub(super) token_timeout: i32,
    /// Milliseconds.
    pub(super) load_timeout: i32,
}

impl Options {
    /// Reads and checks the options of a page at `page_origin`.
    pub(crate) fn read(options: &JsValue, page_origin: &str) -> Result<Self, Fault> {
        for name in CALLBACKS {
            optional(options, name, |value| {
                value.dyn_ref::<Function>().map(|_| ())
            })?;
        }
        let locale = optional(options, "locale", JsValue::as_string)?;
        Ok(Self {
            token: TokenSource::read(own(options, "token"))?,
            frame_url: frame_url(
                optional(options, "frameUrl", JsValue::as_string)?,
                page_origin,
            )?,
            title: optional(options, "title", JsValue::as_string)?
                .filter(|title| !title.is_empty())
                .unwrap_or_else(|| "Face authentication".into()),
            locale: locale.map_or(JsValue::UNDEFINED, Into::into),
            signal: optional(options, "signal", signal)?,
            token_timeout: timeout(options, "tokenTimeout")?,
            load_timeout: timeout(options, "loadTimeout")?,
        })
    }
}

/// An option that may be left out (`undefined`, or `null` as frameworks pass it).
fn optional<T>(
    options: &JsValue,
    name: &str,
    read: impl FnOnce(&JsValue) -> Option<T>,
) -> Result<Option<T>, ErrorCode> {
    let value = own(options, name);
    if value.is_undefined() || value.is_null() {
        return Ok(None);
    }
    read(&value).map(Some).ok_or(InvalidOptions)
}

/// Anything that can be listened to: a signal may come from another window's realm.
fn signal(value: &JsValue) -> Option<AbortSignal> {
    let listens = value.is_object() && record(value).get("addEventListener").is_function();
    listens.then(|| value.clone().unchecked_into())
}

fn timeout(options: &JsValue, name: &str) -> Result<i32, ErrorCode> {
    const DEFAULT: f64 = 30_000.0;
    let delay = optional(options, name, JsValue::as_f64)?.unwrap_or(DEFAULT);
    if (1.0..=LONGEST).contains(&delay) {
        #[allow(
            clippy::cast_possible_truncation,
            reason = "in range, and whole ms suffice"
        )]
        Ok(delay as i32)
    } else {
        Err(InvalidOptions)
    }
}

fn frame_url(given: Option<String>, page_origin: &str) -> Result<Url, ErrorCode> {
    let address = given.as_deref().unwrap_or(frame_url::VENDOR);
    let url = Url::new(address).map_err(|_| InvalidOptions)?;
    let part = |name| record(&url).text(name);
    let parts = Parts {
        protocol: &part("protocol"),
        hostname: &part("hostname"),
        origin: &part("origin"),
        username: &part("username"),
        password: &part("password"),
    };
    frame_url::check(parts, page_origin)?;
    Ok(url)
}
