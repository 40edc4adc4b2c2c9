//! A checked token that never prints itself.

use alloc::string::String;
use core::fmt;

use crate::error::ErrorCode;

/// The longest token that the vendor documents, in characters (`tokenString`, ≤ 40).
pub const MAX_LENGTH: usize = 40;

/// The one-time token of a face authentication session.
///
/// Holds 1 to [`MAX_LENGTH`] visible ASCII characters. The vendor documents the length only, so
/// nothing is asked of the characters but that an address can carry them without surprise.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// Checks a token as a host's backend handed it over.
    ///
    /// # Errors
    /// [`ErrorCode::InvalidToken`] for one that is empty, over-long, or holds white space, control
    /// or non-ASCII characters.
    pub fn new(text: String) -> Result<Self, ErrorCode> {
        let fits = (1..=MAX_LENGTH).contains(&text.len());
        if fits && text.bytes().all(|byte| byte.is_ascii_graphic()) {
            Ok(Self(text))
        } else {
            Err(ErrorCode::InvalidToken)
        }
    }

    /// The secret itself, for the frame's address and nothing else.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_the_tokens_that_the_vendor_shows() {
        for text in [
            "3FA5TFPA2ZE3LMPGGS1EGOJNJE",
            "UbYZnDdrTElsSDBQFeNkd8MxI9CpSEO0qR5jtRcz",
            "token",
            "a-._~%&=#?/+",
        ] {
            let token = Token::new(text.into()).expect(text);
            assert_eq!(token.reveal(), text);
        }
    }

    #[test]
    fn refuses_what_no_address_should_carry() {
        let long = "x".repeat(MAX_LENGTH + 1);
        for text in ["", " ", "a b", "a\n", "\0", "tökén", "\u{202e}abc", &long] {
            assert_eq!(Token::new(text.into()), Err(ErrorCode::InvalidToken));
        }
    }

    #[test]
    fn never_prints_itself() {
        let token = Token::new("SECRET".into()).expect("valid");
        assert_eq!(format!("{token:?}"), "Token(…)");
    }
}
