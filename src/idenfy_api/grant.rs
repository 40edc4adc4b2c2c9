//! What opens a session.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::answer::{Answer, read};
use super::error::IdenfyError;
use super::request::{MAX_LIFETIME, Method, SessionRequest, SessionType};
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

/// `digitString` and `lifetime` are read with patience: a session that has been paid for is not lost
/// over a field that is only a hint. What it is for, and whose, is no hint.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Body {
    token: String,
    #[serde(default)]
    digit_string: Value,
    #[serde(default)]
    lifetime: Value,
    #[serde(default)]
    scan_ref: Option<String>,
    #[serde(default, rename = "type")]
    session_type: Option<String>,
    #[serde(default)]
    method: Option<String>,
}

impl Body {
    /// Whether it is about this request, as far as it says. The vendor's page prints a type that is
    /// none (`AUTHENTICATION_TYPE`), so a word that it does not document is not held against it.
    fn answers(&self, request: &SessionRequest) -> bool {
        let session_type = self.session_type.as_deref().map(SessionType::read);
        let method = self.method.as_deref().map(Method::read);
        same(self.scan_ref.as_deref(), request.scan_ref.as_str())
            && same(session_type.and_then(Result::ok), request.session_type)
            && same(method.and_then(Result::ok), request.method)
    }
}

fn same<T: PartialEq>(echo: Option<T>, asked: T) -> bool {
    echo.is_none_or(|echo| echo == asked)
}

/// Reads the answer to [`Call::create_session`](super::Call::create_session) for this request.
///
/// # Errors
/// What the status says, or `unreadable`, also where the token is missing or cannot be one, or where
/// the session is another person's, or of another type or method.
pub fn read_session(answer: &Answer<'_>, request: &SessionRequest) -> Result<Grant, IdenfyError> {
    let body: Body = read(answer)?;
    let unreadable = IdenfyError::unreadable(answer.status);
    if !body.answers(request) {
        return Err(unreadable);
    }
    let token = Token::new(body.token).map_err(|_| unreadable)?;
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
    fn another_session_than_the_one_that_was_asked_for_is_none() {
        let told = |name: &str, echo: Value| {
            let body = json!({ "token": "T", name: echo });
            session(&body, &asking(None, false)).map(|grant| grant.token)
        };
        for (name, echo) in [
            ("scanRef", json!("other")),
            ("scanRef", json!("")),
            ("scanRef", json!(1)),
            ("type", json!("ENROLLMENT")),
            ("type", json!(["AUTHENTICATION"])),
            ("method", json!("ACTIVE_LIVENESS")),
            ("method", json!(false)),
        ] {
            let unreadable = Err(IdenfyError::unreadable(200));
            assert_eq!(told(name, echo.clone()), unreadable, "{name}: {echo}");
        }
        for (name, echo) in [
            ("scanRef", json!("ref")),
            ("scanRef", json!(null)),
            ("type", json!("AUTHENTICATION_TYPE")),
            ("type", json!("AUTHENTICATION")),
            ("method", json!(null)),
        ] {
            assert_eq!(
                told(name, echo.clone()),
                Ok("T".to_owned()),
                "{name}: {echo}"
            );
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
