//! The stand-in for the vendor's mobile app: what a digit string opens, and how it ends.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{Caller, Host, session_body};
use face_auth_sandbox::{ApiError, FAIL_REASONS, Outcome, Script};
use reqwest::{Response, StatusCode, header};
use serde_json::{Value, json};

impl Caller {
    /// A session with a digit string: its token, and the digits.
    async fn handed_off(&self, lifetime: u32) -> (String, String) {
        let mut body = session_body();
        body["generateDigitString"] = json!(true);
        body["lifetime"] = json!(lifetime);
        let session = self.create(&body).await;
        let text = |field: &str| session[field].as_str().unwrap().to_owned();
        (text("token"), text("digitString"))
    }

    /// What the app's page asks of its server.
    async fn app(&self, path: &str, body: Value) -> Response {
        let url = self.sandbox.app_url().join(path).unwrap();
        let request = self.client.post(url).body(body.to_string());
        request.send().await.unwrap()
    }
}

#[tokio::test]
async fn the_page_runs_nothing_inline_and_loads_what_is_there() {
    let caller = Caller::start(None).await;
    let page = caller.client.get(caller.sandbox.app_url());
    let page = page.send().await.unwrap();
    assert_eq!(page.status(), StatusCode::OK);
    let policy = page.headers()[header::CONTENT_SECURITY_POLICY].clone();
    assert!(!policy.to_str().unwrap().contains("unsafe"));
    let html = page.text().await.unwrap();
    for inline in ["<style", " style=", " onclick=", "javascript:"] {
        assert!(!html.contains(inline), "{inline}");
    }
    for asset in ["app.js", "camera.js", "server.js", "frame.css"] {
        let answer = caller.client.get(caller.frame(asset)).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{asset}");
    }
}

#[tokio::test]
async fn a_code_opens_its_session_and_shows_neither_secret() {
    let caller = Caller::start(None).await;
    let (token, digits) = caller.handed_off(60).await;
    let opened = caller
        .app("app/session", json!({ "digitString": digits }))
        .await;
    assert_eq!(opened.status(), StatusCode::OK);
    let text = opened.text().await.unwrap();
    assert!(!text.contains(&token) && !text.contains(&digits));
    let session: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(session["failReasons"], json!(FAIL_REASONS));
    assert!(session["remaining"].as_u64().unwrap() <= 60_000);
}

#[tokio::test]
async fn a_selfie_ends_the_session_and_only_the_backend_hears() {
    let mut host = Host::start([]).await;
    let caller = Caller::start(Some(host.target.clone())).await;
    for (outcome, status, reason) in [
        (json!("approve"), "SUCCESS", Value::Null),
        (
            json!({ "fail": "EYES_CLOSED" }),
            "FAILED",
            json!("EYES_CLOSED"),
        ),
        (json!("cancel"), "CANCELED", Value::Null),
    ] {
        let (token, digits) = caller.handed_off(60).await;
        let body = json!({ "digitString": digits, "outcome": outcome });
        let ended = caller.app("app/outcome", body.clone()).await;
        assert_eq!(ended.status(), StatusCode::NO_CONTENT);
        let webhook = host.next().await.json();
        assert_eq!(webhook["token"], token);
        assert_eq!(webhook["status"], status);
        assert_eq!(webhook["failReason"], reason);
        assert_eq!(webhook["ipAddress"], "127.0.0.1");

        // The code is used up, and with it the frame in the browser.
        let again = caller.app("app/outcome", body).await;
        assert_eq!(again.status(), StatusCode::NOT_FOUND);
        assert_eq!(caller.open_frame(&token).await.status(), StatusCode::GONE);
    }
    assert!(!host.has_more());
}

#[tokio::test]
async fn a_code_that_is_wrong_or_too_old_opens_nothing() {
    let mut host = Host::start([]).await;
    let caller = Caller::start(Some(host.target.clone())).await;
    let (token, digits) = caller.handed_off(1).await;
    let webhook = host.next().await.json();
    assert_eq!(webhook["token"], token);
    assert_eq!(webhook["status"], "EXPIRED");
    for code in [digits.as_str(), "", "no code"] {
        let answer = caller
            .app("app/session", json!({ "digitString": code }))
            .await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{code}");
        let fault: Value = answer.json().await.unwrap();
        assert_eq!(fault["message"], "No session with this code.");
    }
    let nothing = caller.app("app/session", json!({})).await;
    assert_eq!(nothing.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_test_ends_a_session_by_its_digit_string() {
    let mut host = Host::start([]).await;
    let caller = Caller::start(Some(host.target.clone())).await;
    let (token, digits) = caller.handed_off(60).await;
    let failure = Script::new(Outcome::Fail("FACE_MISMATCH".into()));
    caller.sandbox.end_session_of(&digits, failure).unwrap();
    let webhook = host.next().await.json();
    assert_eq!(webhook["token"], token);
    assert_eq!(webhook["failReason"], "FACE_MISMATCH");
    let again = caller.sandbox.end_session_of(&digits, Outcome::Approve);
    assert_eq!(again, Err(ApiError::UnknownDigits));
}
