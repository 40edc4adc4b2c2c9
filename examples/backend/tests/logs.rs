//! No secret reaches the log, whatever happens and whatever its form. Alone in its process: the log
//! is global.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::io::Write;
use std::sync::{Arc, Mutex};

use common::database::Kind;
use common::{SIGNING_KEY, World, body, sign};
use face_auth_example_backend::LogFormat;
use face_auth_sandbox::{DEMO_API_SECRET, Outcome};
use serde_json::{Value, json};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::prelude::*;

pub(crate) const DATABASE: Kind = Kind::Postgres;

/// Stands in the database's address. The server of the tests asks for none.
const PASSWORD: &str = "a-password-of-the-tests";

/// What a vendor without signatures is told to call: it proves who calls.
const PATH_SECRET: &str = "a-secret-that-stands-in-a-path";

#[derive(Clone, Default)]
struct Captured(Arc<Mutex<Vec<u8>>>);

impl Captured {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Captured {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn the_log_tells_what_happened_and_no_secret() {
    let (text, json) = (Captured::default(), Captured::default());
    // The libraries' own traces too: a host may turn them on when something goes wrong.
    tracing_subscriber::registry()
        .with(EnvFilter::new("trace"))
        .with(LogFormat::Text.layer(text.clone()))
        .with(LogFormat::Json.layer(json.clone()))
        .init();

    let secrets = everything().await;
    let (text, json) = (text.text(), json.text());
    for told in [
        "session created",
        "delivery taken",
        "delivery refused",
        "delivery came after a decision",
        "stopping",
    ] {
        assert!(text.contains(told), "missing from the log: {told}");
        assert!(json.contains(told), "missing from the JSON: {told}");
    }
    for (name, secret) in secrets {
        let mut lines = text.lines().chain(json.lines());
        let line = lines.find(|line| line.contains(&secret));
        let source = line.map(|line| line.replace(&secret, "[secret]"));
        assert_eq!(source, None, "the {name} is in the log");
    }
    each_request_is_one_line(&json);
}

/// Does all that could make somebody talk; answers the secrets that were used for it.
async fn everything() -> Vec<(&'static str, String)> {
    let mut secrets = Vec::new();
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let world = World::with_password(kind, PASSWORD).await;
        let ada = world.browser("ada").await;
        let grant = ada.grant().await;
        let token = grant["token"].as_str().unwrap();
        world.sandbox.end_session(token, Outcome::Approve).unwrap();
        assert_eq!(ada.decision(token).await["status"], "SUCCESS");
        ada.ask(token).await;
        let late = body(token, "FAILED");
        world.deliver(&*late, Some("f00d")).await;
        world.deliver(&*late, Some(&sign(&late))).await;
        let odd = json!({ "token": token, "status": token }).to_string();
        world.deliver(&*odd, Some(&sign(&odd))).await;
        ada.get(&format!("/?token={token}")).send().await.unwrap();
        for path in ["/webhooks/incode/", "/webhooks/", "/"] {
            let path = format!("{path}{PATH_SECRET}");
            ada.bare_post(&path).send().await.unwrap();
        }
        let cookie = ada.cookie.clone().unwrap();
        secrets.push(("token", token.to_owned()));
        secrets.push((
            "digit string",
            grant["digitString"].as_str().unwrap().to_owned(),
        ));
        secrets.push(("cookie", cookie.split('=').nth(1).unwrap().to_owned()));
        world.stop().await;
    }
    secrets.push(("path's secret", PATH_SECRET.to_owned()));
    secrets.push(("password", PASSWORD.to_owned()));
    secrets.push(("API secret", DEMO_API_SECRET.to_owned()));
    secrets.push(("signing key", SIGNING_KEY.to_owned()));
    secrets
}

/// Every line is an object, and every request has one with all that is promised.
fn each_request_is_one_line(log: &str) {
    let lines = log.lines().map(|line| serde_json::from_str(line).unwrap());
    let answered: Vec<Value> = lines
        .filter(|line: &Value| line["message"] == "answered")
        .collect();
    let mut ids: Vec<&str> = Vec::new();
    for line in &answered {
        assert!(line["status"].is_u64() && line["ms"].is_u64(), "{line}");
        assert!(line["span"]["method"].is_string(), "{line}");
        ids.push(line["span"]["id"].as_str().unwrap());
    }
    let paths: Vec<&str> = answered
        .iter()
        .map(|line| line["span"]["path"].as_str().unwrap())
        .collect();
    for path in ["/webhooks/idenfy", "/api/face-auth/session", "none"] {
        assert!(paths.contains(&path), "{path}: {paths:?}");
    }
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "an id is there twice");
}
