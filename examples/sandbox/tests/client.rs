//! The crate's own client of the vendor's API, against this sandbox.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::Caller;
use face_auth_sandbox::{
    DEMO_API_KEY, DEMO_API_SECRET, DEMO_SCAN_REF, DEMO_UNIDENTIFIED_SCAN_REF, Outcome,
};
use face_auth_widget::{
    idenfy_api::{Eligibility, IdenfyErrorCode, Method, SessionRequest, SessionType},
    idenfy_client::IdenfyClient,
};
use reqwest::ClientBuilder;

fn client(caller: &Caller, secret: &str) -> IdenfyClient {
    IdenfyClient::builder(DEMO_API_KEY, secret)
        .base_url(caller.sandbox.api_url().as_str())
        .http(ClientBuilder::new().no_proxy())
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_status_says_who_may_authenticate() {
    let caller = Caller::start(None).await;
    let client = client(&caller, DEMO_API_SECRET);
    for (scan_ref, expected) in [
        (DEMO_SCAN_REF, Eligibility::Authentication),
        (DEMO_UNIDENTIFIED_SCAN_REF, Eligibility::Identification),
    ] {
        for method in [Method::FaceMatching, Method::ActiveLiveness] {
            let status = client.check_status(scan_ref, method).await;
            assert_eq!(status, Ok(expected));
        }
    }
    for unknown in ["unknown", "a/b?c#d%2e", "ą ž"] {
        let error = client
            .check_status(unknown, Method::FaceMatching)
            .await
            .unwrap_err();
        assert_eq!(error.code, IdenfyErrorCode::NotFound, "{unknown}");
        assert_eq!(error.identifier.as_deref(), Some("BAD_VALUE"), "{unknown}");
    }
}

#[tokio::test]
async fn a_session_is_made_used_and_looked_up() {
    let caller = Caller::start(None).await;
    let client = client(&caller, DEMO_API_SECRET);
    let request = SessionRequest {
        locale: Some("lt".to_owned()),
        lifetime: Some(600),
        generate_digit_string: true,
        ..SessionRequest::new(DEMO_SCAN_REF)
    };
    let grant = client.create_session(&request).await.unwrap();
    assert_eq!(grant.lifetime, 600);
    assert!(grant.digit_string.is_some());

    let before = client.get_session(&grant.token).await.unwrap();
    assert_eq!(before.approved, None);
    assert_eq!(before.token_string.as_ref(), Some(&grant.token));
    assert_eq!(before.given_scan_ref.as_deref(), Some(DEMO_SCAN_REF));
    assert_eq!(before.session_type.as_deref(), Some("AUTHENTICATION"));
    caller
        .sandbox
        .end_session(&grant.token, Outcome::Approve)
        .unwrap();
    let after = client.get_session(&grant.token).await.unwrap();
    assert_eq!(after.approved, Some(true));
}

#[tokio::test]
async fn an_enrollment_is_a_session_too() {
    let caller = Caller::start(None).await;
    let client = client(&caller, DEMO_API_SECRET);
    let request = SessionRequest {
        session_type: SessionType::Enrollment,
        method: Method::ActiveLiveness,
        ..SessionRequest::new(DEMO_SCAN_REF)
    };
    let grant = client.create_session(&request).await.unwrap();
    assert_eq!((grant.lifetime, grant.digit_string), (1800, None));
    let info = client.get_session(&grant.token).await.unwrap();
    assert_eq!(info.session_type.as_deref(), Some("ENROLLMENT"));
    assert_eq!(
        info.authentication_method.as_deref(),
        Some("ACTIVE_LIVENESS")
    );
}

#[tokio::test]
async fn another_key_pair_is_refused() {
    let caller = Caller::start(None).await;
    let client = client(&caller, "another-secret");
    let request = SessionRequest::new(DEMO_SCAN_REF);
    let error = client.create_session(&request).await.unwrap_err();
    assert_eq!(error.code, IdenfyErrorCode::Unauthorized);
    assert!(!format!("{error} {error:?}").contains("another-secret"));
    let error = client.get_session("UNKNOWN").await.unwrap_err();
    assert_eq!(error.code, IdenfyErrorCode::Unauthorized);
}
