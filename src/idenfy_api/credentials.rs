//! The key pair of a host.

use std::fmt;

use super::error::IdenfyError;

/// An API key and its secret, as HTTP Basic carries them. Never prints itself.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    key: String,
    secret: String,
}

impl Credentials {
    /// Takes a key pair: visible ASCII characters, and no colon in the key, where HTTP Basic would end
    /// it. A line break that was copied along is thus found before the vendor answers 401.
    ///
    /// # Errors
    /// `invalid_request` for `apiKey` or `apiSecret`.
    pub fn new(key: impl Into<String>, secret: impl Into<String>) -> Result<Self, IdenfyError> {
        let (key, secret) = (key.into(), secret.into());
        if !is_visible(&key) || key.contains(':') {
            return Err(IdenfyError::invalid("apiKey"));
        }
        if !is_visible(&secret) {
            return Err(IdenfyError::invalid("apiSecret"));
        }
        Ok(Self { key, secret })
    }

    /// The key, for the `Authorization` header and nothing else.
    #[must_use]
    pub fn reveal_key(&self) -> &str {
        &self.key
    }

    /// The secret, for the `Authorization` header and nothing else.
    #[must_use]
    pub fn reveal_secret(&self) -> &str {
        &self.secret
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(…)")
    }
}

fn is_visible(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_is_two_visible_words() {
        assert!(Credentials::new("key", "a:secret").is_ok());
        for key in ["", "a key", "key\n", "a:key", "schlüssel"] {
            let refused = Err(IdenfyError::invalid("apiKey"));
            assert_eq!(Credentials::new(key, "secret"), refused, "{key}");
        }
        for secret in ["", "secret\n", "a secret"] {
            let refused = Err(IdenfyError::invalid("apiSecret"));
            assert_eq!(Credentials::new("key", secret), refused, "{secret}");
        }
    }

    #[test]
    fn never_prints_itself() {
        let pair = Credentials::new("KEY", "SECRET").expect("valid");
        assert_eq!(format!("{pair:?}"), "Credentials(…)");
    }
}
