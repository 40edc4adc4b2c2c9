//! What became of a session.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::answer::{Answer, read};
use super::error::IdenfyError;

/// One session, as the vendor answers for its token.
///
/// Source: the vendor's schema of `facial-authentication-sessions`, which does not say which fields
/// are always there; without the token an answer is not taken.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(
    feature = "typescript",
    derive(ts_rs::TS),
    ts(rename_all = "camelCase")
)]
pub struct SessionInfo {
    /// The vendor's id of the session (uuid).
    pub id: Option<String>,
    /// The verification that it was made for. The vendor has deprecated it.
    pub given_scan_ref: Option<String>,
    /// The token.
    pub token_string: Option<String>,
    /// Whether it passed; null where there is no decision (yet).
    pub approved: Option<bool>,
    /// `AUTHENTICATION`, `ENROLLMENT`, or a type that is not documented yet.
    #[serde(rename = "type")]
    #[cfg_attr(feature = "typescript", ts(rename = "type"))]
    pub session_type: Option<String>,
    /// `FACE_MATCHING`, `ACTIVE_LIVENESS`, or a method that is not documented yet.
    pub authentication_method: Option<String>,
    /// The address of the picture.
    pub face_photo: Option<String>,
}

impl fmt::Debug for SessionInfo {
    /// Leaves out the token, and whose session it is.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionInfo")
            .field("id", &self.id)
            .field("approved", &self.approved)
            .field("session_type", &self.session_type)
            .field("authentication_method", &self.authentication_method)
            .finish_non_exhaustive()
    }
}

/// Reads the answer to [`Call::get_session`](super::Call::get_session) for this token.
///
/// # Errors
/// What the status says, or `unreadable`, also where the answer is about another session, or does not
/// say about which.
pub fn read_session_info(answer: &Answer<'_>, token: &str) -> Result<SessionInfo, IdenfyError> {
    let info: SessionInfo = read(answer)?;
    if info.token_string.as_deref() == Some(token) {
        Ok(info)
    } else {
        Err(IdenfyError::unreadable(answer.status))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn info(body: &Value) -> Result<SessionInfo, IdenfyError> {
        let answer = Answer {
            status: 200,
            retry_after: None,
            body: &body.to_string().into_bytes(),
        };
        read_session_info(&answer, "T")
    }

    #[test]
    fn the_documented_fields_are_read_and_others_let_pass() {
        let body = json!({
            "id": "8a7f", "givenScanRef": "ref", "tokenString": "T", "approved": true,
            "type": "AUTHENTICATION", "authenticationMethod": "FACE_MATCHING",
            "facePhoto": null,
        });
        let mut more = body.clone();
        more["new"] = json!({ "field": 1 });
        let info = info(&more).expect("readable");
        assert_eq!(info.approved, Some(true));
        assert_eq!(serde_json::to_value(info).expect("JSON"), body);
    }

    #[test]
    fn approval_is_never_guessed() {
        for undecided in [
            json!({ "tokenString": "T" }),
            json!({ "tokenString": "T", "approved": null }),
        ] {
            assert_eq!(info(&undecided).expect("readable").approved, None);
        }
        for odd in [json!("true"), json!(1), json!({}), json!([true])] {
            let unreadable = Err(IdenfyError::unreadable(200));
            let body = json!({ "tokenString": "T", "approved": odd });
            assert_eq!(info(&body), unreadable);
        }
        let list = json!(["8a7f", "ref", "T", true, null, null, null]);
        assert_eq!(info(&list), Err(IdenfyError::unreadable(200)));
    }

    #[test]
    fn an_answer_about_another_session_is_none() {
        for other in [
            json!({ "tokenString": "U", "approved": true }),
            json!({ "tokenString": null, "approved": true }),
            json!({ "tokenString": "", "approved": true }),
            json!({ "approved": true }),
            json!({}),
        ] {
            assert_eq!(info(&other), Err(IdenfyError::unreadable(200)), "{other}");
        }
    }

    #[test]
    fn never_prints_whose_session_it_is() {
        let info =
            info(&json!({ "tokenString": "T", "givenScanRef": "WHO", "facePhoto": "WHERE" }));
        let printed = format!("{:?}", info.expect("readable"));
        let secrets = ["token", "WHO", "WHERE"];
        assert!(secrets.iter().all(|secret| !printed.contains(secret)));
    }
}
