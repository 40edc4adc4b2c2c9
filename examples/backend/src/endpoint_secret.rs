//! The secret of an endpoint whose deliveries are not signed.

use std::fmt;

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use thiserror::Error;

/// The fewest characters of a secret. Long ones come from `openssl rand -hex 32`.
const SHORTEST: usize = 16;

/// What a delivery must bring, kept as its hash. Its `Debug` output holds nothing of it.
#[derive(Clone)]
pub struct EndpointSecret([u8; 32]);

/// A secret that could be guessed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
#[error("the secret of an endpoint needs at least {SHORTEST} characters")]
pub struct ShortSecret;

impl EndpointSecret {
    /// Takes a secret.
    ///
    /// # Errors
    /// [`ShortSecret`]
    pub fn new(secret: &str) -> Result<Self, ShortSecret> {
        if secret.chars().count() < SHORTEST {
            return Err(ShortSecret);
        }
        Ok(Self(hash(secret.as_bytes())))
    }

    /// Whether this is the secret, in constant time: of hashes, so that not even the length of the
    /// right one can be measured.
    pub(crate) fn is(&self, claimed: &[u8]) -> bool {
        hash(claimed).ct_eq(&self.0).into()
    }
}

impl fmt::Debug for EndpointSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EndpointSecret")
    }
}

fn hash(secret: &[u8]) -> [u8; 32] {
    Sha256::digest(secret).into()
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn only_the_very_secret_opens() {
        let secret = EndpointSecret::new("a long secret of 33 characters ä!").expect("long enough");
        assert!(secret.is("a long secret of 33 characters ä!".as_bytes()));
        for claimed in ["", "a long secret", "A long secret of 33 characters ä!"] {
            assert!(!secret.is(claimed.as_bytes()), "{claimed}");
        }
        assert_eq!(format!("{secret:?}"), "EndpointSecret");
    }

    #[test]
    fn a_short_secret_is_none() {
        for short in ["", "fifteen letters"] {
            assert_eq!(
                EndpointSecret::new(short).err(),
                Some(ShortSecret),
                "{short}"
            );
        }
    }
}
