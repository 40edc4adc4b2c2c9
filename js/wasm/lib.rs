//! The browser build: links the library, whose bindings export themselves.

// The standard library's way of dying would be downloaded too: it formats messages that nobody reads.
#![cfg_attr(target_arch = "wasm32", no_std)]

use face_auth_widget as _;

#[cfg(target_arch = "wasm32")]
mod allocator;

/// A panic is a bug: it ends the module, as an `unreachable` that JavaScript sees.
#[cfg(target_arch = "wasm32")]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}
