//! Incode's webhooks: every outcome as the host hears it, and as the crate reads it.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use common::{Caller, Host, Received};
use face_auth_sandbox::{
    Config, DEMO_CUSTOMER_ID, ERROR_CODES, ERROR_NAMES, FaceModule, IncodeAttempt, IncodeOutcome,
    IncodeTarget, OneToOne, Sandbox,
};
use face_auth_widget::{
    decision::{Category, Status},
    webhook::{self, Event, Kind, Vendor, VerifyError},
};
use reqwest::{StatusCode, header};
use serde_json::{Value, json};

/// A sandbox that tells this host, whose endpoint wants a secret in a header.
async fn stage() -> (Caller, Host) {
    let host = Host::start([]).await;
    let caller = Caller::start(None).await;
    caller.sandbox.set_incode_webhook(Some(IncodeTarget {
        url: host.target.url.clone(),
        secret: Some("ENDPOINT-SECRET".to_owned()),
    }));
    (caller, host)
}

fn read(received: &Received) -> Event {
    webhook::parse(&received.body, Vendor::Incode).unwrap()
}

/// What the host reads of an attempt.
async fn told((caller, host): &mut (Caller, Host), outcome: IncodeOutcome) -> Event {
    let attempt = IncodeAttempt::new(outcome);
    caller.sandbox.deliver_incode(&attempt).unwrap();
    read(&host.next().await)
}

#[tokio::test]
async fn each_outcome_of_1to1_is_what_the_crate_reads() {
    let mut stage = stage().await;
    for (outcome, category) in [
        (OneToOne::Error(4003), Category::Denied),
        (OneToOne::Error(4004), Category::Unknown),
        (OneToOne::Error(4005), Category::Attack),
        (OneToOne::Error(4015), Category::Mismatch),
        (OneToOne::Error(5000), Category::Unknown),
        (OneToOne::Lenses, Category::Picture),
        (OneToOne::Mask, Category::Picture),
    ] {
        let event = told(&mut stage, IncodeOutcome::Authentication1to1(outcome)).await;
        assert_eq!(event.kind, Kind::IncodeAuthentication1to1);
        assert_eq!(event.decision.status, Status::Failed);
        let reason = event.decision.reason.unwrap();
        assert_eq!(reason.category, category, "{outcome:?}");
        assert!(!event.contradiction && event.deprecation.is_some());
        assert_eq!(event.raw["customerId"], DEMO_CUSTOMER_ID);
    }
    let pass = told(
        &mut stage,
        IncodeOutcome::Authentication1to1(OneToOne::Pass),
    )
    .await;
    assert_eq!(
        (pass.decision.status, pass.contradiction),
        (Status::Success, false)
    );
    let torn = IncodeOutcome::Authentication1to1(OneToOne::Contradiction);
    let torn = told(&mut stage, torn).await;
    assert_eq!(
        (torn.decision.status, torn.contradiction),
        (Status::Failed, true)
    );
}

#[tokio::test]
async fn each_outcome_of_the_module_is_what_the_crate_reads() {
    let mut stage = stage().await;
    let unknown = [
        "INACTIVE_SESSION",
        "HINT_NOT_PROVIDED",
        "NONEXISTENT_CUSTOMER",
        "BAD_REQUEST",
        "PROCESSING_ERROR",
        "DEFAULT_ERROR",
        "NOT_LISTED",
    ];
    for name in ERROR_NAMES.into_iter().chain(["NOT_LISTED"]) {
        let outcome = IncodeOutcome::FaceAuthentication(FaceModule::Error(name.to_owned()));
        let event = told(&mut stage, outcome).await;
        assert_eq!(event.kind, Kind::IncodeFaceAuthentication);
        assert_eq!(event.decision.status, Status::Failed);
        let reason = event.decision.reason.unwrap();
        assert_eq!(reason.code.as_deref(), Some(name));
        assert_eq!(
            reason.category == Category::Unknown,
            unknown.contains(&name),
            "{name}"
        );
        assert!(event.deprecation.is_none());
    }
    let pass = told(
        &mut stage,
        IncodeOutcome::FaceAuthentication(FaceModule::Pass),
    )
    .await;
    assert_eq!(
        (pass.decision.status, pass.contradiction),
        (Status::Success, false)
    );
    assert_eq!(
        pass.raw["attemptCounterState"],
        json!({ "max": 3, "remaining": 3 })
    );
    let torn = IncodeOutcome::FaceAuthentication(FaceModule::Contradiction);
    let torn = told(&mut stage, torn).await;
    assert_eq!(
        (torn.decision.status, torn.contradiction),
        (Status::Failed, true)
    );
}

/// The bodies that the vendor prints, with our names of customer, interview and transaction.
#[tokio::test]
async fn bodies_are_those_that_the_vendor_prints() {
    let (caller, mut host) = stage().await;
    for (outcome, printed) in [
        (
            json!("pass"),
            include_str!("../../../tests/webhooks/bodies/incode-pass.json"),
        ),
        (
            json!({ "error": 4003 }),
            include_str!("../../../tests/webhooks/bodies/incode-4003-blacklisted.json"),
        ),
        (
            json!({ "error": 4004 }),
            include_str!("../../../tests/webhooks/bodies/incode-4004-nonexistent-customer.json"),
        ),
        (
            json!({ "error": 4005 }),
            include_str!("../../../tests/webhooks/bodies/incode-4005-spoof.json"),
        ),
        (
            json!({ "error": 4015 }),
            include_str!("../../../tests/webhooks/bodies/incode-4015-not-recognized.json"),
        ),
        (
            json!("lenses"),
            include_str!("../../../tests/webhooks/bodies/incode-fail-lenses.json"),
        ),
        (
            json!("mask"),
            include_str!("../../../tests/webhooks/bodies/incode-fail-mask.json"),
        ),
    ] {
        let mut printed: Value = serde_json::from_str(printed).unwrap();
        let answer = caller
            .post(
                "sandbox/incode",
                json!({ "outcome": { "authentication-1to1": outcome } }),
            )
            .await;
        assert_eq!(answer.status(), StatusCode::OK);
        let ids: Value = answer.json().await.unwrap();
        for name in ["customerId", "interviewId", "transactionId"] {
            if printed.get(name).is_some() {
                printed[name] = ids[name].clone();
            }
        }
        assert_eq!(host.next().await.json(), printed);
    }
}

#[tokio::test]
async fn the_endpoint_knows_it_by_its_secret_alone() {
    let (caller, mut host) = stage().await;
    let outcome = json!({ "outcome": { "face-authentication": "pass" } });
    caller.post("sandbox/incode", outcome).await;
    let received = host.next().await;
    assert_eq!(
        received.headers[header::AUTHORIZATION],
        "Bearer ENDPOINT-SECRET"
    );
    assert_eq!(received.headers[header::CONTENT_TYPE], "application/json");
    assert!(!received.headers.contains_key(webhook::signature::HEADER));
    assert!(!received.headers.contains_key("idenfy-event-type"));
    let refused = webhook::verify(&received.body, None, b"key").unwrap_err();
    assert!(matches!(refused, VerifyError::Signature(_)), "{refused}");
}

#[tokio::test]
async fn an_attempt_is_told_late_twice_oddly_and_of_the_names_that_were_given() {
    let (caller, mut host) = stage().await;
    let attempt = json!({
        "outcome": { "authentication-1to1": "pass" },
        "customerId": "C",
        "interviewId": "I",
        "transactionId": "T",
        "after": 10,
        "repeat": 2,
        "extra": true,
    });
    // As the page does it, which needs no credentials.
    let request = caller.client.post(caller.frame("incode/attempt"));
    let answer = request.json(&attempt).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    let (first, second) = (host.next().await, host.next().await);
    assert_eq!(first.body, second.body);
    let body = first.json();
    let names = ["customerId", "interviewId", "transactionId"].map(|name| body[name].clone());
    assert_eq!(names, ["C", "I", "T"]);
    assert!(body["environment"].is_object());
    assert_eq!(read(&first).decision.status, Status::Success);
}

#[tokio::test]
async fn only_the_page_itself_ends_an_attempt_without_credentials() {
    let (caller, mut host) = stage().await;
    let attempt = json!({ "outcome": { "face-authentication": "pass" } });
    let frame = caller.sandbox.frame_url().origin().ascii_serialization();
    let json_type = "application/json";
    let cases = [
        ("text/plain", None, None, 415),
        (json_type, Some("https://evil.example"), None, 403),
        (json_type, Some("null"), None, 403),
        (json_type, None, Some("cross-site"), 403),
        (json_type, Some(&*frame), Some("same-site"), 403),
        (json_type, Some(&*frame), Some("same-origin"), 200),
    ];
    for (kind, origin, site, status) in cases {
        let mut request = caller.client.post(caller.frame("incode/attempt"));
        request = request.header(header::CONTENT_TYPE, kind);
        for (name, value) in [("origin", origin), ("sec-fetch-site", site)] {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        let answer = request.body(attempt.to_string()).send().await.unwrap();
        assert_eq!(answer.status(), status, "{kind} {origin:?} {site:?}");
    }
    host.next().await;
    assert!(!host.has_more());
}

#[tokio::test]
async fn a_fault_is_refused_in_words_and_told_to_nobody() {
    let (caller, mut host) = stage().await;
    for (attempt, word) in [
        (json!({}), "outcome"),
        (
            json!({ "outcome": { "authentication-1to1": "hat" } }),
            "hat",
        ),
        (
            json!({ "outcome": { "face-authentication": "lenses" } }),
            "lenses",
        ),
        (json!({ "outcome": { "one-to-one": "pass" } }), "one-to-one"),
        (
            json!({ "outcome": { "face-authentication": "pass" }, "customer": "C" }),
            "customer",
        ),
        (
            json!({ "outcome": { "face-authentication": "pass" }, "repeat": 11 }),
            "repeat",
        ),
    ] {
        let answer = caller.post("sandbox/incode", &attempt).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{attempt}");
        let message = answer.json::<Value>().await.unwrap()["message"].to_string();
        assert!(message.contains(word), "{message}");
    }
    caller.sandbox.set_incode_webhook(None);
    let pass = json!({ "outcome": { "face-authentication": "pass" } });
    let answer = caller.post("sandbox/incode", pass).await;
    assert_eq!(answer.status(), StatusCode::CONFLICT);
    assert!(!host.has_more());
}

#[tokio::test]
async fn the_page_runs_nothing_inline_and_offers_every_error() {
    let caller = Caller::start(None).await;
    let url = caller.sandbox.incode_url();
    assert_eq!(url.origin(), caller.sandbox.frame_url().origin());
    let page = caller.client.get(url).send().await.unwrap();
    assert_eq!(page.status(), StatusCode::OK);
    let policy = page.headers()[header::CONTENT_SECURITY_POLICY]
        .to_str()
        .unwrap();
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"));
    let html = page.text().await.unwrap();
    assert!(!html.contains("style=") && !html.contains("onclick"));

    let errors = caller
        .client
        .get(caller.frame("incode/errors"))
        .send()
        .await
        .unwrap();
    let errors: Value = errors.json().await.unwrap();
    let listed = |webhook: &str| errors[webhook].as_array().unwrap().len();
    assert_eq!(listed("authentication-1to1"), ERROR_CODES.len());
    assert_eq!(listed("face-authentication"), ERROR_NAMES.len());
}

#[tokio::test]
async fn nobody_is_told_unless_an_address_was_given() {
    let sandbox = Sandbox::start(Config::default()).await.unwrap();
    let attempt = IncodeAttempt::new(IncodeOutcome::FaceAuthentication(FaceModule::Pass));
    assert!(sandbox.deliver_incode(&attempt).is_err());
}
