//! What opens a session.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::answer::{Answer, read};
use super::error::IdenfyError;
use super::request::{MAX_LIFETIME, SessionRequest};
use crate::token::Token;

/// Seconds in which a session can be started if none were asked for: the vendor's 30 minutes.
pub const DEFAULT_LIFETIME: u32 = 1800;

/// What opens one session: as JSON, what the widget's option `token` takes. It holds two secrets.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(
    feature = "typescript",
    derive(ts_rs::TS),
    ts(rename_all = "camelCase", optional_fields)
)]
pub struct Grant {
    /// The token: 1 to 40 visible ASCII characters.
    pub token: String,
    /// The code for the vendor's app, where one was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digit_string: Option<String>,
    /// Seconds in which the session can be started.
    pub lifetime: u32,
}

impl fmt::Debug for Grant {
    /// Leaves out both secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Grant")
            .field("lifetime", &self.lifetime)
            .finish_non_exhaustive()
    }
}

/// All but the token is read with patience: a session that has been paid for is not lost over a field
/// that is only a hint.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Body {
    token: String,
    #[serde(default)]
    digit_string: Value,
    #[serde(default)]
    lifetime: Value,
}

/// Reads the answer to [`Call::create_session`](super::Call::create_session) for this request.
///
/// # Errors
/// What the status says, or `unreadable`, also where the token is missing or cannot be one.
pub fn read_session(answer: &Answer<'_>, request: &SessionRequest) -> Result<Grant, IdenfyError> {
    let body: Body = read(answer)?;
    let unreadable = |_| IdenfyError::unreadable(answer.status);
    let token = Token::new(body.token).map_err(unreadable)?;
    let wanted = request.generate_digit_string;
    Ok(Grant {
        token: token.reveal().to_owned(),
        digit_string: digits(&body.digit_string).filter(|_| wanted),
        lifetime: seconds(&body.lifetime)
            .or(request.lifetime)
            .unwrap_or(DEFAULT_LIFETIME),
    })
}

fn digits(value: &Value) -> Option<String> {
    let digits = value.as_str()?;
    (!digits.is_empty()).then(|| digits.to_owned())
}

fn seconds(value: &Value) -> Option<u32> {
    let seconds = value.as_u64()?.try_into().ok()?;
    (1..=MAX_LIFETIME).contains(&seconds).then_some(seconds)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn session(body: &Value, request: &SessionRequest) -> Result<Grant, IdenfyError> {
        let answer = Answer {
            status: 200,
            retry_after: None,
            body: &body.to_string().into_bytes(),
        };
        read_session(&answer, request)
    }

    fn asking(lifetime: Option<u32>, generate_digit_string: bool) -> SessionRequest {
        SessionRequest {
            lifetime,
            generate_digit_string,
            ..SessionRequest::new("ref")
        }
    }

    #[test]
    fn an_answer_becomes_what_the_widget_takes() {
        let body = json!({
            "scanRef": "ref", "type": "AUTHENTICATION", "method": "FACE_MATCHING", "locale": "en",
            "generateDigitString": true, "token": "T", "digitString": "012345", "lifetime": 3600,
        });
        let grant = session(&body, &asking(None, true)).expect("readable");
        assert_eq!(
            serde_json::to_value(grant).expect("JSON"),
            json!({ "token": "T", "digitString": "012345", "lifetime": 3600 })
        );
    }

    #[test]
    fn a_silent_answer_means_the_lifetime_that_was_asked_for() {
        for silent in [json!(null), json!("soon"), json!(0), json!(-1), json!(1e12)] {
            let body = json!({ "token": "T", "lifetime": silent });
            let lifetime = |asked| session(&body, &asking(asked, false)).map(|g| g.lifetime);
            assert_eq!(lifetime(Some(60)), Ok(60));
            assert_eq!(lifetime(None), Ok(DEFAULT_LIFETIME));
        }
    }

    #[test]
    fn a_code_counts_if_it_is_one_and_was_asked_for() {
        let code = |value: Value, wanted| {
            let body = json!({ "token": "T", "digitString": value });
            session(&body, &asking(None, wanted)).map(|grant| grant.digit_string)
        };
        assert_eq!(code(json!("012345"), true), Ok(Some("012345".to_owned())));
        assert_eq!(code(json!("012345"), false), Ok(None));
        for none in [json!(null), json!(""), json!(12345)] {
            assert_eq!(code(none, true), Ok(None));
        }
    }

    #[test]
    fn without_a_token_there_is_no_session() {
        let long = "x".repeat(41);
        for token in [json!(null), json!(""), json!(1), json!("a b"), json!(long)] {
            let body = json!({ "token": token, "lifetime": 60 });
            let unreadable = Err(IdenfyError::unreadable(200));
            assert_eq!(session(&body, &asking(None, false)), unreadable);
        }
        let unreadable = Err(IdenfyError::unreadable(200));
        assert_eq!(session(&json!({}), &asking(None, false)), unreadable);
    }

    #[test]
    fn never_prints_its_secrets() {
        let body = json!({ "token": "SECRET", "digitString": "314159" });
        let grant = session(&body, &asking(None, true)).expect("readable");
        assert_eq!(format!("{grant:?}"), "Grant { lifetime: 1800, .. }");
    }
}
