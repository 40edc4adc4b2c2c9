//! The API origin: the vendor's three calls and the sandbox's own.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{Caller, session_body, token};
use face_auth_sandbox::{
    DEMO_API_KEY, DEMO_SCAN_REF, DEMO_UNIDENTIFIED_SCAN_REF, Outcome, ScanRefKind, SessionRequest,
};
use reqwest::{
    StatusCode,
    header::{AUTHORIZATION, WWW_AUTHENTICATE},
};
use serde_json::{Value, json};

const CREATE: &str = "partner/authentication-info";

fn check(scan_ref: &str) -> String {
    format!("identification/facial-auth/{scan_ref}/check-status/?method=FACE_MATCHING")
}

#[tokio::test]
async fn every_call_wants_the_credentials() {
    let caller = Caller::start(None).await;
    for path in [&check(DEMO_SCAN_REF), CREATE, "sandbox/script", "nowhere"] {
        let bare = caller.client.post(caller.api(path));
        let wrong = bare
            .try_clone()
            .unwrap()
            .basic_auth(DEMO_API_KEY, Some("wrong"));
        let garbage = bare.try_clone().unwrap().header(AUTHORIZATION, "Basic !");
        for request in [bare, wrong, garbage] {
            let answer = request.send().await.unwrap();
            assert_eq!(answer.status(), StatusCode::UNAUTHORIZED, "{path}");
            assert!(answer.headers().contains_key(WWW_AUTHENTICATE));
            let body: Value = answer.json().await.unwrap();
            assert_eq!(body["identifier"], "UNAUTHORIZED");
        }
    }
}

#[tokio::test]
async fn a_status_check_knows_its_verifications() {
    let caller = Caller::start(None).await;
    caller
        .sandbox
        .add_scan_ref("by-method", ScanRefKind::Authentication);
    let by_call = json!({ "scanRef": "by-call", "kind": "IDENTIFICATION", "clientId": "c" });
    let added = caller.post("sandbox/scan-refs", by_call).await;
    assert_eq!(added.status(), StatusCode::NO_CONTENT);
    for (scan_ref, kind) in [
        (DEMO_SCAN_REF, "AUTHENTICATION"),
        (DEMO_UNIDENTIFIED_SCAN_REF, "IDENTIFICATION"),
        ("by-method", "AUTHENTICATION"),
        ("by-call", "IDENTIFICATION"),
    ] {
        let answer = caller.get(&check(scan_ref)).await;
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(
            answer.json::<Value>().await.unwrap(),
            json!({ "type": kind })
        );
    }
    let unknown = caller.get(&check("unknown")).await;
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
    for query in ["", "?method=PALM_READING"] {
        let path = format!("identification/facial-auth/{DEMO_SCAN_REF}/check-status/{query}");
        assert_eq!(caller.get(&path).await.status(), StatusCode::BAD_REQUEST);
    }
}

#[tokio::test]
async fn a_session_answers_what_was_asked_and_a_token() {
    let caller = Caller::start(None).await;
    let mut body = session_body();
    body["locale"] = json!("lt");
    body["lifetime"] = json!(3600);
    body["generateDigitString"] = json!(true);
    let answer = caller.create(&body).await;
    for (field, value) in body.as_object().unwrap() {
        assert_eq!(&answer[field], value, "{field}");
    }
    assert!(token(&answer).len() <= 40);
    let digits = answer["digitString"].as_str().unwrap();
    assert!(digits.len() == 8 && digits.bytes().all(|digit| digit.is_ascii_digit()));

    let plain = caller.create(&session_body()).await;
    assert_eq!(plain["lifetime"], 1800);
    assert_eq!(plain.get("digitString"), None);
    assert_ne!(plain["token"], answer["token"]);
}

#[tokio::test]
async fn a_bad_request_names_its_field() {
    let caller = Caller::start(None).await;
    for (field, value) in [
        ("scanRef", Value::Null),
        ("scanRef", json!(7)),
        ("scanRef", json!(DEMO_UNIDENTIFIED_SCAN_REF)),
        ("type", Value::Null),
        ("type", json!("IDENTIFICATION")),
        ("method", Value::Null),
        ("method", json!("PALM_READING")),
        ("locale", json!(["en"])),
        ("lifetime", json!(0)),
        ("lifetime", json!(-1)),
        ("lifetime", json!(2_592_001)),
        ("lifetime", json!("1800")),
        ("generateDigitString", json!("yes")),
        ("sandbox", json!({ "outcome": "perhaps" })),
    ] {
        let mut body = session_body();
        body[field] = value;
        let answer = caller.post(CREATE, &body).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{body}");
        let message = answer.json::<Value>().await.unwrap()["message"].to_string();
        assert!(message.contains(&format!("'{field}'")), "{message}");
    }
    for (body, identifier) in [("{", "JSON_ERROR"), ("[]", "VALIDATION_ERROR")] {
        let answer = caller.post(CREATE, body).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
        assert_eq!(
            answer.json::<Value>().await.unwrap()["identifier"],
            identifier
        );
    }
    let mut body = session_body();
    body["scanRef"] = json!("unknown");
    assert_eq!(
        caller.post(CREATE, &body).await.status(),
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn the_longest_and_shortest_lifetimes_are_taken() {
    let caller = Caller::start(None).await;
    for lifetime in [1, 2_592_000] {
        let mut body = session_body();
        body["lifetime"] = json!(lifetime);
        assert_eq!(caller.create(&body).await["lifetime"], lifetime);
    }
}

#[tokio::test]
async fn a_session_can_be_asked_for() {
    let caller = Caller::start(None).await;
    let made = |outcome: Option<Outcome>| {
        let request = SessionRequest::new(DEMO_SCAN_REF);
        let token = caller.sandbox.create_session(request).unwrap().token;
        if let Some(outcome) = outcome {
            caller.sandbox.end_session(&token, outcome).unwrap();
        }
        token
    };
    for (outcome, approved) in [
        (None, Value::Null),
        (Some(Outcome::Approve), json!(true)),
        (Some(Outcome::Fail("FAKE_FACE".into())), json!(false)),
        (Some(Outcome::Cancel), Value::Null),
    ] {
        let token = made(outcome);
        let path = format!("api/v2/facial-authentication-sessions/{token}/");
        let session: Value = caller.get(&path).await.json().await.unwrap();
        assert_eq!(session["tokenString"], token);
        assert_eq!(session["approved"], approved);
        assert_eq!(session["givenScanRef"], DEMO_SCAN_REF);
        assert_eq!(session["type"], "AUTHENTICATION");
        assert_eq!(session["authenticationMethod"], "FACE_MATCHING");
        assert_eq!(session["facePhoto"], Value::Null);
        assert_eq!(session["id"].as_str().unwrap().len(), 36);
    }
    let unknown = caller.get("api/v2/facial-authentication-sessions/x/").await;
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_admin_call_with_a_fault_changes_nothing() {
    let caller = Caller::start(None).await;
    for (path, body, status) in [
        (
            "script",
            json!({ "outcome": "perhaps" }),
            StatusCode::BAD_REQUEST,
        ),
        ("script", json!([]), StatusCode::BAD_REQUEST),
        (
            "scan-refs",
            json!({ "scanRef": "x" }),
            StatusCode::BAD_REQUEST,
        ),
        (
            "outcome",
            json!({ "outcome": "approve" }),
            StatusCode::BAD_REQUEST,
        ),
        (
            "outcome",
            json!({ "outcome": "approve", "token": "x" }),
            StatusCode::NOT_FOUND,
        ),
        (
            "outcome",
            json!({ "outcome": "approve", "digitString": "x" }),
            StatusCode::NOT_FOUND,
        ),
    ] {
        let answer = caller.post(&format!("sandbox/{path}"), &body).await;
        assert_eq!(answer.status(), status, "{path} {body}");
    }
    assert_eq!(
        caller.get(&check("x")).await.status(),
        StatusCode::NOT_FOUND
    );
}
