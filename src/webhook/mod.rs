//! What a vendor tells a host's backend: signed, then parsed, then decided.
//!
//! One file a vendor; [`signature`] says whether a body may be looked at, and
//! [`Decision`](crate::decision::Decision) is what all of them come to.

mod error;
pub mod idenfy;
pub mod signature;

pub use error::WebhookError;
