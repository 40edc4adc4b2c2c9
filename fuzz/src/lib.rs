//! What the fuzz targets try. The native tests try the same on the corpus.

#[path = "../../tests/webhooks/invariants.rs"]
mod invariants;

use face_auth_widget::webhook::Vendor;

/// Any bytes as a body of iDenfy.
pub fn parse_idenfy(body: &[u8]) {
    invariants::of_parsing(body, Vendor::Idenfy);
}

/// Any bytes as a body of Incode.
pub fn parse_incode(body: &[u8]) {
    invariants::of_parsing(body, Vendor::Incode);
}

/// Any delivery: key, header and body, a line each.
pub fn verify(delivery: &[u8]) {
    invariants::of_delivery(delivery);
}
