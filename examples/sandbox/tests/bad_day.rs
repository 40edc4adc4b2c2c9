//! Deliveries as they go on a bad day, each option by itself and all of them together.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::{num::NonZeroU8, time::Duration};

use common::{Caller, Host, Received, SIGNING_KEY, session_body, token};
use face_auth_sandbox::{
    Delivery, Fields, Layout, Outcome, Script, Signature, Status, WebhookTarget, Words,
};
use face_auth_widget::webhook::{
    self, Event, VerifyError,
    signature::{self, SignatureError},
};
use reqwest::{StatusCode, header::HeaderValue};
use serde_json::{Map, Value, json};

/// The fields of the vendor's page, in its order.
const ALL: [&str; 11] = [
    "id",
    "scanRef",
    "clientId",
    "status",
    "token",
    "type",
    "method",
    "facePhoto",
    "failReason",
    "ipAddress",
    "riskTags",
];

struct Stage {
    caller: Caller,
    host: Host,
}

impl Stage {
    /// A host that answers so, then 204.
    async fn start(answers: impl IntoIterator<Item = StatusCode>) -> Self {
        let host = Host::start(answers).await;
        let caller = Caller::start(Some(host.target.clone())).await;
        Self { caller, host }
    }

    /// Ends a new session as a script says.
    async fn play(
        &self,
        outcome: Outcome,
        deliveries: impl IntoIterator<Item = Delivery>,
    ) -> String {
        let token = self.caller.token().await;
        let script = Script::new(outcome).delivered(deliveries);
        self.caller.sandbox.end_session(&token, script).unwrap();
        token
    }

    /// What the host hears of this one delivery.
    async fn hear(&mut self, outcome: Outcome, delivery: Delivery) -> Received {
        self.play(outcome, [delivery]).await;
        self.host.next().await
    }

    /// Nothing is on its way any more: a session that is told long after every repetition would
    /// have come is the next thing heard.
    async fn is_quiet(&mut self) {
        let late = Delivery::new().after(Duration::from_millis(200));
        let token = self.play(Outcome::Approve, [late]).await;
        assert_eq!(self.host.next().await.json()["token"], token);
    }
}

fn verify(received: &Received) -> Result<Event, VerifyError> {
    let header = received.headers.get(signature::HEADER);
    let header = header.map(HeaderValue::as_bytes);
    webhook::verify(&received.body, header, SIGNING_KEY.as_bytes())
}

/// What the crate makes of a delivery that is signed.
fn decided(received: &Received) -> Status {
    verify(received).unwrap().decision.status
}

fn is_forged(received: &Received) -> bool {
    matches!(verify(received), Err(VerifyError::Signature(_)))
}

fn fields(received: &Received) -> Map<String, Value> {
    serde_json::from_slice(&received.body).unwrap()
}

fn times(copies: u8) -> NonZeroU8 {
    NonZeroU8::new(copies).unwrap()
}

#[tokio::test]
async fn signatures_hold_in_either_case_and_forgeries_do_not() {
    let mut stage = Stage::start([]).await;
    let hex = |received: &Received| {
        let header = received.headers.get(signature::HEADER)?;
        Some(header.to_str().unwrap().to_owned())
    };
    for (signature, expected) in [
        (Signature::Right, Ok(Status::Success)),
        (Signature::Upper, Ok(Status::Success)),
        (Signature::Mixed, Ok(Status::Success)),
        (Signature::Wrong, Err(SignatureError::Mismatch)),
        (Signature::Short, Err(SignatureError::Malformed)),
        (Signature::Missing, Err(SignatureError::Missing)),
    ] {
        let delivery = Delivery::new().signed(signature);
        let received = stage.hear(Outcome::Approve, delivery).await;
        let verified = verify(&received).map(|event| event.decision.status);
        let expected = expected.map_err(VerifyError::Signature);
        assert_eq!(verified, expected, "{signature:?}");
        assert_eq!(
            received.headers["idenfy-event-type"],
            "FACIAL_AUTHENTICATION"
        );
        let (has_lower, has_upper) = hex(&received).map_or((false, false), |hex| {
            (
                hex.contains(|digit: char| digit.is_ascii_lowercase()),
                hex.contains(|digit: char| digit.is_ascii_uppercase()),
            )
        });
        match signature {
            Signature::Upper => assert!(has_upper && !has_lower),
            Signature::Mixed => assert!(has_upper && has_lower),
            _ => assert!(!has_upper),
        }
    }
}

#[tokio::test]
async fn nobody_repeats_a_forgery() {
    let mut stage = Stage::start([StatusCode::UNAUTHORIZED; 3]).await;
    let forgeries = [Signature::Wrong, Signature::Short, Signature::Missing];
    let forgeries = forgeries.map(|signature| Delivery::new().signed(signature));
    let token = stage.play(Outcome::Approve, forgeries).await;
    for _ in 0..3 {
        let received = stage.host.next().await;
        assert_eq!(received.json()["token"], token);
        assert!(is_forged(&received));
    }
    stage.is_quiet().await;
    assert!(!stage.host.has_more());
}

#[tokio::test]
async fn a_forgery_is_followed_by_the_truth() {
    let mut stage = Stage::start([StatusCode::UNAUTHORIZED]).await;
    let lie = Delivery::new()
        .telling(Status::Success)
        .signed(Signature::Wrong);
    let outcome = Outcome::Fail("FACE_MISMATCH".into());
    stage.play(outcome, [lie, Delivery::new()]).await;
    let forged = stage.host.next().await;
    assert_eq!(forged.json()["status"], "SUCCESS");
    assert!(is_forged(&forged));
    let told = stage.host.next().await;
    assert_eq!(told.json()["status"], "FAILED");
    assert_eq!(decided(&told), Status::Failed);
}

#[tokio::test]
async fn words_are_spelt_as_asked() {
    let mut stage = Stage::start([]).await;
    for (words, status) in [
        (Words::Capitals, "SUCCESS"),
        (Words::Capitalised, "Success"),
        (Words::Mixed, "sUcCeSs"),
    ] {
        let delivery = Delivery::new().spelt(words);
        let received = stage.hear(Outcome::Approve, delivery).await;
        assert_eq!(received.json()["status"], status);
        assert_eq!(decided(&received), Status::Success);
    }
}

#[tokio::test]
async fn fields_are_all_those_of_the_mobile_pages_or_the_fewest() {
    let mut stage = Stage::start([]).await;
    let mobile = [
        "scanRef",
        "clientId",
        "status",
        "token",
        "type",
        "method",
        "facePhoto",
    ];
    for (which, names) in [
        (Fields::All, ALL.as_slice()),
        (Fields::Mobile, mobile.as_slice()),
        (Fields::Fewest, ["status", "token"].as_slice()),
    ] {
        let delivery = Delivery::new().with(which);
        let received = stage.hear(Outcome::Cancel, delivery).await;
        let fields = fields(&received);
        assert_eq!(fields.len(), names.len());
        assert!(names.iter().all(|name| fields.contains_key(*name)));
        assert_eq!(fields["status"], "CANCELED");
        assert_eq!(decided(&received), Status::Canceled);
    }
}

#[tokio::test]
async fn unknown_fields_come_beside_the_known_ones() {
    let mut stage = Stage::start([]).await;
    let delivery = Delivery::new().with_extra();
    let received = stage.hear(Outcome::Approve, delivery).await;
    assert_eq!(decided(&received), Status::Success);
    let fields = fields(&received);
    assert!(ALL.iter().all(|name| fields.contains_key(*name)));
    let unknown = fields
        .iter()
        .filter(|(name, _)| !ALL.contains(&name.as_str()));
    let unknown: Vec<&Value> = unknown.map(|(_, value)| value).collect();
    assert!(unknown.iter().any(|value| value.is_string()));
    assert!(unknown.iter().any(|value| value.is_object()));
}

#[tokio::test]
async fn a_layout_changes_the_bytes_and_nothing_else() {
    let mut stage = Stage::start([]).await;
    let spaced = Delivery::new().laid_out(Layout::Spaced);
    stage
        .play(Outcome::Approve, [Delivery::new(), spaced])
        .await;
    let (compact, spaced) = (stage.host.next().await, stage.host.next().await);
    assert_ne!(compact.body, spaced.body);
    assert_eq!(compact.json(), spaced.json());
    assert!(compact.body.starts_with(b"{\"id\":"));
    assert!(spaced.body.starts_with(b"{\n  \"riskTags\": null"));
    assert_eq!(decided(&spaced), Status::Success);
}

#[tokio::test]
async fn duplicates_are_the_same_byte_by_byte() {
    let mut stage = Stage::start([]).await;
    let thrice = Delivery::new().times(times(3));
    let later = Delivery::new().after(Duration::from_millis(30));
    stage.play(Outcome::Approve, [thrice, later]).await;
    let first = stage.host.next().await;
    for _ in 0..3 {
        let copy = stage.host.next().await;
        assert_eq!(copy.body, first.body);
        assert_eq!(
            copy.headers[signature::HEADER],
            first.headers[signature::HEADER]
        );
    }
    stage.is_quiet().await;
}

#[tokio::test]
async fn decisions_come_in_the_order_of_the_script_and_may_undo_each_other() {
    let mut stage = Stage::start([]).await;
    let pending = || Delivery::new().telling(Status::Pending);
    let opposite = Delivery::new()
        .telling(Status::Failed)
        .because("FACE_MISMATCH");
    let contradiction = Delivery::new().because("FAKE_FACE");
    let script = [
        pending(),
        Delivery::new(),
        opposite,
        pending(),
        contradiction,
    ];
    let token = stage.play(Outcome::Approve, script).await;
    for (status, reason, decision) in [
        ("PENDING", Value::Null, Status::Pending),
        ("SUCCESS", Value::Null, Status::Success),
        ("FAILED", json!("FACE_MISMATCH"), Status::Failed),
        ("PENDING", Value::Null, Status::Pending),
        ("SUCCESS", json!("FAKE_FACE"), Status::Failed),
    ] {
        let received = stage.host.next().await;
        let told = received.json();
        assert_eq!(told["token"], token);
        assert_eq!(
            (&told["status"], &told["failReason"]),
            (&json!(status), &reason)
        );
        assert_eq!(decided(&received), decision);
        let torn = verify(&received).unwrap().contradiction;
        assert_eq!(torn, reason == "FAKE_FACE");
    }
}

#[tokio::test]
async fn what_a_host_refuses_comes_again_without_holding_up_the_rest() {
    let mut stage = Stage::start([StatusCode::SERVICE_UNAVAILABLE]).await;
    let last = Delivery::new().telling(Status::Pending);
    stage.play(Outcome::Approve, [Delivery::new(), last]).await;
    assert_eq!(stage.host.next().await.json()["status"], "SUCCESS");
    let mut rest = [stage.host.next().await, stage.host.next().await];
    rest.sort_by_key(|received| received.json()["status"].to_string());
    assert_eq!(rest[0].json()["status"], "PENDING");
    assert_eq!(rest[1].json()["status"], "SUCCESS");
}

#[tokio::test]
async fn options_combine_and_come_with_the_session_or_by_call() {
    let mut stage = Stage::start([StatusCode::UNAUTHORIZED]).await;
    let script = json!({
        "outcome": "approve",
        "deliveries": [
            { "status": "FAILED", "signature": "wrong" },
            { "after": 10, "words": "capitalised", "extra": true, "layout": "spaced",
              "fields": "mobile", "signature": "upper", "repeat": 2 },
        ],
    });
    let mut body = session_body();
    body["sandbox"] = script.clone();
    let by_request = token(&stage.caller.create(&body).await);
    let queued = stage.caller.post("sandbox/script", &script).await;
    assert_eq!(queued.status(), StatusCode::NO_CONTENT);
    let by_call = stage.caller.token().await;

    for token in [by_request, by_call] {
        // A script comes back from the frame's page as it went there.
        let played = stage.caller.frame_session(&token).await["script"].take();
        let body = json!({ "token": token, "script": played }).to_string();
        let ended = stage
            .caller
            .client
            .post(stage.caller.frame("outcome"))
            .body(body);
        assert_eq!(ended.send().await.unwrap().status(), StatusCode::NO_CONTENT);

        let forged = stage.host.next().await;
        assert_eq!(forged.json()["status"], "FAILED");
        assert!(is_forged(&forged));
        for _ in 0..2 {
            let told = stage.host.next().await;
            assert_eq!(decided(&told), Status::Success);
            let told = told.json();
            assert_eq!(
                (&told["status"], &told["token"]),
                (&json!("Success"), &json!(token))
            );
            assert_eq!(told.get("id"), None);
            assert!(told["environment"].is_object());
        }
    }
}

#[tokio::test]
async fn without_a_key_there_is_nothing_to_sign_with_but_somebody_elses() {
    let mut stage = Stage::start([]).await;
    stage.caller.sandbox.set_webhook(Some(WebhookTarget {
        signing_key: None,
        ..stage.host.target.clone()
    }));
    for (signature, is_there) in [
        (Signature::Right, false),
        (Signature::Short, false),
        (Signature::Wrong, true),
    ] {
        let delivery = Delivery::new().signed(signature);
        let received = stage.hear(Outcome::Approve, delivery).await;
        assert_eq!(received.headers.contains_key(signature::HEADER), is_there);
    }
}

#[tokio::test]
async fn a_script_with_a_fault_is_refused_in_words() {
    let stage = Stage::start([]).await;
    let said = async |path: &str, body: Value| {
        let answer = stage.caller.post(path, body).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
        answer.json::<Value>().await.unwrap()["message"].to_string()
    };
    for (deliveries, word) in [
        (json!([{ "signature": "Wrong" }]), "Wrong"),
        (json!([{ "repeat": 0 }]), "nonzero"),
        (json!([{ "words": "capitalized" }]), "capitalised"),
        (json!([{ "delay": 1 }]), "delay"),
        (json!([{ "status": "APPROVED" }]), "APPROVED"),
        (json!("twice"), "sequence"),
    ] {
        let script = json!({ "outcome": "approve", "deliveries": deliveries });
        let message = said("sandbox/script", script.clone()).await;
        assert!(message.contains(word), "{message}");
        let mut body = session_body();
        body["sandbox"] = script;
        let message = said("partner/authentication-info", body).await;
        assert!(
            message.contains("'sandbox'") && message.contains(word),
            "{message}"
        );
    }
    for never in [
        json!({ "outcome": "silent", "deliveries": [{}] }),
        json!({ "outcome": "approve", "webhook": false, "deliveries": [{}] }),
    ] {
        let message = said("sandbox/script", never).await;
        assert!(message.contains("deliveries"), "{message}");
    }
}
