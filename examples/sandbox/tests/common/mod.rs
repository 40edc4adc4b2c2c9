//! A sandbox, a caller with its credentials, and a host that listens for webhooks.

#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    reason = "each test program uses a part"
)]
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use face_auth_sandbox::{
    Config, DEMO_API_KEY, DEMO_API_SECRET, DEMO_SCAN_REF, DeliveryPolicy, Sandbox, WebhookTarget,
};
use reqwest::{Client, Response};
use serde_json::{Value, json};
use tokio::{
    net::TcpListener,
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    time::timeout,
};
use url::Url;

pub const SIGNING_KEY: &str = "test-signing-key";

/// Longer than anything here takes, so that only a fault runs into it.
pub const PATIENCE: Duration = Duration::from_secs(20);

pub struct Caller {
    pub sandbox: Sandbox,
    pub client: Client,
}

impl Caller {
    pub async fn start(webhook: Option<WebhookTarget>) -> Self {
        let delivery = DeliveryPolicy {
            first_wait: Duration::from_millis(20),
            ..DeliveryPolicy::default()
        };
        Self::start_with(webhook, delivery).await
    }

    pub async fn start_with(webhook: Option<WebhookTarget>, delivery: DeliveryPolicy) -> Self {
        let config = Config {
            webhook,
            delivery,
            ..Config::default()
        };
        Self {
            sandbox: Sandbox::start(config).await.unwrap(),
            client: Client::builder().no_proxy().build().unwrap(),
        }
    }

    pub fn api(&self, path: &str) -> Url {
        self.sandbox.api_url().join(path).unwrap()
    }

    pub fn frame(&self, path: &str) -> Url {
        self.sandbox.frame_url().join(path).unwrap()
    }

    pub async fn get(&self, path: &str) -> Response {
        let request = self.client.get(self.api(path));
        let request = request.basic_auth(DEMO_API_KEY, Some(DEMO_API_SECRET));
        request.send().await.unwrap()
    }

    pub async fn post(&self, path: &str, body: impl ToString) -> Response {
        let request = self.client.post(self.api(path)).body(body.to_string());
        let request = request.basic_auth(DEMO_API_KEY, Some(DEMO_API_SECRET));
        request.send().await.unwrap()
    }

    pub async fn create(&self, body: &Value) -> Value {
        let answer = self.post("partner/authentication-info", body).await;
        assert_eq!(answer.status(), StatusCode::OK);
        answer.json().await.unwrap()
    }

    pub async fn token(&self) -> String {
        token(&self.create(&session_body()).await)
    }

    /// What the frame's page does when a person has chosen.
    pub async fn choose(&self, token: &str, outcome: &Value) -> StatusCode {
        let body = json!({ "token": token, "outcome": outcome }).to_string();
        let request = self.client.post(self.frame("outcome")).body(body);
        request.send().await.unwrap().status()
    }

    /// What the frame's page learns of its session.
    pub async fn frame_session(&self, token: &str) -> Value {
        let body = json!({ "token": token }).to_string();
        let request = self.client.post(self.frame("session")).body(body);
        request.send().await.unwrap().json().await.unwrap()
    }

    pub async fn open_frame(&self, token: &str) -> Response {
        let mut address = self.frame("");
        address.query_pairs_mut().append_pair("token", token);
        self.client.get(address).send().await.unwrap()
    }
}

pub fn session_body() -> Value {
    json!({ "scanRef": DEMO_SCAN_REF, "type": "AUTHENTICATION", "method": "FACE_MATCHING" })
}

pub fn token(answer: &Value) -> String {
    answer["token"].as_str().unwrap().to_owned()
}

/// One webhook as it came in.
#[derive(Debug)]
pub struct Received {
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Received {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

/// The host's endpoint: answers as it is told, then 204.
pub struct Host {
    pub target: WebhookTarget,
    received: UnboundedReceiver<Received>,
}

#[derive(Clone)]
struct HostState {
    answers: Arc<Mutex<VecDeque<StatusCode>>>,
    received: UnboundedSender<Received>,
}

impl Host {
    pub async fn start(answers: impl IntoIterator<Item = StatusCode>) -> Self {
        let (sender, received) = unbounded_channel();
        let state = HostState {
            answers: Arc::new(Mutex::new(answers.into_iter().collect())),
            received: sender,
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let router = Router::new().route("/hook", post(hook)).with_state(state);
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        let target = WebhookTarget {
            url: url.parse().unwrap(),
            signing_key: Some(SIGNING_KEY.to_owned()),
        };
        Self { target, received }
    }

    pub async fn next(&mut self) -> Received {
        timeout(PATIENCE, self.received.recv())
            .await
            .expect("a webhook arrives in time")
            .expect("the host is running")
    }

    /// Whether anything came that was not asked for.
    pub fn has_more(&mut self) -> bool {
        self.received.try_recv().is_ok()
    }
}

async fn hook(State(host): State<HostState>, headers: HeaderMap, body: Bytes) -> StatusCode {
    host.received.send(Received { headers, body }).unwrap();
    let answer = host.answers.lock().unwrap().pop_front();
    answer.unwrap_or(StatusCode::NO_CONTENT)
}
