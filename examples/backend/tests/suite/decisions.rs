//! From a delivery to a decision: who is believed, what stands, and who may read it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::common::{Browser, SIGNING_KEY, World, body, refusal, refused, sign, until};
use face_auth_sandbox::{Outcome, Script};
use face_auth_widget::webhook::signature;
use serde_json::json;
use tokio::task::JoinHandle;

const DECISIONS: &str = "SELECT COUNT(*) FROM decisions";

#[tokio::test]
async fn a_webhook_of_the_sandbox_settles_a_waiting_browser() {
    let world = World::start().await;
    let ada = world.browser("ada").await;
    let token = ada.session().await;
    let locked = ada.get("/api/accounts").send().await.unwrap();
    assert_eq!(refusal(locked).await, refused(403, "confirmation_required"));

    let asked = Instant::now();
    let (decision, ()) = tokio::join!(ada.decision(&token), async {
        world.sandbox.end_session(&token, Outcome::Approve).unwrap();
    });
    let expected = json!({ "status": "SUCCESS", "reason": null, "token": token });
    assert_eq!(decision, expected);
    assert!(
        asked.elapsed() < Duration::from_secs(5),
        "woken, not timed out"
    );
    assert_eq!(ada.confirmed().await, json!(["sign-in-confirmation"]));
    let accounts = ada.get("/api/accounts").send().await.unwrap();
    assert_eq!(accounts.status(), 200);
    world.stop().await;
}

#[tokio::test]
async fn each_outcome_of_the_sandbox_reaches_the_browser_as_it_may_be_told() {
    let world = World::start().await;
    let ada = world.browser("ada").await;
    let reason = |code: Option<&str>, category: &str, advice: &str| json!({ "code": code, "category": category, "advice": advice });
    let fail = |code: &str| Outcome::Fail(code.to_owned());
    let cases = [
        (
            fail("EYES_CLOSED"),
            "FAILED",
            reason(Some("EYES_CLOSED"), "picture", "retry"),
        ),
        (Outcome::Cancel, "CANCELED", json!(null)),
        (Outcome::Expire, "EXPIRED", json!(null)),
        // The last one: after it she gets no session for a while.
        (
            fail("VIRTUAL_CAMERA"),
            "FAILED",
            reason(None, "declined", "stop"),
        ),
    ];
    for (outcome, status, reason) in cases {
        let token = ada.session().await;
        world.sandbox.end_session(&token, outcome).unwrap();
        let expected = json!({ "status": status, "reason": reason, "token": token });
        assert_eq!(ada.decision(&token).await, expected);
    }
    assert_eq!(ada.confirmed().await, json!([]));
    world.stop().await;
}

#[tokio::test]
async fn a_success_is_one_sign_ins_alone_which_may_read_it_again() {
    let world = World::start().await;
    let ada = world.browser("ada").await;
    let token = ada.session().await;
    world.deliver_signed(&body(&token, "SUCCESS")).await;
    let decision = ada.decision(&token).await;
    assert_eq!(decision["status"], "SUCCESS");
    // An answer can get lost: asking again changes nothing.
    assert_eq!(ada.decision(&token).await, decision);
    // Another sign-in of the same person gains nothing by it.
    let elsewhere = world.browser("ada").await;
    let again = elsewhere.ask(&token).await;
    assert_eq!(refusal(again).await, refused(409, "consumed"));
    assert_eq!(elsewhere.confirmed().await, json!([]));
    world.stop().await;
}

#[tokio::test]
async fn of_many_sign_ins_that_ask_at_once_only_one_gets_the_success() {
    let world = World::start().await;
    let (here, there) = (world.browser("ada").await, world.browser("ada").await);
    let token = here.session().await;
    let delivery = body(&token, "SUCCESS");
    let (first, second, third, fourth, ()) = tokio::join!(
        here.ask(&token),
        there.ask(&token),
        here.ask(&token),
        there.ask(&token),
        world.deliver_signed(&delivery),
    );
    let statuses = [first, third, second, fourth].map(|answer| answer.status().as_u16());
    assert!(
        matches!(statuses, [200, 200, 409, 409] | [409, 409, 200, 200]),
        "{statuses:?}"
    );
    world.stop().await;
}

#[tokio::test]
async fn a_digit_string_used_on_a_phone_settles_the_browser_that_waits() {
    let world = World::start().await;
    let ada = world.browser("ada").await;
    let grant = ada.grant().await;
    let token = grant["token"].as_str().unwrap();
    let code = grant["digitString"].as_str().unwrap();
    let asked = Instant::now();
    let (decision, ()) = tokio::join!(ada.decision(token), async {
        world
            .sandbox
            .end_session_of(code, Outcome::Approve)
            .unwrap();
    });
    assert_eq!(decision["status"], "SUCCESS");
    assert!(
        asked.elapsed() < Duration::from_secs(5),
        "woken, not timed out"
    );
    assert_eq!(ada.confirmed().await, json!(["sign-in-confirmation"]));
    world.stop().await;
}

#[tokio::test]
async fn after_a_failure_a_new_session_is_a_new_chance_and_the_old_one_none() {
    let world = World::start().await;
    let ada = world.browser("ada").await;
    let first = ada.session().await;
    let failure = Outcome::Fail("FACE_TOO_SMALL".to_owned());
    world.sandbox.end_session(&first, failure).unwrap();
    assert_eq!(ada.decision(&first).await["status"], "FAILED");

    let second = ada.session().await;
    world
        .sandbox
        .end_session(&second, Outcome::Approve)
        .unwrap();
    assert_eq!(ada.decision(&second).await["status"], "SUCCESS");
    assert_eq!(ada.decision(&first).await["status"], "FAILED");
    world.stop().await;
}

#[tokio::test]
async fn a_webhook_decides_whatever_the_frame_says_and_whenever_it_comes() {
    let world = World::with(|config| config.decision_wait = Duration::from_millis(200)).await;
    let ada = world.browser("ada").await;
    let fail = || Outcome::Fail("FACE_MISMATCH".to_owned());
    let scripts = [
        (Script::new(fail()).saying("APPROVED"), "FAILED"),
        (Script::new(Outcome::Approve).saying("FAILED"), "SUCCESS"),
        (Script::new(Outcome::Approve).never_told(), "PENDING"),
        (Script::new(Outcome::Silent), "PENDING"),
    ];
    for (script, status) in scripts {
        let token = ada.session().await;
        world.sandbox.end_session(&token, script.clone()).unwrap();
        assert_eq!(ada.decision(&token).await["status"], status, "{script:?}");
    }
    world.stop().await;
}

#[tokio::test]
async fn who_waits_for_a_late_webhook_hears_of_it() {
    let world = World::start().await;
    let ada = world.browser("ada").await;
    let token = ada.session().await;
    let late = Script::new(Outcome::Approve).told_after(Duration::from_millis(1_500));
    world.sandbox.end_session(&token, late).unwrap();
    assert_eq!(ada.decision(&token).await["status"], "SUCCESS");
    world.stop().await;
}

#[tokio::test]
async fn another_persons_session_is_as_unknown_as_none() {
    let world = World::start().await;
    let (ada, bob) = (world.browser("ada").await, world.browser("bob").await);
    let token = ada.session().await;
    world.deliver_signed(&body(&token, "SUCCESS")).await;
    let foreign = refusal(bob.ask(&token).await).await;
    assert_eq!(foreign, refused(404, "unknown_session"));
    assert_eq!(refusal(bob.ask("no such token").await).await, foreign);
    // His attempt has not used it up.
    assert_eq!(ada.decision(&token).await["status"], "SUCCESS");
    world.stop().await;
}

#[tokio::test]
async fn without_a_decision_the_answer_is_pending_after_the_wait() {
    let world = World::with(|config| config.decision_wait = Duration::from_millis(50)).await;
    let ada = world.browser("ada").await;
    let token = ada.session().await;
    assert_eq!(ada.decision(&token).await["status"], "PENDING");
    world.deliver_signed(&body(&token, "Pending")).await;
    assert_eq!(ada.decision(&token).await["status"], "PENDING");
    world.deliver_signed(&body(&token, "Success")).await;
    assert_eq!(ada.decision(&token).await["status"], "SUCCESS");
    world.stop().await;
}

#[tokio::test]
async fn only_the_right_signature_is_believed_and_every_fault_looks_the_same() {
    let world = World::with(|config| config.decision_wait = Duration::ZERO).await;
    let ada = world.browser("ada").await;
    let token = ada.session().await;
    let success = body(&token, "SUCCESS");
    let other_key = face_auth_widget::webhook::signature::sign(success.as_bytes(), b"other");
    let of_other_body = sign(&body(&token, "FAILED"));
    let faults = [
        None,
        Some(""),
        Some("f00d"),
        Some(&*other_key),
        Some(&*of_other_body),
    ];
    for fault in faults {
        let answer = world.deliver(&*success, fault).await;
        assert_eq!(answer.status(), 401, "{fault:?}");
        assert_eq!(answer.text().await.unwrap(), "");
    }
    assert_eq!(ada.decision(&token).await["status"], "PENDING");
    assert_eq!(world.database.number(DECISIONS).await, 0);

    let mixed_case = mixed_case(&sign(&success));
    let answer = world.deliver(&*success, Some(&mixed_case)).await;
    assert_eq!(answer.status(), 204);
    assert_eq!(ada.decision(&token).await["status"], "SUCCESS");
    world.stop().await;
}

#[tokio::test]
async fn two_signatures_are_none() {
    let world = World::start().await;
    let delivery = body("TOKEN", "SUCCESS");
    let url = world.backend.url().join("webhooks/idenfy").unwrap();
    let answer = reqwest::Client::new()
        .post(url)
        .header("Idenfy-Signature", sign(&delivery))
        .header("Idenfy-Signature", "f00d")
        .body(delivery)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 401);
    world.stop().await;
}

#[tokio::test]
async fn the_first_decision_stands_whatever_comes_later() {
    let world = World::start().await;
    let ada = world.browser("ada").await;
    let token = ada.session().await;
    world.deliver_signed(&body(&token, "FAILED")).await;
    world.deliver_signed(&body(&token, "FAILED")).await;
    world.deliver_signed(&body(&token, "SUCCESS")).await;
    world.deliver_signed(&body(&token, "Pending")).await;
    assert_eq!(ada.decision(&token).await["status"], "FAILED");

    let token = ada.session().await;
    world.deliver_signed(&body(&token, "SUCCESS")).await;
    world.deliver_signed(&body(&token, "EXPIRED")).await;
    assert_eq!(ada.decision(&token).await["status"], "SUCCESS");
    world.stop().await;
}

#[tokio::test]
async fn a_success_for_another_identification_or_an_enrollment_is_none() {
    let world = World::start().await;
    let ada = world.browser("ada").await;
    let others = [
        ("scanRef", "somebody-else"),
        ("type", "ENROLLMENT"),
        ("type", "REENROLLMENT"),
    ];
    // The first of them already ends what she may open for a while.
    let mut opened = Vec::new();
    for _ in others {
        opened.push(ada.session().await);
    }
    for ((field, value), token) in others.into_iter().zip(opened) {
        let delivery = json!({ "token": token, "status": "SUCCESS", field: value });
        world.deliver_signed(&delivery.to_string()).await;
        assert_eq!(ada.decision(&token).await["status"], "FAILED", "{field}");
    }
    assert_eq!(ada.confirmed().await, json!([]));
    world.stop().await;
}

#[tokio::test]
async fn an_expired_session_takes_no_success() {
    let world = World::start().await;
    let ada = world.browser("ada").await;
    let token = ada.session().await;
    world.deliver_signed(&body(&token, "SUCCESS")).await;
    // The attempt itself may take five minutes more, so the record is aged, not the test.
    let age = "UPDATE face_auth_sessions SET expires_at = created_at";
    world.database.execute(age).await;
    assert_eq!(ada.decision(&token).await["status"], "EXPIRED");
    assert_eq!(ada.confirmed().await, json!([]));
    world.stop().await;
}

#[tokio::test]
async fn a_delivery_for_no_session_of_ours_needs_no_repetition() {
    let world = World::start().await;
    world.deliver_signed(&body("NOBODYSTOKEN", "SUCCESS")).await;
    world.stop().await;
}

#[tokio::test]
async fn what_is_signed_but_cannot_be_read_is_refused_by_code_and_leaves_nothing() {
    let world = World::start().await;
    let deep = format!(
        r#"{{"token":"T","status":"SUCCESS","x":{}1{}}}"#,
        "[".repeat(99),
        "]".repeat(99)
    );
    let twice = r#"{"token":"T","status":"FAILED","status":"SUCCESS"}"#;
    let incode = r#"{"token":"T","status":"SUCCESS","interviewId":"I"}"#;
    let cases: [(&[u8], u16, &str, Option<&str>); 13] = [
        (b"", 400, "empty", None),
        (b" \n", 400, "empty", None),
        (b"{", 400, "not_json", None),
        (b"token=T&status=SUCCESS", 400, "not_json", None),
        (
            b"{\"token\":\"\xff\",\"status\":\"SUCCESS\"}",
            400,
            "not_utf8",
            None,
        ),
        (b"[]", 400, "not_an_object", None),
        (b"7", 400, "not_an_object", None),
        (deep.as_bytes(), 400, "too_deep", None),
        (
            br#"{"status":"SUCCESS"}"#,
            400,
            "missing_field",
            Some("token"),
        ),
        (
            br#"{"token":7,"status":"SUCCESS"}"#,
            400,
            "invalid_field",
            Some("token"),
        ),
        (
            br#"{"token":"T","status":"GREAT"}"#,
            400,
            "unknown_status",
            Some("status"),
        ),
        (twice.as_bytes(), 400, "duplicate_field", Some("status")),
        (incode.as_bytes(), 400, "wrong_vendor", Some("interviewId")),
    ];
    for (delivery, status, code, path) in cases {
        let signature = signature::sign(delivery, SIGNING_KEY.as_bytes());
        let answer = world.deliver(delivery, Some(&signature)).await;
        assert_eq!(answer.status(), status, "{code}");
        let why: serde_json::Value = answer.json().await.unwrap();
        assert_eq!(why, json!({ "code": code, "path": path }));
    }
    assert_eq!(world.database.number(DECISIONS).await, 0);
    world.stop().await;
}

#[tokio::test]
async fn a_nul_is_refused_by_field() {
    let world = World::start().await;
    let delivery = json!({ "token": "T", "status": "SUCCESS", "scanRef": "a\0b" }).to_string();
    let answer = world.deliver(&*delivery, Some(&sign(&delivery))).await;
    assert_eq!(answer.status(), 400);
    let why: serde_json::Value = answer.json().await.unwrap();
    assert_eq!(why, json!({ "code": "invalid_field", "path": "scanRef" }));
    assert_eq!(world.database.number(DECISIONS).await, 0);
    // Where the text is not kept as it came, it may have one.
    let delivery =
        json!({ "token": "T", "status": "FAILED", "failReason": "A\0", "clientId": "\0" });
    world.deliver_signed(&delivery.to_string()).await;
    world.stop().await;
}

#[tokio::test]
async fn what_is_committed_is_acknowledged_whatever_the_log_cannot_learn() {
    let world = World::start().await;
    world
        .database
        .execute("ALTER TABLE face_auth_sessions RENAME TO away")
        .await;
    world.deliver_signed(&body("T", "SUCCESS")).await;
    assert_eq!(world.database.number(DECISIONS).await, 1);
    world.stop().await;
}

#[tokio::test]
async fn who_signs_out_while_they_wait_is_told_nothing() {
    let world = World::start().await;
    let ada = world.browser("ada").await;
    let token = ada.session().await;
    let (waiting, asked) = (ada.at(world.backend.url()), token.clone());
    let waiting = tokio::spawn(async move { refusal(waiting.ask(&asked).await).await });
    until(|| world.backend.waiting() == 1).await;
    ada.post("/api/sign-out", &json!({})).await;
    world.deliver_signed(&body(&token, "SUCCESS")).await;
    assert_eq!(waiting.await.unwrap(), refused(401, "signed_out"));
    // Nobody has it: her next sign-in may.
    let ada = world.browser("ada").await;
    assert_eq!(ada.decision(&token).await["status"], "SUCCESS");
    world.stop().await;
}

/// Asks, and returns once the answer is waited for.
async fn hold(world: &World, browser: &Browser, token: &str) -> JoinHandle<serde_json::Value> {
    let (browser, token) = (browser.at(world.backend.url()), token.to_owned());
    let before = world.backend.waiting();
    let asked = tokio::spawn(async move { browser.decision(&token).await });
    until(|| world.backend.waiting() > before).await;
    asked
}

#[tokio::test]
async fn one_person_holds_only_so_many_questions_open() {
    let world = World::with(|config| {
        (config.waits_per_person, config.waits) = (2, 3);
        config.decision_wait = Duration::from_secs(24 * 60 * 60);
    })
    .await;
    let (ada, bob) = (world.browser("ada").await, world.browser("bob").await);
    let (hers, his) = (ada.session().await, bob.session().await);
    let first = [
        hold(&world, &ada, &hers).await,
        hold(&world, &ada, &hers).await,
    ];
    let answer = ada.ask(&hers).await;
    assert_eq!(answer.headers()["retry-after"], "5");
    let too_many = refused(429, "too_many_requests");
    assert_eq!(refusal(answer).await, too_many);
    let third = hold(&world, &bob, &his).await;
    assert_eq!(refusal(bob.ask(&his).await).await, too_many, "of all");

    world.deliver_signed(&body(&hers, "SUCCESS")).await;
    for one in first {
        assert_eq!(one.await.unwrap()["status"], "SUCCESS");
    }
    // Who need not wait needs no place; and hers are free again.
    let fourth = hold(&world, &bob, &his).await;
    assert_eq!(ada.decision(&hers).await["status"], "SUCCESS");
    world.deliver_signed(&body(&his, "FAILED")).await;
    for one in [third, fourth] {
        assert_eq!(one.await.unwrap()["status"], "FAILED");
    }
    world.stop().await;
}

#[tokio::test]
async fn a_body_beyond_64_kib_is_not_read() {
    let world = World::start().await;
    let padded = |size: usize| {
        let delivery = body("T", "SUCCESS");
        let padding = " ".repeat(size - delivery.len());
        delivery + &padding
    };
    for size in [64 * 1024 + 1, 4 * 1024 * 1024] {
        let larger = padded(size);
        let answer = world.deliver(&*larger, Some(&sign(&larger))).await;
        assert_eq!(answer.status(), 413);
        let why: serde_json::Value = answer.json().await.unwrap();
        assert_eq!(why, json!({ "code": "too_large", "path": null }));
    }
    assert_eq!(world.database.number(DECISIONS).await, 0);
    world.deliver_signed(&padded(64 * 1024)).await;
    assert_eq!(world.database.number(DECISIONS).await, 1);
    world.stop().await;
}

#[tokio::test]
async fn stopping_answers_those_who_wait() {
    let world = World::start().await;
    let ada = world.browser("ada").await;
    let token = ada.session().await;
    let question = Question {
        address: world.backend.url().authority().to_owned(),
        origin: ada.origin(),
        cookie: ada.cookie.clone().unwrap(),
        body: json!({ "token": token }).to_string(),
    };
    let (taken, is_taken) = tokio::sync::oneshot::channel();
    let asked = tokio::task::spawn_blocking(move || question.ask(taken));
    is_taken.await.unwrap();

    let stopping = Instant::now();
    world.stop().await;
    assert!(
        stopping.elapsed() < Duration::from_secs(5),
        "not the whole wait"
    );
    let answer = asked.await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    let pending = format!(r#"{{"status":"PENDING","reason":null,"token":"{token}"}}"#);
    assert!(answer.ends_with(&pending), "{answer}");
}

/// A question over a plain socket, where one can see that the server has taken it.
struct Question {
    address: String,
    origin: String,
    cookie: String,
    body: String,
}

impl Question {
    /// Sends the body once the server asks for it, tells so, and answers what comes back.
    fn ask(&self, taken: tokio::sync::oneshot::Sender<()>) -> String {
        let mut socket = BufReader::new(TcpStream::connect(&self.address).unwrap());
        let head = format!(
            "POST /api/face-auth/result HTTP/1.1\r\nHost: {}\r\nOrigin: {}\r\nCookie: {}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\
             Expect: 100-continue\r\nConnection: close\r\n\r\n",
            self.address,
            self.origin,
            self.cookie,
            self.body.len(),
        );
        socket.get_mut().write_all(head.as_bytes()).unwrap();
        let mut line = String::new();
        socket.read_line(&mut line).unwrap();
        assert_eq!(line, "HTTP/1.1 100 Continue\r\n");
        socket.read_line(&mut line).unwrap();
        socket.get_mut().write_all(self.body.as_bytes()).unwrap();
        taken.send(()).unwrap();
        let mut answer = String::new();
        socket.read_to_string(&mut answer).unwrap();
        answer
    }
}

fn mixed_case(hex: &str) -> String {
    let flip = |(index, digit): (usize, char)| match index % 2 {
        0 => digit.to_ascii_uppercase(),
        _ => digit,
    };
    hex.chars().enumerate().map(flip).collect()
}
