//! Face authentication in a web page: the vendor's frame, heard but never believed more than it
//! may be.
//!
//! The crate builds twice.
//!
//! - **For the browser**, as WebAssembly: the `browser` layer puts the frame into the page, the
//!   bindings are what JavaScript sees. The npm package `face-auth-widget` is made from this build.
//! - **Natively**, as an ordinary library: the pure core ([`session`], [`message`], [`token`],
//!   [`error`]), which is tested without a browser, and for a host's backend the vendors' signed
//!   webhooks (`webhook`, behind the feature of that name) and the [`decision`] they come to.

pub mod decision;
pub mod error;
pub mod expiry;
pub mod frame_url;
pub mod idenfy;
pub mod message;
pub mod notice;
mod numbered;
pub mod outcome;
pub mod session;
pub mod signal;
pub mod token;
#[cfg(feature = "typescript")]
pub mod typescript;
pub mod view;
#[cfg(feature = "webhook")]
pub mod webhook;

#[cfg(target_arch = "wasm32")]
pub mod bindings;
#[cfg(target_arch = "wasm32")]
mod browser;
