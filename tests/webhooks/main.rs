//! The webhooks of both vendors.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod corpus;
mod invariants;
mod properties;
mod signatures;
mod table;
