//! What an HTTP status means, and what the vendor says beside it.

use serde::Deserialize;

use super::answer::Answer;
use super::error::{IdenfyError, IdenfyErrorCode};

/// The longest identifier that is kept, in bytes.
const MAX_IDENTIFIER: usize = 64;

/// The vendor's error body. Its `message` is prose that may quote what was sent: it is not read.
#[derive(Deserialize)]
struct Body {
    identifier: String,
}

/// The body of a success, or what the refusal was.
pub(super) fn accepted<'a>(answer: &Answer<'a>) -> Result<&'a [u8], IdenfyError> {
    let Some(code) = code_of(answer.status) else {
        return Ok(answer.body);
    };
    let mut error = IdenfyError::new(code);
    error.status = Some(answer.status);
    error.retry_after = answer.retry_after;
    error.identifier = identifier(answer.body);
    Err(error)
}

const fn code_of(status: u16) -> Option<IdenfyErrorCode> {
    Some(match status {
        200..=299 => return None,
        400 => IdenfyErrorCode::BadRequest,
        401 => IdenfyErrorCode::Unauthorized,
        403 => IdenfyErrorCode::Forbidden,
        404 => IdenfyErrorCode::NotFound,
        429 => IdenfyErrorCode::RateLimited,
        500..=599 => IdenfyErrorCode::VendorUnavailable,
        _ => IdenfyErrorCode::Refused,
    })
}

/// A word of the vendor's error table, such as `BAD_VALUE`: words of capital letters, joined by
/// underscores. Keys and tokens are not shaped like that, so none can be taken for one.
fn identifier(body: &[u8]) -> Option<String> {
    let Body { identifier } = serde_json::from_slice(body).ok()?;
    let mut words = identifier.split('_');
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_uppercase());
    let fits = identifier.len() <= MAX_IDENTIFIER && identifier.contains('_');
    (fits && words.all(is_word)).then_some(identifier)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(status: u16, body: &[u8]) -> IdenfyError {
        let answer = Answer {
            status,
            retry_after: Some(3),
            body,
        };
        accepted(&answer).expect_err("a refusal")
    }

    #[test]
    fn every_status_has_its_code() {
        for (status, code) in [
            (400, "bad_request"),
            (401, "unauthorized"),
            (403, "forbidden"),
            (404, "not_found"),
            (429, "rate_limited"),
            (500, "vendor_unavailable"),
            (503, "vendor_unavailable"),
            (302, "refused"),
            (410, "refused"),
            (100, "refused"),
            (600, "refused"),
        ] {
            let error = refused(status, b"");
            assert_eq!(error.code.name(), code);
            assert_eq!(error.status, Some(status));
            assert_eq!(error.retry_after, Some(3));
        }
    }

    #[test]
    fn the_vendors_word_is_kept_and_its_prose_is_not() {
        let error = refused(
            400,
            br#"{"identifier":"BAD_VALUE","message":"scanRef SECRET"}"#,
        );
        assert_eq!(error.identifier.as_deref(), Some("BAD_VALUE"));
        assert_eq!(
            error.to_string(),
            "iDenfy refuses the request (400, BAD_VALUE)"
        );
        assert!(!format!("{error:?}").contains("SECRET"));
    }

    #[test]
    fn what_could_be_a_secret_is_no_word() {
        let long = format!("A_{}", "B".repeat(MAX_IDENTIFIER));
        for word in [
            "3FA5TFPA2ZE3LMPGGS1EGOJNJE",
            "SECRET",
            "sandbox_secret",
            "A_1",
            "_A",
            "A__B",
            "A_B\n",
            &long,
        ] {
            let body = serde_json::json!({ "identifier": word }).to_string();
            assert_eq!(refused(400, body.as_bytes()).identifier, None, "{word}");
        }
        assert_eq!(refused(400, b"{").identifier, None);
        assert_eq!(refused(400, br#"{"identifier":1}"#).identifier, None);
    }
}
