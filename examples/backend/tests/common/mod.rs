//! A real backend before a real sandbox, both on free ports, and a browser's half of the talk.
#![allow(dead_code, reason = "each test binary uses its own part")]
#![allow(clippy::unwrap_used, clippy::expect_used)]

pub(crate) mod database;
pub(crate) mod program;

use std::time::{Duration, Instant};

use face_auth_example_backend::{Backend, Config, Person};
use face_auth_sandbox::{DEMO_SCAN_REF, DEMO_UNIDENTIFIED_SCAN_REF, Sandbox, WebhookTarget};
use face_auth_widget::webhook::signature;
use reqwest::{Client, RequestBuilder, Response, header};
use serde_json::{Value, json};
use url::Url;

use self::database::{Kind, TestDatabase};
use crate::DATABASE;

pub(crate) const SIGNING_KEY: &str = "a signing key of the tests";

/// Two servers and the talk between them.
pub(crate) struct World {
    pub(crate) sandbox: Sandbox,
    pub(crate) backend: Backend,
    pub(crate) database: TestDatabase,
    /// What the backend was started with.
    pub(crate) config: Config,
}

/// A configuration against this sandbox, with short waits.
pub(crate) fn config(sandbox: &Sandbox) -> Config {
    let person = |id: &str, scan_ref: &str| Person {
        id: id.to_owned(),
        name: id.to_owned(),
        scan_ref: scan_ref.to_owned(),
    };
    let base_url = sandbox.api_url().clone();
    let mut config = Config::for_sandbox(base_url, sandbox.frame_url().clone());
    config.vendor.signing_key = Some(SIGNING_KEY.to_owned());
    config.persons = vec![
        person("ada", DEMO_SCAN_REF),
        person("bob", DEMO_SCAN_REF),
        person("new", DEMO_UNIDENTIFIED_SCAN_REF),
    ];
    config.sessions_per_minute = 5;
    config.decision_wait = Duration::from_secs(10);
    config
}

impl World {
    pub(crate) async fn start() -> Self {
        Self::with(|_| {}).await
    }

    /// Starts with a configuration that differs from the usual one.
    pub(crate) async fn with(change: impl FnOnce(&mut Config)) -> Self {
        Self::run(TestDatabase::create(DATABASE).await, change).await
    }

    /// Starts with either database, whose address names a password where it can.
    pub(crate) async fn with_password(kind: Kind, password: &str) -> Self {
        let database = TestDatabase::create(kind).await;
        let address = database.with_password(password);
        Self::run(database, |config| config.database = address).await
    }

    async fn run(database: TestDatabase, change: impl FnOnce(&mut Config)) -> Self {
        let sandbox = Sandbox::start(face_auth_sandbox::Config::default())
            .await
            .unwrap();
        let mut config = config(&sandbox);
        config.database = database.address();
        change(&mut config);
        let backend = Backend::start(config.clone()).await.unwrap();
        sandbox.set_webhook(Some(WebhookTarget {
            url: backend.url().join("webhooks/idenfy").unwrap(),
            signing_key: Some(SIGNING_KEY.to_owned()),
        }));
        Self {
            sandbox,
            backend,
            database,
            config,
        }
    }

    /// Another backend on the same database.
    pub(crate) async fn another_instance(&self) -> Backend {
        Backend::start(self.config.clone()).await.unwrap()
    }

    /// A browser in which this person is signed in.
    pub(crate) async fn browser(&self, person: &str) -> Browser {
        Browser::signed_in(self.backend.url(), person).await
    }

    /// Delivers a body as the vendor would, under this signature.
    pub(crate) async fn deliver(
        &self,
        body: impl Into<Vec<u8>>,
        signature: Option<&str>,
    ) -> Response {
        deliver(&self.backend, body, signature).await
    }

    /// Delivers a body with the right signature, and expects it to be taken.
    pub(crate) async fn deliver_signed(&self, body: &str) {
        let answer = self.deliver(body, Some(&sign(body))).await;
        assert_eq!(answer.status(), 204, "{body}");
    }

    pub(crate) async fn stop(self) {
        self.backend.stop().await;
        self.sandbox.stop().await;
    }
}

/// Delivers a body to an instance as the vendor would, under this signature.
pub(crate) async fn deliver(
    to: &Backend,
    body: impl Into<Vec<u8>>,
    signature: Option<&str>,
) -> Response {
    let url = to.url().join("webhooks/idenfy").unwrap();
    let mut request = Client::new().post(url).body(body.into());
    if let Some(signature) = signature {
        request = request.header(signature::HEADER, signature);
    }
    request.send().await.unwrap()
}

/// One person's browser: keeps the cookie, sends what a page of the backend's origin sends.
pub(crate) struct Browser {
    client: Client,
    base: Url,
    pub(crate) cookie: Option<String>,
}

impl Browser {
    pub(crate) fn new(base: &Url) -> Self {
        Self {
            client: Client::new(),
            base: base.clone(),
            cookie: None,
        }
    }

    /// A browser in which this person has signed in at this address.
    pub(crate) async fn signed_in(base: &Url, person: &str) -> Self {
        let mut browser = Self::new(base);
        let answer = browser
            .post("/api/sign-in", &json!({ "person": person }))
            .await;
        assert_eq!(answer.status(), 200);
        browser.cookie = Some(cookie_pair(&answer));
        browser
    }

    /// The same sign-in, as a balancer takes it to another instance.
    pub(crate) fn at(&self, base: &Url) -> Self {
        Self {
            client: self.client.clone(),
            base: base.clone(),
            cookie: self.cookie.clone(),
        }
    }

    pub(crate) fn origin(&self) -> String {
        self.base.origin().ascii_serialization()
    }

    pub(crate) fn get(&self, path: &str) -> RequestBuilder {
        self.with_cookie(self.client.get(self.base.join(path).unwrap()))
    }

    /// A `POST` without the headers by which a page shows where it comes from.
    pub(crate) fn bare_post(&self, path: &str) -> RequestBuilder {
        self.with_cookie(self.client.post(self.base.join(path).unwrap()))
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Response {
        let request = self.bare_post(path).header(header::ORIGIN, self.origin());
        request.json(body).send().await.unwrap()
    }

    /// Asks for a session as the page's token provider does; answers the grant.
    pub(crate) async fn grant(&self) -> Value {
        let ask = json!({ "purpose": "sign-in-confirmation", "handoff": true });
        let answer = self.post("/api/face-auth/session", &ask).await;
        assert_eq!(answer.status(), 200);
        answer.json().await.unwrap()
    }

    /// Asks for a session; answers its token.
    pub(crate) async fn session(&self) -> String {
        self.grant().await["token"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn ask(&self, token: &str) -> Response {
        self.post("/api/face-auth/result", &json!({ "token": token }))
            .await
    }

    /// The decision about a session, as the page's `confirm` gets it.
    pub(crate) async fn decision(&self, token: &str) -> Value {
        let answer = self.ask(token).await;
        assert_eq!(answer.status(), 200);
        answer.json().await.unwrap()
    }

    /// What this sign-in has been confirmed for.
    pub(crate) async fn confirmed(&self) -> Value {
        let me: Value = self
            .get("/api/me")
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
        me["confirmed"].clone()
    }

    fn with_cookie(&self, request: RequestBuilder) -> RequestBuilder {
        match &self.cookie {
            Some(cookie) => request.header(header::COOKIE, cookie),
            None => request,
        }
    }
}

/// Returns once this is so, and fails where it never is.
pub(crate) async fn until(mut is_so: impl FnMut() -> bool) {
    let patience = Instant::now() + Duration::from_secs(120);
    while !is_so() {
        assert!(Instant::now() < patience, "waited in vain");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// Status and code of a refusal.
pub(crate) async fn refusal(answer: Response) -> (u16, String) {
    let status = answer.status().as_u16();
    let body: Value = answer.json().await.unwrap();
    (status, body["code"].as_str().unwrap().to_owned())
}

/// A refusal as it is expected.
pub(crate) fn refused(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

/// The vendor's signature over a body.
pub(crate) fn sign(body: &str) -> String {
    signature::sign(body.as_bytes(), SIGNING_KEY.as_bytes())
}

/// A delivery's body, with nothing but what the vendor always sends.
pub(crate) fn body(token: &str, status: &str) -> String {
    json!({ "token": token, "status": status }).to_string()
}

/// The `name=value` part of the cookie that an answer sets.
pub(crate) fn cookie_pair(answer: &Response) -> String {
    let cookie = answer.headers()[header::SET_COOKIE].to_str().unwrap();
    cookie.split(';').next().unwrap().to_owned()
}
