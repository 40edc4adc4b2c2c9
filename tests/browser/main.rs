//! The DOM layer in a real browser, through the bindings that JavaScript uses.
//!
//! Messages between real windows of real origins are the end-to-end tests' subject; here, what
//! stands in the page and what is left of it.
#![cfg(all(target_arch = "wasm32", not(feature = "panel")))]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod options;
mod page;
mod panel;
mod session;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
