//! The browser build: links the library, whose bindings export themselves.

use face_auth_widget as _;

#[cfg(target_arch = "wasm32")]
mod allocator;
