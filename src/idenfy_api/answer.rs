//! What came back.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::error::IdenfyError;
use super::refusal;

/// The longest body that is read, in bytes: 64 KiB. The vendor's are far below 1 KiB.
pub const MAX_ANSWER: usize = 64 * 1024;

/// An answer over HTTP.
#[derive(Clone, Copy)]
pub struct Answer<'a> {
    /// The HTTP status.
    pub status: u16,
    /// Seconds that the vendor asks to wait; see [`retry_after`](super::retry_after()).
    pub retry_after: Option<u32>,
    /// The body. Of one that is longer than [`MAX_ANSWER`], any part that is: reading can end there.
    pub body: &'a [u8],
}

/// What the vendor would do with a person.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[cfg_attr(
    feature = "typescript",
    derive(ts_rs::TS),
    ts(rename_all = "UPPERCASE")
)]
pub enum Eligibility {
    /// They may authenticate by face.
    Authentication,
    /// They must do a full identification first.
    Identification,
}

#[derive(Deserialize)]
struct Status {
    #[serde(rename = "type")]
    eligibility: Eligibility,
}

/// Reads the answer to [`Call::check_status`](super::Call::check_status).
///
/// # Errors
/// What the status says, or `unreadable`.
pub fn read_check_status(answer: &Answer<'_>) -> Result<Eligibility, IdenfyError> {
    let status: Status = read(answer)?;
    Ok(status.eligibility)
}

/// The body of a success, as what it must be: an object.
pub(super) fn read<T: DeserializeOwned>(answer: &Answer<'_>) -> Result<T, IdenfyError> {
    let body = refusal::accepted(answer)?;
    // serde would take a list, too, for the fields in their order.
    let is_object = body.trim_ascii_start().starts_with(b"{");
    let fits = is_object && body.len() <= MAX_ANSWER;
    // What serde says of a body may quote it: its error ends here.
    let value = fits.then(|| serde_json::from_slice(body).ok()).flatten();
    value.ok_or(IdenfyError::unreadable(answer.status))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn status(body: &[u8]) -> Result<Eligibility, IdenfyError> {
        read_check_status(&Answer {
            status: 200,
            retry_after: None,
            body,
        })
    }

    #[test]
    fn both_documented_types_are_read() {
        let body = br#"{"type":"AUTHENTICATION","new":[1]}"#;
        assert_eq!(status(body), Ok(Eligibility::Authentication));
        let body = br#"{"type":"IDENTIFICATION"}"#;
        assert_eq!(status(body), Ok(Eligibility::Identification));
    }

    #[test]
    fn anything_else_is_unreadable() {
        let mut huge = br#"{"type":"AUTHENTICATION"}"#.to_vec();
        huge.resize(MAX_ANSWER + 1, b' ');
        for body in [
            &b""[..],
            b"<html>",
            b"null",
            br#"["AUTHENTICATION"]"#,
            b"{}",
            br#"{"type":null}"#,
            br#"{"type":"MAYBE"}"#,
            br#"{"type":"AUTHENTICATION","type":"IDENTIFICATION"}"#,
            b"{\"type\":\"\xff\"}",
            &huge,
        ] {
            assert_eq!(status(body), Err(IdenfyError::unreadable(200)));
        }
        huge.pop();
        assert_eq!(status(&huge), Ok(Eligibility::Authentication));
    }

    proptest! {
        #[test]
        fn no_body_is_too_odd(body in proptest::collection::vec(any::<u8>(), 0..256)) {
            let _ = status(&body);
        }
    }
}
