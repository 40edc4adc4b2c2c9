//! Starting and stopping: the library's handle and the program.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

use common::Host;
use face_auth_sandbox::{Config, Sandbox};
use reqwest::{Client, StatusCode, header::AUTHORIZATION};
use serde_json::json;
use tokio::net::TcpListener;

const PROGRAM: &str = env!("CARGO_BIN_EXE_face-auth-sandbox");

#[tokio::test]
async fn a_taken_port_is_named() {
    let taken = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = taken.local_addr().unwrap();
    let config = Config {
        frame_listen: address,
        ..Config::default()
    };
    let Err(error) = Sandbox::start(config).await else {
        panic!("the port is taken");
    };
    assert!(error.to_string().contains(&address.to_string()), "{error}");

    let output = Command::new(PROGRAM)
        .args([
            "--frame-port",
            "0",
            "--api-port",
            &address.port().to_string(),
        ])
        .output()
        .unwrap();
    let line = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success());
    assert_eq!(line.lines().count(), 1, "{line}");
    assert!(
        line.contains(&format!("API cannot listen on {address}")),
        "{line}"
    );
}

#[tokio::test]
async fn a_host_name_must_be_one() {
    for frame_host in ["", "a/b", "user@host", "a b"] {
        let config = Config {
            frame_host: frame_host.to_owned(),
            ..Config::default()
        };
        assert!(Sandbox::start(config).await.is_err(), "{frame_host}");
    }
}

#[tokio::test]
async fn stopping_frees_both_ports() {
    let sandbox = Sandbox::start(Config::default()).await.unwrap();
    let ports = [sandbox.api_url(), sandbox.frame_url()].map(|url| url.port().unwrap());
    sandbox.stop().await;
    for port in ports {
        TcpListener::bind(("127.0.0.1", port)).await.unwrap();
    }
}

#[test]
fn an_address_that_holds_a_secret_is_not_printed() {
    for address in ["SECRET", "ftp://127.0.0.1/SECRET"] {
        let output = Command::new(PROGRAM)
            .env("SANDBOX_INCODE_WEBHOOK_URL", address)
            .output()
            .unwrap();
        let line = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success());
        assert!(line.contains("SANDBOX_INCODE_WEBHOOK_URL"), "{line}");
        assert!(!line.contains("SECRET"), "{line}");
    }
}

/// Everything is logged, libraries included, and nothing of it opens the endpoint.
#[tokio::test]
async fn a_log_holds_no_secret_of_an_endpoint() {
    let mut host = Host::start([StatusCode::UNAUTHORIZED]).await;
    let mut address = host.target.url.clone();
    address.set_query(Some("key=QUERY-SECRET"));
    let mut program = Command::new(PROGRAM)
        .args(["--api-port", "0", "--frame-port", "0"])
        .env("RUST_LOG", "trace")
        .env("SANDBOX_INCODE_WEBHOOK_URL", address.as_str())
        .env("SANDBOX_INCODE_SECRET", "HEADER-SECRET")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let stdout = BufReader::new(program.stdout.take().unwrap());
    let page = stdout.lines().nth(3).unwrap().unwrap();
    let attempt = format!("{}/attempt", page.strip_prefix("Incode ").unwrap());
    let body = json!({ "outcome": { "face-authentication": "pass" } });
    let client = Client::builder().no_proxy().build().unwrap();
    let answer = client.post(attempt).json(&body).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    // Refused once, and accepted: both are in the log by then.
    for _ in 0..2 {
        let received = host.next().await;
        assert_eq!(received.headers[AUTHORIZATION], "Bearer HEADER-SECRET");
    }
    program.kill().unwrap();
    let log = program.wait_with_output().unwrap().stderr;
    let log = String::from_utf8(log).unwrap();
    assert!(log.contains("webhook refused"), "{log}");
    assert!(!log.contains("SECRET"), "{log}");
}

#[cfg(unix)]
#[test]
fn the_program_prints_its_addresses_and_stops_cleanly() {
    let mut program = Command::new(PROGRAM)
        .args([
            "--api-port",
            "0",
            "--frame-port",
            "0",
            "--frame-host",
            "localhost",
        ])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let stdout = BufReader::new(program.stdout.take().unwrap());
    let lines: Vec<String> = stdout.lines().take(4).map(Result::unwrap).collect();
    assert!(
        lines[0].starts_with("API    http://127.0.0.1:"),
        "{lines:?}"
    );
    assert!(
        lines[1].starts_with("frame  http://localhost:"),
        "{lines:?}"
    );
    assert!(
        lines[2].starts_with("app    http://localhost:") && lines[2].ends_with("/app"),
        "{lines:?}"
    );
    assert!(
        lines[3].starts_with("Incode http://localhost:") && lines[3].ends_with("/incode"),
        "{lines:?}"
    );

    let pid = program.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-TERM", &pid])
            .status()
            .unwrap()
            .success()
    );
    assert!(program.wait().unwrap().success());
}
