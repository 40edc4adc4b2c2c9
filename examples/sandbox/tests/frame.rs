//! The frame origin, as the page in it uses it.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::time::Duration;

use common::{Caller, session_body, token};
use face_auth_sandbox::{FAIL_REASONS, Outcome, Script};
use reqwest::{StatusCode, header};
use serde_json::{Value, json};

#[tokio::test]
async fn the_two_origins_differ() {
    let caller = Caller::start(None).await;
    let (api, frame) = (caller.sandbox.api_url(), caller.sandbox.frame_url());
    assert_ne!(api.origin(), frame.origin());
}

#[tokio::test]
async fn the_page_runs_nothing_inline_and_is_kept_nowhere() {
    let caller = Caller::start(None).await;
    let page = caller.open_frame(&caller.token().await).await;
    assert_eq!(page.status(), StatusCode::OK);
    let headers = page.headers().clone();
    let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"));
    assert_eq!(headers[header::CACHE_CONTROL], "no-store");
    assert_eq!(headers[header::REFERRER_POLICY], "no-referrer");

    let html = page.text().await.unwrap();
    for inline in ["<style", " style=", " onclick=", "javascript:"] {
        assert!(!html.contains(inline), "{inline}");
    }
    for (asset, kind) in [("frame.js", "text/javascript"), ("frame.css", "text/css")] {
        assert!(html.contains(&format!("\"{asset}\"")), "{asset}");
        let answer = caller.client.get(caller.frame(asset)).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        let found = answer.headers()[header::CONTENT_TYPE].to_str().unwrap();
        assert!(found.starts_with(kind), "{found}");
    }
}

#[tokio::test]
async fn a_token_opens_the_frame_until_it_has_an_outcome() {
    let caller = Caller::start(None).await;
    let token = caller.token().await;
    for _ in 0..2 {
        assert_eq!(caller.open_frame(&token).await.status(), StatusCode::OK);
    }
    assert_eq!(
        caller.choose(&token, &json!("approve")).await,
        StatusCode::NO_CONTENT
    );
    for outcome in ["approve", "cancel"] {
        assert_eq!(
            caller.choose(&token, &json!(outcome)).await,
            StatusCode::GONE
        );
    }
    let used = caller.open_frame(&token).await;
    assert_eq!(used.status(), StatusCode::GONE);
    assert!(
        used.text()
            .await
            .unwrap()
            .contains("is used or has expired")
    );
}

#[tokio::test]
async fn a_frame_without_a_session_says_so_and_repeats_nothing() {
    let caller = Caller::start(None).await;
    assert_eq!(
        caller.open_frame("").await.status(),
        StatusCode::BAD_REQUEST
    );
    let unknown = caller.open_frame("<img src=x>").await;
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
    let html = unknown.text().await.unwrap();
    assert!(html.contains("No session with this token"));
    assert!(!html.contains("img"));
}

#[tokio::test]
async fn an_outcome_must_be_one() {
    let caller = Caller::start(None).await;
    let token = caller.token().await;
    for outcome in [json!("perhaps"), json!({ "fail": 1 }), Value::Null] {
        assert_eq!(
            caller.choose(&token, &outcome).await,
            StatusCode::BAD_REQUEST
        );
    }
    assert_eq!(
        caller.choose("unknown", &json!("approve")).await,
        StatusCode::NOT_FOUND
    );
    assert_eq!(caller.open_frame(&token).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn the_page_learns_what_it_can_offer() {
    let caller = Caller::start(None).await;
    let session = caller.frame_session(&caller.token().await).await;
    assert_eq!(session["type"], "AUTHENTICATION");
    assert_eq!(session["failReasons"], json!(FAIL_REASONS));
    assert_eq!(session["script"], Value::Null);
    assert_eq!(session["locale"], Value::Null);
    let mut body = session_body();
    body["locale"] = json!("lt");
    let lithuanian = token(&caller.create(&body).await);
    assert_eq!(caller.frame_session(&lithuanian).await["locale"], "lt");
    let remaining = session["remaining"].as_u64().unwrap();
    assert!((1_700_000..=1_800_000).contains(&remaining), "{remaining}");
}

#[tokio::test]
async fn a_script_comes_by_request_by_call_and_by_method() {
    let caller = Caller::start(None).await;
    let by_call = json!({
        "outcome": { "fail": "EYES_CLOSED" },
        "delay": 30,
        "messages": [{ "marker": 1 }, { "status": "FAILED" }],
    });
    let queued = caller.post("sandbox/script", &by_call).await;
    assert_eq!(queued.status(), StatusCode::NO_CONTENT);
    caller.sandbox.script_next(Script {
        delay: Duration::from_millis(40),
        ..Script::new(Outcome::Cancel)
    });

    let mut body = session_body();
    body["sandbox"] = json!({ "outcome": "silent" });
    let answer = caller.create(&body).await;
    assert_eq!(answer.get("sandbox"), None);
    let by_request = caller.frame_session(&token(&answer)).await;
    assert_eq!(by_request["script"]["outcome"], "silent");

    let first = caller.frame_session(&caller.token().await).await;
    for (field, value) in by_call.as_object().unwrap() {
        assert_eq!(&first["script"][field], value, "{field}");
    }
    let second = caller.frame_session(&caller.token().await).await;
    assert_eq!(second["script"]["outcome"], "cancel");
    assert_eq!(second["script"]["delay"], 40);
    let third = caller.frame_session(&caller.token().await).await;
    assert_eq!(third["script"], Value::Null);
}
