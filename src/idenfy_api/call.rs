//! The three calls, as they are sent.

use std::fmt;

use serde::Serialize;

use super::base_url::BaseUrl;
use super::error::IdenfyError;
use super::request::{Method, SessionRequest};
use super::{scan_ref, segment};
use crate::token::Token;

/// Which of the vendor's calls one is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// Whether a person may authenticate by face.
    CheckStatus,
    /// A new session. Each one costs.
    CreateSession,
    /// What became of a session.
    GetSession,
}

/// How a call is sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum HttpMethod {
    /// It changes nothing.
    Get,
    /// It makes something.
    Post,
}

/// A request that is ready to be sent: with the key pair as HTTP Basic and, where there is a body,
/// `Content-Type: application/json`. No redirect of it may be followed, since that would carry the key
/// pair elsewhere.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Call {
    /// Which one it is.
    pub operation: Operation,
    /// How it is sent.
    pub method: HttpMethod,
    /// Where to. May hold a token.
    pub url: String,
    /// JSON, where there is a body.
    pub body: Option<String>,
}

impl Call {
    /// Asks whether the person with this `scanRef` may authenticate by face.
    ///
    /// # Errors
    /// `invalid_request` for `scanRef`.
    pub fn check_status(
        base: &BaseUrl,
        scan_ref: &str,
        method: Method,
    ) -> Result<Self, IdenfyError> {
        scan_ref::check(scan_ref)?;
        let path = format!(
            "/identification/facial-auth/{}/check-status/?method={}",
            segment::encode(scan_ref),
            method.word()
        );
        Ok(Self::get(Operation::CheckStatus, base.join(&path)))
    }

    /// Asks for a session.
    ///
    /// # Errors
    /// `invalid_request` for the field that the vendor would refuse.
    pub fn create_session(base: &BaseUrl, request: &SessionRequest) -> Result<Self, IdenfyError> {
        request.check()?;
        Ok(Self {
            operation: Operation::CreateSession,
            method: HttpMethod::Post,
            url: base.join("/partner/authentication-info"),
            body: serde_json::to_string(request).ok(),
        })
    }

    /// Asks what became of the session with this token.
    ///
    /// # Errors
    /// `invalid_request` for `token`, where it cannot be one of the vendor's.
    pub fn get_session(base: &BaseUrl, token: &str) -> Result<Self, IdenfyError> {
        let invalid = |_| IdenfyError::invalid("token");
        let token = Token::new(token.to_owned()).map_err(invalid)?;
        if !segment::can_stand(token.reveal()) {
            return Err(IdenfyError::invalid("token"));
        }
        let path = format!(
            "/api/v2/facial-authentication-sessions/{}/",
            segment::encode(token.reveal())
        );
        Ok(Self::get(Operation::GetSession, base.join(&path)))
    }

    const fn get(operation: Operation, url: String) -> Self {
        Self {
            operation,
            method: HttpMethod::Get,
            url,
            body: None,
        }
    }
}

impl fmt::Debug for Call {
    /// Leaves out the address and the body: they hold a token, or whose session it is.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &self.operation)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};
    use url::Url;

    use super::*;

    #[test]
    fn a_status_is_asked_for_as_the_vendor_documents_it() {
        let base = BaseUrl::default();
        let call = Call::check_status(&base, "ref", Method::FaceMatching).expect("valid");
        assert_eq!(call.method, HttpMethod::Get);
        assert_eq!(
            call.url,
            "https://ivs.idenfy.com/identification/facial-auth/ref/check-status/?method=FACE_MATCHING"
        );
        assert_eq!(call.body, None);
    }

    #[test]
    fn a_session_is_asked_for_as_the_vendor_documents_it() {
        let mut request = SessionRequest::new("ref");
        request.generate_digit_string = true;
        let call = Call::create_session(&BaseUrl::default(), &request).expect("valid");
        assert_eq!(call.method, HttpMethod::Post);
        assert_eq!(
            call.url,
            "https://ivs.idenfy.com/partner/authentication-info"
        );
        let body: Value = serde_json::from_str(&call.body.expect("a body")).expect("JSON");
        assert_eq!(
            body,
            json!({
                "scanRef": "ref",
                "type": "AUTHENTICATION",
                "method": "FACE_MATCHING",
                "generateDigitString": true,
            })
        );
    }

    #[test]
    fn a_session_is_looked_up_as_the_vendor_documents_it() {
        let token = "3FA5TFPA2ZE3LMPGGS1EGOJNJE";
        let call = Call::get_session(&BaseUrl::default(), token).expect("valid");
        assert_eq!(
            call.url,
            format!("https://ivs.idenfy.com/api/v2/facial-authentication-sessions/{token}/")
        );
    }

    #[test]
    fn what_cannot_be_a_token_is_never_sent() {
        let long = "x".repeat(41);
        for token in ["", ".", "..", "a b", "tökén", "a\n", &long] {
            let refused = Err(IdenfyError::invalid("token"));
            assert_eq!(Call::get_session(&BaseUrl::default(), token), refused);
        }
    }

    #[test]
    fn a_call_that_is_printed_tells_no_secret() {
        let call = Call::get_session(&BaseUrl::default(), "SECRET").expect("valid");
        assert_eq!(format!("{call:?}"), "Call { operation: GetSession, .. }");
    }

    proptest! {
        #[test]
        fn no_scan_ref_reaches_another_address(scan_ref in any::<String>()) {
            let base = BaseUrl::default();
            if let Ok(call) = Call::check_status(&base, &scan_ref, Method::ActiveLiveness) {
                let url = Url::parse(&call.url).expect("an address");
                let segments: Vec<_> = url.path_segments().expect("a path").collect();
                prop_assert_eq!(segments.len(), 5);
                prop_assert_eq!(&segments[..2], ["identification", "facial-auth"]);
                prop_assert_eq!(&segments[3..], ["check-status", ""]);
                prop_assert_eq!(url.query(), Some("method=ACTIVE_LIVENESS"));
                prop_assert_eq!(url.host_str(), Some("ivs.idenfy.com"));
            }
        }

        #[test]
        fn no_token_reaches_another_address(token in "[!-~]{1,41}") {
            if let Ok(call) = Call::get_session(&BaseUrl::default(), &token) {
                let url = Url::parse(&call.url).expect("an address");
                let segments: Vec<_> = url.path_segments().expect("a path").collect();
                prop_assert_eq!(segments.len(), 5);
                prop_assert_eq!(&segments[..3], ["api", "v2", "facial-authentication-sessions"]);
                prop_assert_eq!(url.query(), None);
            }
        }
    }
}
