//! iDenfy's deliveries: the signature first, over the bytes as they came.

use std::fmt;

use super::signature::{self, SignatureError};
use super::{Event, Fault, MAX_BODY, Vendor, WebhookError, parse};

/// Why a delivery is refused.
///
/// Its [`Display`](fmt::Display) and [`code`](Self::code) tell every case apart, for the host's own
/// log. The sender is answered [`http_status`](Self::http_status) and
/// [`public_code`](Self::public_code), which are the same for every fault of the signature: somebody
/// who tries must not learn how near they came, or that a key is missing here.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum VerifyError {
    /// The signature does not hold: nothing is known of the sender, and nothing was parsed.
    Signature(SignatureError),
    /// The vendor signed it, and still it cannot be used; or it is too large to be looked at.
    Body(WebhookError),
}

impl VerifyError {
    /// The code that a host tells the faults apart by, inside.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Signature(error) => error.code(),
            Self::Body(error) => error.code(),
        }
    }

    /// The field at fault; see [`WebhookError::path`].
    #[must_use]
    pub const fn path(&self) -> Option<&'static str> {
        match self {
            Self::Signature(_) => None,
            Self::Body(error) => error.path(),
        }
    }

    /// The HTTP status to answer with: 401 where the signature does not hold, 413 for a body that
    /// is too large, else 400.
    #[must_use]
    pub const fn http_status(&self) -> u16 {
        match self {
            Self::Signature(_) => 401,
            Self::Body(error) => error.http_status(),
        }
    }

    /// The code that the sender may be told.
    #[must_use]
    pub const fn public_code(&self) -> &'static str {
        match self {
            Self::Signature(_) => "unauthorized",
            Self::Body(error) => error.code(),
        }
    }
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Signature(error) => error.fmt(f),
            Self::Body(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for VerifyError {}

/// Reads a delivery of iDenfy, if it holds under the signing key of its dashboard.
///
/// `body` is what was received, byte for byte: JSON that was parsed and printed again has another
/// signature. `signature_header` is what [`signature::only`] makes of the request's headers. A body
/// that no vendor of ours signs, such as Incode's, does not pass even when signed.
///
/// # Errors
/// [`VerifyError`]. A body over [`MAX_BODY`] is refused before its signature is computed, so that a
/// stranger cannot make much work.
pub fn verify(
    body: &[u8],
    signature_header: Option<&[u8]>,
    key: &[u8],
) -> Result<Event, VerifyError> {
    if body.len() > MAX_BODY {
        return Err(VerifyError::Body(Fault::TooLarge.into()));
    }
    signature::verify(body, signature_header, key).map_err(VerifyError::Signature)?;
    parse(body, Vendor::Idenfy).map_err(VerifyError::Body)
}
