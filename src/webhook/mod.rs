//! What a vendor tells a host's backend: signed where the vendor signs, then parsed, then decided.
//!
//! The caller names the [`Vendor`]: a route belongs to one, and a body of the other is refused on
//! it. Whatever the vendor, an [`Event`] comes to one [`Decision`](crate::decision::Decision).
//!
//! - [`verify`] is for iDenfy, which signs: the signature over the raw bytes first, and nothing is
//!   read of a body that is not signed.
//! - [`parse`] is for Incode, whose pages show no signature. Guard its route by a secret, and
//!   confirm through its API before anything important hangs on a delivery.
//!
//! A body comes to [`Status::Success`](crate::decision::Status::Success) only where the vendor says
//! so and nothing else in it says otherwise. One that says both is a failure, and its
//! [`contradiction`](Event::contradiction) is set.
//!
//! One route, whatever the framework:
//!
//! ```
//! use face_auth_widget::webhook::{self, VerifyError, signature};
//!
//! /// Answers one delivery: the status, and the text for the vendor.
//! fn receive(headers: &[(&str, &[u8])], body: &[u8], key: &[u8]) -> (u16, &'static str) {
//!     let signatures = headers
//!         .iter()
//!         .filter(|(name, _)| name.eq_ignore_ascii_case(signature::HEADER))
//!         .map(|(_, value)| *value);
//!     match webhook::verify(body, signature::only(signatures), key) {
//!         Ok(event) => {
//!             // Store it by `event.token()`, once: the first final decision stands.
//!             println!("delivery taken: {event:?}"); // holds neither token nor person
//!             (204, "")
//!         }
//!         Err(error) => {
//!             println!("delivery refused: {error}"); // says why, for this log only
//!             (error.http_status(), error.public_code())
//!         }
//!     }
//! }
//!
//! let body = br#"{"token":"T","status":"SUCCESS"}"#;
//! let signed = signature::sign(body, b"key");
//! let header = [("Idenfy-Signature", signed.as_bytes())];
//! assert_eq!(receive(&header, body, b"key"), (204, ""));
//! assert_eq!(receive(&header, body, b"other key"), (401, "unauthorized"));
//! assert_eq!(receive(&[header[0], header[0]], body, b"key"), (401, "unauthorized"));
//! assert_eq!(receive(&[], body, b"key"), (401, "unauthorized"));
//! ```

mod error;
mod event;
mod fields;
pub mod idenfy;
pub mod incode;
mod json;
pub mod signature;
mod term;
mod vendor;
mod verify;

pub use error::{Fault, WebhookError};
pub use event::{Body, Deprecation, Event, Kind, Purpose};
pub use json::{MAX_BODY, MAX_DEPTH, MAX_VALUES};
pub use term::{Documented, Term};
pub use vendor::Vendor;
pub use verify::{VerifyError, verify};

use serde_json::{Map, Value};

/// Reads a body of a vendor. For iDenfy, use [`verify`]: anybody can send a body.
///
/// # Errors
/// [`WebhookError`], with a code and, where one field is at fault, its path.
pub fn parse(body: &[u8], vendor: Vendor) -> Result<Event, WebhookError> {
    read(json::object(body)?, vendor)
}

/// Reads a body that something else has parsed already, such as a web framework. It may be as deep
/// and have as many values as [`parse`] takes, but what that parser did away with is not seen here:
/// names that stood twice, the size of the body, and numbers that it has no room for. One that is
/// not finite, such as `1e999`, is null in a [`Value`]: a field that is missing.
///
/// # Errors
/// As [`parse`].
pub fn parse_value(body: Value, vendor: Vendor) -> Result<Event, WebhookError> {
    read(json::object_of(body)?, vendor)
}

fn read(raw: Map<String, Value>, vendor: Vendor) -> Result<Event, WebhookError> {
    vendor.recognise(&raw)?;
    match vendor {
        Vendor::Idenfy => idenfy::read(raw),
        Vendor::Incode => incode::read(raw),
    }
}
