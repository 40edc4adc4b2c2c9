//! Face authentication in a web page: the vendor's frame, heard but never believed more than it
//! may be.
//!
//! The crate builds twice.
//!
//! - **For the browser**, as two WebAssembly modules, which the npm package `face-auth-widget` is
//!   made from: in the first, the `browser` layer puts the frame into the page, and the bindings are
//!   what JavaScript sees; the second, made with the feature `panel`, is what a person sees besides
//!   the frame.
//! - **Natively**, as an ordinary library: the pure core ([`session`], [`message`], [`token`],
//!   [`error`]), which is tested without a browser, and for a host's backend, each behind a feature
//!   of its name: the vendors' signed webhooks (`webhook`) with the [`decision`] they come to, the
//!   calls that make a session (`idenfy-api`), and a client for them (`idenfy-client`). The first two
//!   are a third WebAssembly module as well, for backends that are JavaScript (`js/server`).

// What of the standard library the first module reaches is downloaded before the frame.
#![cfg_attr(
    all(
        target_arch = "wasm32",
        not(any(feature = "panel", feature = "webhook", feature = "idenfy-api", test))
    ),
    no_std
)]

extern crate alloc;

pub mod card;
pub mod code;
pub mod decision;
pub mod error;
pub mod expiry;
pub mod frame_url;
pub mod idenfy;
#[cfg(feature = "idenfy-api")]
pub mod idenfy_api;
#[cfg(all(feature = "idenfy-client", not(target_arch = "wasm32")))]
pub mod idenfy_client;
pub mod locale;
pub mod message;
pub mod notice;
mod numbered;
pub mod outcome;
pub mod parts;
pub mod session;
pub mod signal;
pub mod token;
#[cfg(feature = "typescript")]
pub mod typescript;
pub mod view;
#[cfg(feature = "webhook")]
pub mod webhook;
pub mod words;

// What is exported to JavaScript is in every module that links it: so each of the modules is
// compiled from its own part.
#[cfg(all(
    target_arch = "wasm32",
    not(any(feature = "panel", feature = "webhook", feature = "idenfy-api"))
))]
pub mod bindings;
#[cfg(all(
    target_arch = "wasm32",
    not(any(feature = "panel", feature = "webhook", feature = "idenfy-api"))
))]
mod browser;
#[cfg(all(target_arch = "wasm32", feature = "panel"))]
pub mod panel;
