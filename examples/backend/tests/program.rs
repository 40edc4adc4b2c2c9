//! The program itself: what it prints, what it refuses, how it stops.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::process::{Command, Output, Stdio};

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_face-auth-example-backend"));
    command
        .env_clear()
        .env("LISTEN", "127.0.0.1:0")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// The one line with which the program gave up.
fn complaint(output: &Output) -> String {
    assert!(!output.status.success());
    let text = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(text.lines().count(), 1, "{text}");
    text
}

#[test]
fn it_prints_its_address_and_stops_when_told() {
    let mut running = program().spawn().unwrap();
    let mut line = String::new();
    let mut stdout = BufReader::new(running.stdout.take().unwrap());
    stdout.read_line(&mut line).unwrap();
    assert!(line.starts_with("http://127.0.0.1:"), "{line}");
    let told = Command::new("kill").arg(running.id().to_string()).status();
    assert!(told.unwrap().success());
    assert!(running.wait().unwrap().success());
}

#[test]
fn the_demo_credentials_stay_on_this_machine() {
    let output = program()
        .env("IDENFY_BASE_URL", "https://ivs.idenfy.com")
        .env("IDENFY_API_KEY", "key")
        .env("IDENFY_API_SECRET", "secret")
        .output()
        .unwrap();
    assert!(complaint(&output).starts_with("IDENFY_SIGNING_KEY must be set"));
}

#[test]
fn each_page_origin_is_checked() {
    let output = program()
        .env(
            "PAGE_ORIGINS",
            "http://localhost:5173,http://localhost:5174/",
        )
        .output()
        .unwrap();
    let expected = "the page origin \"http://localhost:5174/\" must be written as \
                    \"http://localhost:5174\", as browsers send it\n";
    assert_eq!(complaint(&output), expected);
}

#[test]
fn a_taken_port_is_one_clear_line() {
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = other.local_addr().unwrap().to_string();
    let output = program().env("LISTEN", &address).output().unwrap();
    assert!(complaint(&output).starts_with(&format!("{address} is taken")));
}

#[test]
fn a_database_that_cannot_be_used_is_one_clear_line() {
    let folder = format!("sqlite:{}", std::env::temp_dir().display());
    for (address, words) in [
        ("postgres://host@127.0.0.1:1/database", "Connection refused"),
        ("Postgres://host@127.0.0.1:1/database", "Connection refused"),
        ("sqlite:", "its address must be sqlite:path/to/file.db"),
        (
            "sqlite://?mode=rwc",
            "its address must be sqlite:path/to/file.db",
        ),
        (
            "sqlite:x.db?mode=memory",
            "its address must be sqlite:path/to/file.db",
        ),
        ("sqlite", "its address must be sqlite:path/to/file.db"),
        (&folder, "its address names a folder, not a file"),
    ] {
        let output = program().env("DATABASE_URL", address).output().unwrap();
        let complaint = complaint(&output);
        assert!(complaint.starts_with("the database cannot be used: "));
        assert_eq!(
            complaint.matches(words).count(),
            1,
            "{address}: {complaint}"
        );
    }
}

#[test]
fn a_variable_that_is_set_to_nothing_is_not_set() {
    let mut command = program();
    for name in [
        "DATABASE_URL",
        "PUBLIC_ORIGIN",
        "PAGE_ORIGINS",
        "EXTRA_FRAME_SOURCES",
        "DEMO_SCAN_REF",
        "IDENFY_SIGNING_KEY",
        "INCODE_WEBHOOK_SECRET",
    ] {
        command.env(name, "");
    }
    let mut running = command.spawn().unwrap();
    let mut line = String::new();
    let mut stdout = BufReader::new(running.stdout.take().unwrap());
    stdout.read_line(&mut line).unwrap();
    assert!(line.starts_with("http://127.0.0.1:"), "{line}");
    let told = Command::new("kill").arg(running.id().to_string()).status();
    assert!(told.unwrap().success());
    assert!(running.wait().unwrap().success());
}

#[test]
fn the_databases_password_is_told_to_nobody() {
    // The scheme of no database of ours, and a server that is not there.
    for address in [
        "mysql://host:p4ssw0rd@127.0.0.1/database",
        "postgres://host:p4ssw0rd@127.0.0.1:1/database",
        "postgres://host:p4ssw0rd@[/database",
    ] {
        let output = program().env("DATABASE_URL", address).output().unwrap();
        let complaint = complaint(&output);
        assert!(complaint.contains("database"), "{complaint}");
        assert!(!complaint.contains("p4ssw0rd"), "{complaint}");
    }
    let mut help = program();
    let help = help
        .arg("--help")
        .env("DATABASE_URL", "postgres://host:p4ssw0rd@db/x");
    let help = String::from_utf8(help.output().unwrap().stdout).unwrap();
    assert!(help.contains("DATABASE_URL") && !help.contains("p4ssw0rd"));
}

#[test]
fn the_log_can_be_json() {
    let mut command = program();
    let mut running = command.env("LOG_FORMAT", "json").spawn().unwrap();
    let mut line = String::new();
    let mut stdout = BufReader::new(running.stdout.take().unwrap());
    stdout.read_line(&mut line).unwrap();
    let told = Command::new("kill").arg(running.id().to_string()).status();
    assert!(told.unwrap().success());
    let output = running.wait_with_output().unwrap();
    let log = String::from_utf8(output.stderr).unwrap();
    let lines: Vec<serde_json::Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert!(
        lines.iter().any(|line| line["message"] == "stopping"),
        "{log}"
    );
}
