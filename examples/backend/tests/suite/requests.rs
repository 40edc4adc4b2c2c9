//! What a page may ask: only as somebody, from this origin, in JSON, and not too often.

use std::time::Duration;

use crate::common::{Browser, World, refusal, refused};
use face_auth_example_backend::{AttemptPolicy, Backend, StartError};
use face_auth_sandbox::Outcome;
use reqwest::header;
use serde_json::{Value, json};

const SESSION: &str = "/api/face-auth/session";
const PURPOSE: &str = r#"{"purpose":"sign-in-confirmation"}"#;

#[tokio::test]
async fn a_stranger_gets_nothing() {
    let world = World::start().await;
    let stranger = Browser::new(world.backend.url());
    for (path, ask) in [
        (SESSION, json!({ "purpose": "sign-in-confirmation" })),
        ("/api/face-auth/result", json!({ "token": "any" })),
    ] {
        let answer = stranger.post(path, &ask).await;
        assert_eq!(refusal(answer).await, refused(401, "signed_out"));
    }
    let me: Value = stranger
        .get("/api/me")
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(me, json!({ "person": null, "confirmed": [] }));
    world.stop().await;
}

#[tokio::test]
async fn the_cookie_is_for_this_host_alone_and_ends_with_the_sign_in() {
    let world = World::start().await;
    let mut ada = Browser::new(world.backend.url());
    let answer = ada.post("/api/sign-in", &json!({ "person": "ada" })).await;
    let cookie = answer.headers()[header::SET_COOKIE].to_str().unwrap();
    for attribute in ["HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(attribute), "{attribute}");
    }
    assert!(!cookie.contains("Secure"), "plain HTTP on loopback");
    ada.cookie = Some(crate::common::cookie_pair(&answer));
    assert_eq!(ada.post("/api/sign-out", &json!({})).await.status(), 200);
    let after = ada
        .post(SESSION, &json!({ "purpose": "sign-in-confirmation" }))
        .await;
    assert_eq!(refusal(after).await, refused(401, "signed_out"));
    world.stop().await;
}

#[tokio::test]
async fn behind_https_the_cookie_never_travels_without_it() {
    let origin = "https://bank.example";
    let world = World::with(|config| config.public_origin = Some(origin.to_owned())).await;
    let browser = Browser::new(world.backend.url());
    let answer = browser
        .bare_post("/api/sign-in")
        .header(header::ORIGIN, origin)
        .json(&json!({ "person": "ada" }))
        .send()
        .await
        .unwrap();
    let cookie = answer.headers()[header::SET_COOKIE].to_str().unwrap();
    assert!(cookie.starts_with("__Host-") && cookie.contains("Secure"));
    // The address that it listens on is no origin of its pages any more.
    let direct = browser
        .post("/api/sign-in", &json!({ "person": "ada" }))
        .await;
    assert_eq!(refusal(direct).await, refused(403, "cross_origin"));
    world.stop().await;
}

#[tokio::test]
async fn pages_of_a_development_server_that_was_named_may_call() {
    let named = "http://localhost:5173";
    let world = World::with(|config| {
        config.public_origin = Some("https://bank.example".to_owned());
        config.page_origins = vec![named.to_owned()];
    })
    .await;
    let browser = Browser::new(world.backend.url());
    let sign_in = async |origin: &str| {
        let request = browser.bare_post("/api/sign-in");
        let request = request.header(header::ORIGIN, origin);
        let request = request.header("sec-fetch-site", "same-origin");
        let request = request.json(&json!({ "person": "ada" }));
        request.send().await.unwrap()
    };
    assert_eq!(sign_in("https://bank.example").await.status(), 200);
    let answer = sign_in(named).await;
    assert_eq!(answer.status(), 200);
    // The host's own cookie is as strict as without it.
    let cookie = answer.headers()[header::SET_COOKIE].to_str().unwrap();
    assert!(cookie.starts_with("__Host-") && cookie.contains("Secure"));
    let other = sign_in("http://localhost:5174").await;
    assert_eq!(refusal(other).await, refused(403, "cross_origin"));
    world.stop().await;
}

#[tokio::test]
async fn only_json_of_this_origin_is_taken() {
    let world = World::start().await;
    let ada = world.browser("ada").await;
    let post = |headers: &[(&str, &str)]| {
        let start = ada.bare_post(SESSION).body(PURPOSE);
        let request = headers.iter().fold(start, |request, (name, value)| {
            request.header(*name, *value)
        });
        async { request.send().await.unwrap() }
    };
    let own = ada.origin();
    let json = ("content-type", "application/json");
    let cross_origin = refused(403, "cross_origin");
    assert_eq!(refusal(post(&[json]).await).await, cross_origin);
    assert_eq!(
        refusal(post(&[json, ("origin", "null")]).await).await,
        cross_origin
    );
    let elsewhere = ("origin", "https://evil.example");
    assert_eq!(refusal(post(&[json, elsewhere]).await).await, cross_origin);
    let contradiction = [json, ("origin", &*own), ("sec-fetch-site", "cross-site")];
    assert_eq!(refusal(post(&contradiction).await).await, cross_origin);

    let not_json = refused(415, "not_json");
    assert_eq!(refusal(post(&[("origin", &*own)]).await).await, not_json);
    let form = ("content-type", "text/plain");
    assert_eq!(
        refusal(post(&[form, ("origin", &*own)]).await).await,
        not_json
    );

    let good = [json, ("origin", &*own), ("sec-fetch-site", "same-origin")];
    assert_eq!(post(&good).await.status(), 200);
    world.stop().await;
}

#[tokio::test]
async fn the_purpose_may_stand_in_the_address() {
    let world = World::start().await;
    let ada = world.browser("ada").await;
    let asked_by_the_element = json!({ "attempt": 1 });
    let address = format!("{SESSION}?purpose=payment-approval");
    let answer = ada.post(&address, &asked_by_the_element).await;
    let grant: Value = answer.json().await.unwrap();
    let token = grant["token"].as_str().unwrap();
    world
        .deliver_signed(&crate::common::body(token, "SUCCESS"))
        .await;
    assert_eq!(ada.decision(token).await["status"], "SUCCESS");
    assert_eq!(ada.confirmed().await, json!(["payment-approval"]));
    for odd in ["?purpose=anything", "?purpose=", "?other=payment-approval"] {
        let address = format!("{SESSION}{odd}");
        let answer = ada.post(&address, &asked_by_the_element).await;
        assert_eq!(refusal(answer).await, refused(400, "bad_request"));
    }
    world.stop().await;
}

#[tokio::test]
async fn odd_bodies_are_refused() {
    let world = World::start().await;
    let ada = world.browser("ada").await;
    for body in [
        "",
        "{",
        "[]",
        "null",
        "{}",
        r#"{"purpose":"anything"}"#,
        r#"{"purpose":7}"#,
    ] {
        let answer = ada
            .bare_post(SESSION)
            .header(header::ORIGIN, ada.origin())
            .header(header::CONTENT_TYPE, "application/json")
            .body(body)
            .send()
            .await
            .unwrap();
        assert_eq!(refusal(answer).await, refused(400, "bad_request"), "{body}");
    }
    let large = json!({ "purpose": "x".repeat(5_000) });
    let answer = ada.post(SESSION, &large).await;
    assert_eq!(refusal(answer).await, refused(413, "too_large"));
    world.stop().await;
}

#[tokio::test]
async fn whose_face_it_is_stands_in_the_record_and_not_in_the_request() {
    let world = World::start().await;
    let ask = json!({
        "purpose": "sign-in-confirmation",
        "scanRef": face_auth_sandbox::DEMO_UNIDENTIFIED_SCAN_REF,
    });
    let ada = world.browser("ada").await;
    assert_eq!(ada.post(SESSION, &ask).await.status(), 200);

    let ask = json!({
        "purpose": "sign-in-confirmation",
        "scanRef": face_auth_sandbox::DEMO_SCAN_REF,
    });
    let new = world.browser("new").await;
    let answer = new.post(SESSION, &ask).await;
    assert_eq!(
        refusal(answer).await,
        refused(409, "identification_required")
    );
    world.stop().await;
}

#[tokio::test]
async fn a_grant_is_what_the_widget_expects_and_nobody_keeps_it() {
    let world = World::start().await;
    let ada = world.browser("ada").await;
    let ask = json!({ "purpose": "payment-approval", "handoff": true });
    let answer = ada.post(SESSION, &ask).await;
    assert_eq!(answer.headers()[header::CACHE_CONTROL], "no-store");
    let grant: Value = answer.json().await.unwrap();
    assert!((1..=40).contains(&grant["token"].as_str().unwrap().len()));
    assert!(!grant["digitString"].as_str().unwrap().is_empty());
    assert_eq!(grant["lifetime"], 600);
    assert_eq!(grant.as_object().unwrap().len(), 3);

    let plain = json!({ "purpose": "payment-approval" });
    let grant: Value = ada.post(SESSION, &plain).await.json().await.unwrap();
    assert_eq!(grant.get("digitString"), None);
    world.stop().await;
}

#[tokio::test]
async fn the_frame_speaks_the_language_that_was_asked_for_if_the_host_speaks_it() {
    let world = World::start().await;
    let ada = world.browser("ada").await;
    for locale in [json!("lt"), json!(null)] {
        let ask = json!({ "purpose": "sign-in-confirmation", "locale": locale });
        let grant: Value = ada.post(SESSION, &ask).await.json().await.unwrap();
        let frame = world.sandbox.frame_url().join("session").unwrap();
        let body = json!({ "token": grant["token"] }).to_string();
        let opened = reqwest::Client::new().post(frame).body(body).send().await;
        let opened: Value = opened.unwrap().json().await.unwrap();
        assert_eq!(opened["locale"], locale);
    }
    for locale in [json!("xx"), json!("LT"), json!(["lt"])] {
        let ask = json!({ "purpose": "sign-in-confirmation", "locale": locale });
        let answer = ada.post(SESSION, &ask).await;
        assert_eq!(refusal(answer).await, refused(400, "bad_request"));
    }
    world.stop().await;
}

#[tokio::test]
async fn a_payment_confirms_no_sign_in() {
    let world = World::start().await;
    let ada = world.browser("ada").await;
    let answer = ada
        .post(SESSION, &json!({ "purpose": "payment-approval" }))
        .await;
    let grant: Value = answer.json().await.unwrap();
    let token = grant["token"].as_str().unwrap();
    world
        .deliver_signed(&crate::common::body(token, "SUCCESS"))
        .await;
    assert_eq!(ada.decision(token).await["status"], "SUCCESS");
    assert_eq!(ada.confirmed().await, json!(["payment-approval"]));
    let locked = ada.get("/api/accounts").send().await.unwrap();
    assert_eq!(refusal(locked).await, refused(403, "confirmation_required"));
    world.stop().await;
}

#[tokio::test]
async fn sessions_are_limited_for_each_person() {
    let world = World::with(|config| config.sessions_per_minute = 2).await;
    let ada = world.browser("ada").await;
    let ask = json!({ "purpose": "sign-in-confirmation" });
    let answers = tokio::join!(
        ada.post(SESSION, &ask),
        ada.post(SESSION, &ask),
        ada.post(SESSION, &ask),
    );
    let mut statuses = [answers.0, answers.1, answers.2].map(|a| a.status().as_u16());
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 200, 429]);
    let answer = ada.post(SESSION, &ask).await;
    assert_eq!(answer.headers()[header::RETRY_AFTER], "60");
    assert_eq!(refusal(answer).await, refused(429, "too_many_requests"));
    world.browser("bob").await.session().await;
    world.stop().await;
}

#[tokio::test]
async fn who_fails_too_often_or_attacks_must_wait() {
    let policy = AttemptPolicy {
        max_failures: 2,
        window: Duration::from_secs(60),
    };
    let world = World::with(|config| config.attempts = policy).await;
    let ask = json!({ "purpose": "sign-in-confirmation" });
    let fail = async |browser: &Browser, reason: &str| {
        let token = browser.session().await;
        let failure = Outcome::Fail(reason.to_owned());
        world.sandbox.end_session(&token, failure).unwrap();
        assert_eq!(browser.decision(&token).await["status"], "FAILED");
    };

    let ada = world.browser("ada").await;
    fail(&ada, "EYES_CLOSED").await;
    fail(&ada, "FACE_MISMATCH").await;
    // Another sign-in is the same person.
    for browser in [&ada, &world.browser("ada").await] {
        let answer = browser.post(SESSION, &ask).await;
        let wait = answer.headers()[header::RETRY_AFTER].to_str().unwrap();
        assert!((1..=60).contains(&wait.parse::<u32>().unwrap()), "{wait}");
        assert_eq!(refusal(answer).await, refused(429, "attempts_exhausted"));
    }

    let bob = world.browser("bob").await;
    fail(&bob, "VIRTUAL_CAMERA").await;
    let answer = bob.post(SESSION, &ask).await;
    assert_eq!(refusal(answer).await, refused(429, "attempts_exhausted"));
    world.stop().await;
}

#[tokio::test]
async fn sessions_that_were_opened_before_are_no_way_round_the_limit() {
    let policy = AttemptPolicy {
        max_failures: 2,
        window: Duration::from_secs(60),
    };
    let world = World::with(|config| config.attempts = policy).await;
    let end = async |token: &str, status: &str, reason: Option<&str>| {
        let delivery = json!({ "token": token, "status": status, "failReason": reason });
        world.deliver_signed(&delivery.to_string()).await;
    };
    let open = async |browser: &Browser| {
        let mut tokens = Vec::new();
        for _ in 0..4 {
            tokens.push(browser.session().await);
        }
        tokens
    };
    let exhausted = refused(429, "attempts_exhausted");

    let ada = world.browser("ada").await;
    let hers = open(&ada).await;
    end(&hers[0], "FAILED", Some("EYES_CLOSED")).await;
    end(&hers[1], "FAILED", Some("FACE_MISMATCH")).await;
    for token in &hers[2..] {
        end(token, "SUCCESS", None).await;
    }
    // Nor does one success that she has not got excuse the other.
    for token in &hers[2..] {
        let answer = ada.ask(token).await;
        let wait = answer.headers()[header::RETRY_AFTER].to_str().unwrap();
        assert!((1..=60).contains(&wait.parse::<u32>().unwrap()), "{wait}");
        assert_eq!(refusal(answer).await, exhausted);
    }
    assert_eq!(ada.confirmed().await, json!([]));

    // An attack blocks, also one that is told after the success.
    let bob = world.browser("bob").await;
    let his = open(&bob).await;
    end(&his[0], "SUCCESS", None).await;
    end(&his[1], "FAILED", Some("EYES_CLOSED")).await;
    assert_eq!(bob.decision(&his[0]).await["status"], "SUCCESS");
    end(&his[2], "SUCCESS", None).await;
    end(&his[3], "FAILED", Some("VIRTUAL_CAMERA")).await;
    assert_eq!(refusal(bob.ask(&his[2]).await).await, exhausted);
    // What he had before, he has.
    assert_eq!(bob.decision(&his[0]).await["status"], "SUCCESS");
    world.stop().await;
}

#[tokio::test]
async fn a_success_of_somebody_else_counts_as_a_failure() {
    let world = World::start().await;
    let ask = json!({ "purpose": "sign-in-confirmation" });
    for (person, field, value) in [
        ("ada", "scanRef", "somebody-else"),
        ("bob", "type", "ENROLLMENT"),
    ] {
        let browser = world.browser(person).await;
        let token = browser.session().await;
        let delivery = json!({ "token": token, "status": "SUCCESS", field: value });
        world.deliver_signed(&delivery.to_string()).await;
        let answer = browser.post(SESSION, &ask).await;
        assert_eq!(refusal(answer).await, refused(429, "attempts_exhausted"));
    }
    world.stop().await;
}

#[tokio::test]
async fn a_payment_uses_its_confirmation_up() {
    let world = World::start().await;
    let ada = world.browser("ada").await;
    let confirmed = async |purpose: &str| {
        let answer = ada.post(SESSION, &json!({ "purpose": purpose })).await;
        let grant: Value = answer.json().await.unwrap();
        let token = grant["token"].as_str().unwrap().to_owned();
        let success = crate::common::body(&token, "SUCCESS");
        world.deliver_signed(&success).await;
        assert_eq!(ada.decision(&token).await["status"], "SUCCESS");
        json!({ "token": token })
    };
    let required = refused(403, "confirmation_required");
    let sign_in = confirmed("sign-in-confirmation").await;
    let answer = ada.post("/api/payments", &sign_in).await;
    assert_eq!(refusal(answer).await, required, "of another purpose");

    let payment = confirmed("payment-approval").await;
    let elsewhere = world.browser("ada").await;
    let answer = elsewhere.post("/api/payments", &payment).await;
    assert_eq!(refusal(answer).await, required, "of another sign-in");
    let answers = tokio::join!(
        ada.post("/api/payments", &payment),
        ada.post("/api/payments", &payment),
    );
    let mut statuses = [answers.0, answers.1].map(|answer| answer.status().as_u16());
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 403]);
    assert_eq!(ada.confirmed().await, json!(["sign-in-confirmation"]));
    world.stop().await;
}

#[tokio::test]
async fn a_person_with_a_nul_is_nobody() {
    let world = World::start().await;
    let browser = Browser::new(world.backend.url());
    let answer = browser
        .post("/api/sign-in", &json!({ "person": "ada\0" }))
        .await;
    assert_eq!(refusal(answer).await, refused(404, "unknown_person"));
    world.stop().await;
}

#[tokio::test]
async fn a_vendor_that_refuses_or_is_away_has_a_code() {
    let world = World::with(|config| config.vendor.api_secret = "wrong".to_owned()).await;
    let ask = json!({ "purpose": "sign-in-confirmation" });
    let ada = world.browser("ada").await;
    let answer = ada.post(SESSION, &ask).await;
    assert_eq!(refusal(answer).await, refused(502, "vendor_refused"));
    world.stop().await;

    let world = World::with(|config| config.persons[0].scan_ref = "never-seen".to_owned()).await;
    let ada = world.browser("ada").await;
    let answer = ada.post(SESSION, &ask).await;
    assert_eq!(
        refusal(answer).await,
        refused(409, "identification_required")
    );
    let World {
        sandbox, backend, ..
    } = world;
    sandbox.stop().await;
    let answer = ada.post(SESSION, &ask).await;
    assert_eq!(refusal(answer).await, refused(502, "vendor_unavailable"));
    backend.stop().await;
}

#[tokio::test]
async fn every_answer_carries_the_policy() {
    let extra = "https://extra.example/path";
    let world = World::with(|config| config.extra_frame_sources = vec![extra.to_owned()]).await;
    let browser = Browser::new(world.backend.url());
    let frame = world.sandbox.frame_url().origin().ascii_serialization();
    for path in [
        "/",
        "/page.js",
        "/api/config",
        "/healthz",
        "/pkg/none.js",
        "/none",
    ] {
        let answer = browser.get(path).send().await.unwrap();
        let csp = answer.headers()["content-security-policy"]
            .to_str()
            .unwrap();
        let frames = format!("; frame-src {frame} https://extra.example; ");
        assert!(csp.contains(&frames), "{path}: {csp}");
        assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
    }
    let answer = browser.get("/api/config").send().await.unwrap();
    let config: Value = answer.json().await.unwrap();
    assert_eq!(config["frameUrl"], world.sandbox.frame_url().as_str());
    assert_eq!(config["appUrl"], world.sandbox.app_url().as_str());
    assert_eq!(config["persons"][0], json!({ "id": "ada", "name": "ada" }));
    world.stop().await;
}

#[tokio::test]
async fn a_taken_port_is_named() {
    let world = World::start().await;
    let mut config = crate::common::config(&world.sandbox);
    config.listen.set_port(world.backend.url().port().unwrap());
    let taken = config.listen;
    let error = Backend::start(config)
        .await
        .err()
        .expect("the port is taken");
    assert!(matches!(error, StartError::PortTaken(address) if address == taken));
    assert!(error.to_string().starts_with(&format!("{taken} is taken")));
    world.stop().await;
}
