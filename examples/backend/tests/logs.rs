//! No secret reaches the log, whatever happens. Alone in its process: the log is global.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::io::Write;
use std::sync::{Arc, Mutex};

use common::{SIGNING_KEY, World, body, sign};
use face_auth_sandbox::{DEMO_API_SECRET, Outcome};
use serde_json::json;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

pub(crate) const DATABASE: common::database::Kind = common::database::Kind::Sqlite;

#[derive(Clone, Default)]
struct Captured(Arc<Mutex<Vec<u8>>>);

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
    let captured = Captured::default();
    // The libraries' own traces too: a host may turn them on when something goes wrong.
    tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new("trace"))
        .with_ansi(false)
        .with_writer(captured.clone())
        .init();

    let world = World::start().await;
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
    let cookie = ada.cookie.clone().unwrap();
    world.stop().await;

    let bytes = captured.0.lock().unwrap().clone();
    let log = String::from_utf8(bytes).unwrap();
    for told in [
        "session created",
        "delivery taken",
        "delivery refused",
        "delivery came after a decision",
        "delivery cannot be read",
    ] {
        assert!(log.contains(told), "missing from the log: {told}");
    }
    let secrets = [
        ("token", token),
        ("digit string", grant["digitString"].as_str().unwrap()),
        ("cookie", cookie.split('=').nth(1).unwrap()),
        ("API secret", DEMO_API_SECRET),
        ("signing key", SIGNING_KEY),
    ];
    for (name, secret) in secrets {
        let line = log.lines().find(|line| line.contains(secret));
        let source = line.map(|line| line.replace(secret, "[secret]"));
        assert_eq!(source, None, "the {name} is in the log");
    }
}
