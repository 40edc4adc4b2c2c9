//! Incode's webhooks: who may deliver, what stands, and what the person whom it is about may see.

use face_auth_example_backend::Backend;
use face_auth_sandbox::{FaceModule, IncodeAttempt, IncodeOutcome, IncodeTarget, OneToOne};
use face_auth_widget::webhook::MAX_BODY;
use reqwest::{Client, Response, header};
use serde_json::{Value, json};

use crate::common::{Browser, INCODE_SECRET, World, refusal, refused, until};

struct Stage {
    world: World,
    ada: Browser,
    customer: String,
}

impl Stage {
    /// A backend, a sandbox that knows its endpoint's address, and Ada's browser.
    async fn start() -> Self {
        let world = World::start().await;
        world.sandbox.set_incode_webhook(Some(IncodeTarget {
            url: address(&world.backend, Some(INCODE_SECRET))
                .parse()
                .unwrap(),
            secret: None,
        }));
        let ada = world.browser("ada").await;
        let customer = customer(&ada).await;
        Self {
            world,
            ada,
            customer,
        }
    }

    /// An attempt of Ada's, told of by the sandbox.
    fn attempt(&self, outcome: IncodeOutcome) -> IncodeAttempt {
        IncodeAttempt::new(outcome).of(&self.customer)
    }

    fn tell(&self, attempt: &IncodeAttempt) {
        self.world.sandbox.deliver_incode(attempt).unwrap();
    }
}

fn address(backend: &Backend, secret: Option<&str>) -> String {
    let endpoint = backend.url().join("webhooks/incode").unwrap();
    let Some(secret) = secret else {
        return endpoint.into();
    };
    let mut address = endpoint;
    address.path_segments_mut().unwrap().push(secret);
    address.into()
}

async fn customer(browser: &Browser) -> String {
    let answer = browser.get("/api/incode").send().await.unwrap();
    let customer: Value = answer.json().await.unwrap();
    customer["customerId"].as_str().unwrap().to_owned()
}

/// What the page asks, knowing so many decisions.
async fn ask(browser: &Browser, known: i64) -> Value {
    let question = json!({ "known": known });
    let answer = browser.post("/api/incode/decisions", &question).await;
    assert_eq!(answer.status(), 200);
    answer.json().await.unwrap()
}

async fn post(address: &str, body: impl Into<Vec<u8>>, bearer: Option<&str>) -> Response {
    let mut request = Client::new().post(address).body(body.into());
    if let Some(bearer) = bearer {
        request = request.header(header::AUTHORIZATION, bearer);
    }
    request.send().await.unwrap()
}

fn module(outcome: FaceModule) -> IncodeOutcome {
    IncodeOutcome::FaceAuthentication(outcome)
}

#[tokio::test]
async fn a_webhook_wakes_the_page_of_the_person_it_is_about() {
    let stage = Stage::start().await;
    let bob = stage.world.browser("bob").await;
    let attempt = stage.attempt(IncodeOutcome::Authentication1to1(OneToOne::Lenses));
    let (told, ()) = tokio::join!(ask(&stage.ada, 0), async {
        until(|| stage.world.backend.waiting() == 1).await;
        stage.tell(&attempt);
    });
    assert_eq!(told["count"], 1);
    let told = &told["decisions"][0];
    assert_eq!(told["kind"], "incode.authentication-1to1");
    assert_eq!(told["contradiction"], false);
    assert_eq!(
        told["decision"],
        json!({ "status": "FAILED", "reason":
            { "code": "LENSES_DETECTED", "category": "picture", "advice": "retry" } })
    );
    assert_eq!(
        told["deprecation"],
        json!({ "endOfSupport": "2026-10-01", "migrateBy": "2027-01-01", "endOfLife": "2027-04-01",
            "successor": "incode.face-authentication" })
    );
    assert_eq!(ask(&bob, -1).await, json!({ "count": 0, "decisions": [] }));
    stage.world.stop().await;
}

#[tokio::test]
async fn a_pass_opens_nothing() {
    let stage = Stage::start().await;
    stage.tell(&stage.attempt(module(FaceModule::Pass)));
    let told = ask(&stage.ada, 0).await;
    assert_eq!(told["decisions"][0]["decision"]["status"], "SUCCESS");
    assert_eq!(told["decisions"][0]["deprecation"], Value::Null);
    assert_eq!(stage.ada.confirmed().await, json!([]));
    let accounts = stage.ada.get("/api/accounts").send().await.unwrap();
    assert_eq!(
        refusal(accounts).await,
        refused(403, "confirmation_required")
    );
    stage.world.stop().await;
}

#[tokio::test]
async fn an_attack_is_not_explained_and_a_contradiction_is_no_pass() {
    let stage = Stage::start().await;
    for (known, outcome, decision, contradiction) in [
        (
            0,
            IncodeOutcome::Authentication1to1(OneToOne::Error(4005)),
            json!({ "status": "FAILED", "reason":
                { "code": null, "category": "declined", "advice": "stop" } }),
            false,
        ),
        (
            1,
            IncodeOutcome::Authentication1to1(OneToOne::Contradiction),
            json!({ "status": "FAILED", "reason":
                { "code": "USER_IS_NOT_RECOGNIZED", "category": "mismatch", "advice": "retry" } }),
            true,
        ),
    ] {
        stage.tell(&stage.attempt(outcome));
        let told = ask(&stage.ada, known).await["decisions"][0].take();
        assert_eq!(told["decision"], decision);
        assert_eq!(told["contradiction"], contradiction);
    }
    // An attack that contradicts itself: not even that is told.
    let torn = json!({ "customerId": stage.customer, "transactionId": "T", "spoofAttempt": true,
        "overallStatus": "PASS" });
    let endpoint = address(&stage.world.backend, Some(INCODE_SECRET));
    assert_eq!(post(&endpoint, torn.to_string(), None).await.status(), 204);
    let told = ask(&stage.ada, 2).await["decisions"][0].take();
    assert_eq!(told["decision"]["reason"]["category"], "declined");
    assert_eq!(told["contradiction"], false);
    stage.world.stop().await;
}

#[tokio::test]
async fn the_first_decision_about_an_attempt_stands() {
    let stage = Stage::start().await;
    let endpoint = address(&stage.world.backend, Some(INCODE_SECRET));
    let body = |ids: Value, status: &str| {
        let mut body = json!({ "customerId": stage.customer, "overallStatus": status });
        body.as_object_mut()
            .unwrap()
            .extend(ids.as_object().unwrap().clone());
        body.to_string()
    };
    let transaction = || json!({ "transactionId": "T", "interviewId": "I" });
    let interview = || json!({ "interviewId": "I" });
    for (ids, status, count) in [
        (transaction(), "FAIL", 1),
        (transaction(), "FAIL", 1),
        (transaction(), "PASS", 1),
        (interview(), "PASS", 2),
        (interview(), "FAIL", 2),
        (json!({}), "FAIL", 3),
        (json!({}), "FAIL", 3),
    ] {
        let answer = post(&endpoint, body(ids.clone(), status), None).await;
        assert_eq!(answer.status(), 204, "2xx: it need not come again");
        assert_eq!(ask(&stage.ada, -1).await["count"], count, "{ids} {status}");
    }
    let told = ask(&stage.ada, -1).await;
    let told = told["decisions"].as_array().unwrap().iter();
    let passed = told.filter(|told| told["decision"]["status"] == "SUCCESS");
    assert_eq!(passed.count(), 1);
    stage.world.stop().await;
}

#[tokio::test]
async fn duplicates_at_the_same_time_are_one_decision() {
    let stage = Stage::start().await;
    let endpoint = address(&stage.world.backend, Some(INCODE_SECRET));
    let body = json!({ "customerId": stage.customer, "interviewId": "I",
        "overallStatus": "PASS" })
    .to_string();
    let copies = (0..8).map(|_| {
        let (endpoint, body) = (endpoint.clone(), body.clone());
        tokio::spawn(async move { post(&endpoint, body, None).await.status() })
    });
    for copy in copies.collect::<Vec<_>>() {
        assert_eq!(copy.await.unwrap(), 204);
    }
    assert_eq!(ask(&stage.ada, -1).await["count"], 1);
    stage.world.stop().await;
}

#[tokio::test]
async fn only_who_knows_the_secret_is_heard() {
    let stage = Stage::start().await;
    let backend = &stage.world.backend;
    let body = || json!({ "customerId": stage.customer, "overallStatus": "PASS" }).to_string();
    let right = format!("Bearer {INCODE_SECRET}");
    let huge = || vec![b' '; MAX_BODY + 1];
    for (secret, bearer, status) in [
        (Some("another secret, as long as that"), None, 404),
        (Some("another secret, as long as that"), Some(&*right), 404),
        (Some(" "), None, 404),
        (None, None, 401),
        (None, Some("Bearer another secret"), 401),
        (None, Some("Basic dXNlcjpwYXNz"), 401),
    ] {
        let address = address(backend, secret);
        for body in [body().into_bytes(), huge(), b"not JSON".to_vec()] {
            let answer = post(&address, body, bearer).await;
            assert_eq!(answer.status(), status, "{secret:?} {bearer:?}");
            assert_eq!(answer.bytes().await.unwrap(), "", "no words");
        }
        let read = Client::new().get(&address).send().await.unwrap();
        assert_eq!(read.status(), status);
    }
    assert_eq!(ask(&stage.ada, -1).await["count"], 0);

    let by_header = post(&address(backend, None), body(), Some(&right)).await;
    assert_eq!(by_header.status(), 204);
    assert_eq!(ask(&stage.ada, 0).await["count"], 1);
    stage.world.stop().await;
}

#[tokio::test]
async fn whatever_the_method_a_wrong_secret_learns_nothing() {
    let world = World::start().await;
    let endpoint = address(&world.backend, None);
    let client = Client::new();
    for method in ["GET", "HEAD", "OPTIONS", "PUT", "POST"] {
        let method: reqwest::Method = method.parse().unwrap();
        for (path, status) in [("/another-secret", 404), ("/%ff", 404), ("", 401)] {
            let request = client.request(method.clone(), format!("{endpoint}{path}"));
            let answer = request.send().await.unwrap();
            assert_eq!(answer.status(), status, "{method} {path}");
            assert!(!answer.headers().contains_key(header::ALLOW));
            assert_eq!(answer.text().await.unwrap(), "");
        }
    }
    let right = address(&world.backend, Some(INCODE_SECRET));
    let answer = client.get(right).send().await.unwrap();
    assert_eq!(answer.status(), 405);
    assert_eq!(answer.headers()[header::ALLOW], "POST");
    world.stop().await;
}

#[tokio::test]
async fn a_body_that_cannot_be_used_is_told_by_code_and_field() {
    let stage = Stage::start().await;
    let endpoint = address(&stage.world.backend, Some(INCODE_SECRET));
    for (body, code, path) in [
        (&b""[..], "empty", Value::Null),
        (b"{", "not_json", Value::Null),
        (b"\xff", "not_utf8", Value::Null),
        (b"[]", "not_an_object", Value::Null),
        (b"{}", "missing_field", json!("overallStatus")),
        (
            br#"{"overallStatus":7}"#,
            "invalid_field",
            json!("overallStatus"),
        ),
        (
            br#"{"overallStatus":"PASS","scanRef":"x"}"#,
            "wrong_vendor",
            json!("scanRef"),
        ),
        (
            br#"{"token":"T","status":"SUCCESS"}"#,
            "wrong_vendor",
            json!("status"),
        ),
    ] {
        let answer = post(&endpoint, body, None).await;
        assert_eq!(answer.status(), 400, "{code}");
        let said: Value = answer.json().await.unwrap();
        assert_eq!(said, json!({ "code": code, "path": path }));
    }
    let huge = post(&endpoint, vec![b' '; MAX_BODY + 1], None).await;
    assert_eq!(huge.status(), 413);
    let said: Value = huge.json().await.unwrap();
    assert_eq!(said, json!({ "code": "too_large", "path": null }));
    let rows = "SELECT COUNT(*) FROM incode_decisions";
    assert_eq!(stage.world.database.number(rows).await, 0);
    stage.world.stop().await;
}

#[tokio::test]
async fn a_webhook_at_one_instance_wakes_the_page_at_another() {
    let stage = Stage::start().await;
    let other = stage.world.another_instance().await;
    let ada = stage.ada.at(other.url());
    let (told, ()) = tokio::join!(ask(&ada, 0), async {
        until(|| other.waiting() == 1).await;
        stage.tell(&stage.attempt(module(FaceModule::Pass)));
    });
    assert_eq!(told["count"], 1);
    other.stop().await;
    stage.world.stop().await;
}

#[tokio::test]
async fn without_a_secret_there_is_no_endpoint() {
    let world = World::with(|config| config.incode = None).await;
    let ada = world.browser("ada").await;
    for secret in [None, Some(INCODE_SECRET)] {
        let answer = post(&address(&world.backend, secret), "{}", None).await;
        assert_eq!(answer.status(), 404);
    }
    let customer = ada.get("/api/incode").send().await.unwrap();
    assert_eq!(customer.status(), 404);
    assert_eq!(config(&ada).await["incode"], false);
    world.stop().await;
}

#[tokio::test]
async fn the_page_is_the_persons_and_may_frame_the_flow() {
    let stage = Stage::start().await;
    assert_eq!(config(&stage.ada).await["incode"], true);
    let nobody = Browser::new(stage.world.backend.url());
    let refusal_of = nobody.get("/api/incode").send().await.unwrap();
    assert_eq!(refusal(refusal_of).await, refused(401, "signed_out"));
    let asked = nobody
        .post("/api/incode/decisions", &json!({ "known": 0 }))
        .await;
    assert_eq!(refusal(asked).await, refused(401, "signed_out"));

    let page = stage.ada.get("/incode").send().await.unwrap();
    assert_eq!(page.status(), 200);
    assert!(frame_sources(page.headers()).contains(&origin_of(&stage)));
    assert_ne!(
        customer(&stage.world.browser("bob").await).await,
        stage.customer
    );
    stage.world.stop().await;
}

fn origin_of(stage: &Stage) -> String {
    let url = stage.world.sandbox.incode_url();
    url.origin().ascii_serialization()
}

fn frame_sources(headers: &header::HeaderMap) -> Vec<String> {
    let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
    let sources = policy
        .split("; ")
        .find_map(|one| one.strip_prefix("frame-src "));
    sources.unwrap().split(' ').map(str::to_owned).collect()
}

async fn config(browser: &Browser) -> Value {
    let answer = browser.get("/api/config").send().await.unwrap();
    answer.json().await.unwrap()
}
