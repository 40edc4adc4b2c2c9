//! The panel's module: links the library's panel, whose bindings export themselves.

use face_auth_widget as _;

#[cfg(target_arch = "wasm32")]
#[path = "../wasm/allocator.rs"]
mod allocator;
