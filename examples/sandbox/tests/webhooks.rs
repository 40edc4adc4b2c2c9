//! What the host's backend hears, and how often.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::time::Duration;

use common::{Caller, Host, PATIENCE, SIGNING_KEY, session_body, token};
use face_auth_sandbox::{DeliveryPolicy, FAIL_REASONS, WebhookTarget};
use face_auth_widget::webhook::{self, Vendor, signature};
use reqwest::StatusCode;
use serde_json::{Value, json};
use tokio::{net::TcpListener, time::timeout};

async fn caller_and_host(answers: impl IntoIterator<Item = StatusCode>) -> (Caller, Host) {
    let host = Host::start(answers).await;
    let caller = Caller::start(Some(host.target.clone())).await;
    (caller, host)
}

#[tokio::test]
async fn a_webhook_is_signed_and_says_what_the_vendor_prints() {
    let (caller, mut host) = caller_and_host([]).await;
    let added = json!({ "scanRef": "person", "kind": "AUTHENTICATION", "clientId": "client" });
    caller.post("sandbox/scan-refs", added).await;
    let mut body = session_body();
    body["scanRef"] = json!("person");
    body["type"] = json!("ENROLLMENT");
    body["method"] = json!("ACTIVE_LIVENESS");
    let token = token(&caller.create(&body).await);
    caller
        .choose(&token, &json!({ "fail": "EYES_CLOSED" }))
        .await;

    let received = host.next().await;
    assert_eq!(
        received.headers["idenfy-event-type"],
        "FACIAL_AUTHENTICATION"
    );
    assert_eq!(received.headers["content-type"], "application/json");
    let header = received.headers.get(signature::HEADER).unwrap().as_bytes();
    signature::verify(&received.body, Some(header), SIGNING_KEY.as_bytes()).unwrap();

    let mut webhook = received.json();
    let id = webhook["id"].take();
    assert_eq!(id.as_str().unwrap().len(), 36);
    let expected = json!({
        "id": null,
        "scanRef": "person",
        "clientId": "client",
        "status": "FAILED",
        "token": token,
        "type": "ENROLLMENT",
        "method": "ACTIVE_LIVENESS",
        "facePhoto": null,
        "failReason": "EYES_CLOSED",
        "ipAddress": "127.0.0.1",
        "riskTags": null,
    });
    assert_eq!(webhook, expected);
}

#[tokio::test]
async fn each_outcome_has_its_status() {
    let (caller, mut host) = caller_and_host([]).await;
    for (outcome, status) in [
        ("approve", "SUCCESS"),
        ("cancel", "CANCELED"),
        ("expire", "EXPIRED"),
    ] {
        let token = caller.token().await;
        caller.choose(&token, &json!(outcome)).await;
        let webhook = host.next().await.json();
        assert_eq!(webhook["token"], token);
        assert_eq!(webhook["status"], status);
        assert_eq!(webhook["failReason"], Value::Null);
    }
}

#[tokio::test]
async fn each_fail_reason_is_one_that_the_host_knows() {
    let (caller, mut host) = caller_and_host([]).await;
    for reason in FAIL_REASONS {
        caller
            .choose(&caller.token().await, &json!({ "fail": reason }))
            .await;
        let event = webhook::parse(&host.next().await.body, Vendor::Idenfy).unwrap();
        let told = event.decision.reason.unwrap();
        assert_eq!(told.code.as_deref(), Some(reason));
        assert_ne!(told.category, face_auth_widget::decision::Category::Unknown);
    }
}

#[tokio::test]
async fn a_delivery_is_repeated_byte_by_byte_until_it_is_accepted() {
    let refusals = [
        StatusCode::INTERNAL_SERVER_ERROR,
        StatusCode::FOUND,
        StatusCode::BAD_REQUEST,
    ];
    let (caller, mut host) = caller_and_host(refusals).await;
    caller
        .choose(&caller.token().await, &json!("approve"))
        .await;
    let first = host.next().await;
    for _ in refusals {
        let again = host.next().await;
        assert_eq!(again.body, first.body);
        assert_eq!(
            again.headers[signature::HEADER],
            first.headers[signature::HEADER]
        );
    }

    // Accepted: the next thing that the host hears is another session.
    let other = caller.token().await;
    caller.choose(&other, &json!("cancel")).await;
    assert_eq!(host.next().await.json()["token"], other);
    assert!(!host.has_more());
}

#[tokio::test]
async fn a_delivery_is_given_up_after_its_last_try() {
    let mut host = Host::start([StatusCode::BAD_GATEWAY; 2]).await;
    let delivery = DeliveryPolicy {
        first_wait: Duration::from_millis(1),
        tries: 2,
        ..DeliveryPolicy::default()
    };
    let caller = Caller::start_with(Some(host.target.clone()), delivery).await;
    let refused = caller.token().await;
    caller.choose(&refused, &json!("approve")).await;
    for _ in 0..2 {
        assert_eq!(host.next().await.json()["token"], refused);
    }

    // A third try would come within milliseconds, long before this one.
    let mut body = session_body();
    body["sandbox"] = json!({ "outcome": "approve", "webhookDelay": 200 });
    let later = token(&caller.create(&body).await);
    caller.choose(&later, &json!("approve")).await;
    assert_eq!(host.next().await.json()["token"], later);
}

#[tokio::test]
async fn a_host_that_does_not_answer_is_tried_again() {
    let mute = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", mute.local_addr().unwrap());
    let target = WebhookTarget {
        url: url.parse().unwrap(),
        signing_key: None,
    };
    let delivery = DeliveryPolicy {
        timeout: Duration::from_millis(50),
        first_wait: Duration::from_millis(1),
        ..DeliveryPolicy::default()
    };
    let caller = Caller::start_with(Some(target), delivery).await;
    caller
        .choose(&caller.token().await, &json!("approve"))
        .await;
    let first = timeout(PATIENCE, mute.accept()).await.unwrap().unwrap();
    timeout(PATIENCE, mute.accept()).await.unwrap().unwrap();
    drop(first);
}

#[tokio::test]
async fn an_unused_token_expires_and_is_told_once() {
    let (caller, mut host) = caller_and_host([]).await;
    let mut body = session_body();
    body["lifetime"] = json!(1);
    let expiring = token(&caller.create(&body).await);
    let finished = token(&caller.create(&body).await);
    caller.choose(&finished, &json!("approve")).await;
    assert_eq!(host.next().await.json()["token"], finished);

    let webhook = host.next().await.json();
    assert_eq!(webhook["token"], expiring);
    assert_eq!(webhook["status"], "EXPIRED");
    assert_eq!(webhook["ipAddress"], Value::Null);
    assert_eq!(
        caller.open_frame(&expiring).await.status(),
        StatusCode::GONE
    );
    assert_eq!(
        caller.choose(&expiring, &json!("expire")).await,
        StatusCode::GONE
    );

    // A second session of a second's life has been told after the first: nothing came between,
    // neither a second EXPIRED nor one for the session that was finished.
    let later = token(&caller.create(&body).await);
    assert_eq!(host.next().await.json()["token"], later);
    assert!(!host.has_more());
}

#[tokio::test]
async fn silence_is_kept() {
    let (caller, mut host) = caller_and_host([]).await;
    let mut scripted = session_body();
    scripted["sandbox"] = json!({ "outcome": "approve", "webhook": false });
    let scripted = token(&caller.create(&scripted).await);
    assert_eq!(
        caller.choose(&scripted, &json!("approve")).await,
        StatusCode::NO_CONTENT
    );
    let silent = caller.token().await;
    assert_eq!(
        caller.choose(&silent, &json!("silent")).await,
        StatusCode::NO_CONTENT
    );

    let heard = caller.token().await;
    caller.choose(&heard, &json!("approve")).await;
    assert_eq!(host.next().await.json()["token"], heard);
    assert!(!host.has_more());
}

#[tokio::test]
async fn a_script_that_ends_a_session_says_how_it_is_told() {
    let (caller, mut host) = caller_and_host([]).await;
    let end = async |script: Value| {
        let token = caller.token().await;
        let body = json!({ "token": token, "script": script }).to_string();
        let request = caller.client.post(caller.frame("outcome")).body(body);
        let status = request.send().await.unwrap().status();
        assert_eq!(status, StatusCode::NO_CONTENT);
        token
    };
    // In the order in which they end: told late, never, and as the opposite of what the frame says.
    let late = end(json!({ "outcome": "approve", "webhookDelay": 300 })).await;
    end(json!({ "outcome": "approve", "webhook": false })).await;
    let opposite =
        json!({ "outcome": { "fail": "FAKE_FACE" }, "messages": [{ "status": "APPROVED" }] });
    let contradicted = end(opposite).await;
    let told = host.next().await.json();
    assert_eq!(told["token"], contradicted);
    assert_eq!(told["status"], "FAILED");
    assert_eq!(host.next().await.json()["token"], late);
    assert!(!host.has_more());
}

#[tokio::test]
async fn a_digit_string_stands_for_its_session() {
    let (caller, mut host) = caller_and_host([]).await;
    let mut body = session_body();
    body["generateDigitString"] = json!(true);
    let session = caller.create(&body).await;
    let played = json!({ "digitString": session["digitString"], "outcome": "approve" });
    let answer = caller.post("sandbox/outcome", &played).await;
    assert_eq!(answer.status(), StatusCode::NO_CONTENT);
    assert_eq!(host.next().await.json()["token"], session["token"]);
    let again = caller.post("sandbox/outcome", &played).await;
    assert_eq!(again.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn without_a_key_nothing_is_signed() {
    let mut host = Host::start([]).await;
    let caller = Caller::start(None).await;
    caller.sandbox.set_webhook(Some(WebhookTarget {
        signing_key: None,
        ..host.target.clone()
    }));
    caller
        .choose(&caller.token().await, &json!("approve"))
        .await;
    assert!(!host.next().await.headers.contains_key(signature::HEADER));
}
