//! The `Idenfy-Signature` header: hex HMAC-SHA256 of the raw body under the dashboard's key.
//!
//! It covers neither the headers nor a time, so a replay is recognised by the body, not here.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use thiserror::Error;

/// The header's name, in lower case as HTTP libraries keep it.
pub const HEADER: &str = "idenfy-signature";

/// Length of a SHA-256 digest in bytes.
const DIGEST: usize = 32;

/// Why a signature does not hold. Tell the sender nothing of it: one answer for all.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "typescript", ts(rename = "SignatureFault"))]
pub enum SignatureError {
    /// There is no signature header.
    #[error("the signature header is missing")]
    #[cfg_attr(feature = "typescript", ts(rename = "signature_missing"))]
    Missing,
    /// The header is not the hex form of 32 bytes, or there are several.
    #[error("the signature is not 64 hexadecimal digits")]
    #[cfg_attr(feature = "typescript", ts(rename = "signature_malformed"))]
    Malformed,
    /// There is no key to verify with: anybody could sign under an empty one.
    #[error("the signing key is empty")]
    #[cfg_attr(feature = "typescript", ts(rename = "signing_key_missing"))]
    NoKey,
    /// The signature was made over another body or with another key.
    #[error("the signature does not match the body")]
    #[cfg_attr(feature = "typescript", ts(rename = "signature_mismatch"))]
    Mismatch,
}

impl SignatureError {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Missing, Self::Malformed, Self::NoKey, Self::Mismatch];

    /// The code that a host tells them apart by, inside.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Missing => "signature_missing",
            Self::Malformed => "signature_malformed",
            Self::NoKey => "signing_key_missing",
            Self::Mismatch => "signature_mismatch",
        }
    }
}

/// The signature of `body` under `key`, in lower-case hex.
#[must_use]
pub fn sign(body: &[u8], key: &[u8]) -> String {
    let digest = mac(body, key).finalize().into_bytes();
    digest.iter().flat_map(|byte| hex_digits(*byte)).collect()
}

/// The one value of the [`HEADER`] among those of a request, for [`verify`]. Of several, nobody can
/// say which one counts: together they are malformed, whichever of them holds.
///
/// ```
/// use face_auth_widget::webhook::signature;
///
/// assert_eq!(signature::only([]), None); // missing
/// assert_eq!(signature::only([&b"3c4f"[..]]), Some(&b"3c4f"[..]));
/// assert_eq!(signature::only([&b"3c4f"[..], b"3c4f"]), Some(&b""[..])); // malformed
/// ```
#[must_use]
pub fn only<'a>(values: impl IntoIterator<Item = &'a [u8]>) -> Option<&'a [u8]> {
    let mut values = values.into_iter();
    let first = values.next()?;
    Some(values.next().map_or(first, |_| &[]))
}

/// Checks a signature over the bytes as they were received, in constant time. `header` is what
/// [`only`] makes of the request.
///
/// # Errors
/// [`SignatureError`], whose kinds are for the host's own log.
pub fn verify(body: &[u8], header: Option<&[u8]>, key: &[u8]) -> Result<(), SignatureError> {
    if key.is_empty() {
        return Err(SignatureError::NoKey);
    }
    let header = header.ok_or(SignatureError::Missing)?;
    let claimed = decode(header).ok_or(SignatureError::Malformed)?;
    mac(body, key)
        .verify_slice(&claimed)
        .map_err(|_| SignatureError::Mismatch)
}

fn mac(body: &[u8], key: &[u8]) -> Hmac<Sha256> {
    #[allow(clippy::expect_used, reason = "HMAC takes a key of any length")]
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("any key length is valid");
    mac.update(body);
    mac
}

fn hex_digits(byte: u8) -> [char; 2] {
    [byte >> 4, byte & 0xf].map(|nibble| char::from_digit(nibble.into(), 16).unwrap_or('0'))
}

fn decode(hex: &[u8]) -> Option<[u8; DIGEST]> {
    if hex.len() != 2 * DIGEST {
        return None;
    }
    let mut bytes = [0; DIGEST];
    for (byte, pair) in bytes.iter_mut().zip(hex.chunks_exact(2)) {
        let [high, low] = [pair[0], pair[1]].map(|digit| char::from(digit).to_digit(16));
        *byte = u8::try_from(high? << 4 | low?).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &[u8] = b"key";
    const BODY: &[u8] = b"The quick brown fox jumps over the lazy dog";
    // The well-known HMAC-SHA256 example for this key and body.
    const SIGNATURE: &str = "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8";

    #[test]
    fn signs_as_the_standard_says() {
        assert_eq!(sign(BODY, KEY), SIGNATURE);
    }

    #[test]
    fn accepts_hex_in_either_case() {
        for header in [SIGNATURE.to_owned(), SIGNATURE.to_uppercase()] {
            assert_eq!(verify(BODY, Some(header.as_bytes()), KEY), Ok(()));
        }
    }

    #[test]
    fn of_two_headers_none_holds() {
        let good = SIGNATURE.as_bytes();
        assert_eq!(verify(BODY, only([good]), KEY), Ok(()));
        assert_eq!(verify(BODY, only([]), KEY), Err(SignatureError::Missing));
        for two in [[good, good], [good, b""], [b"", good]] {
            let malformed = Err(SignatureError::Malformed);
            assert_eq!(verify(BODY, only(two), KEY), malformed);
        }
    }

    #[test]
    fn tells_the_faults_apart() {
        let check = |body, header, key| verify(body, header, key).expect_err("must not hold");
        let good = Some(SIGNATURE.as_bytes());
        assert_eq!(check(BODY, None, KEY), SignatureError::Missing);
        assert_eq!(check(BODY, Some(b"f7bc"), KEY), SignatureError::Malformed);
        assert_eq!(
            check(BODY, Some(&[b'z'; 64]), KEY),
            SignatureError::Malformed
        );
        let forged = sign(BODY, b"");
        assert_eq!(
            check(BODY, Some(forged.as_bytes()), b""),
            SignatureError::NoKey
        );
        assert_eq!(check(BODY, good, b"other"), SignatureError::Mismatch);
        assert_eq!(check(b"changed", good, KEY), SignatureError::Mismatch);
    }
}
