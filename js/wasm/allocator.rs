//! The allocator of the browser build.
//!
//! Rust's default for WebAssembly, dlmalloc, is a good part of what a page would have to download
//! before the frame. A widget makes a few dozen small allocations in its life, for which a free
//! list is enough.
#![allow(
    unsafe_code,
    reason = "an allocator for one thread has to be promised that there is one: no library can \
              know, and the browser build is made without the atomics that threads would need"
)]

use lol_alloc::{AssumeSingleThreaded, FreeListAllocator};

#[global_allocator]
static ALLOCATOR: AssumeSingleThreaded<FreeListAllocator> =
    // SAFETY: the module is instantiated with a memory of its own that it never shares.
    unsafe { AssumeSingleThreaded::new(FreeListAllocator::new()) };
