//! The program is told to stop amid deliveries: what it acknowledged is kept, what it did not is
//! sent again.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use common::database::{Kind, TestDatabase};
use common::program::Program;
use common::{body, sign, until};
use face_auth_widget::webhook::signature;
use reqwest::{Client, StatusCode};
use sha2::{Digest, Sha256};
use url::Url;

pub(crate) const DATABASE: Kind = Kind::Sqlite;

/// Senders at the same time.
const SENDERS: usize = 8;

/// Deliveries that are acknowledged before the program is told to stop.
const BEFORE: usize = 200;

async fn is_acknowledged(client: &Client, url: &Url, token: &str) -> bool {
    let delivery = body(token, "SUCCESS");
    let request = client
        .post(url.join("webhooks/idenfy").unwrap())
        .header(signature::HEADER, sign(&delivery))
        .body(delivery);
    let answer = request.send().await;
    answer.is_ok_and(|answer| answer.status() == StatusCode::NO_CONTENT)
}

/// Sends one delivery after the other until one is not acknowledged. Answers those that were, and
/// the one that was not.
async fn send_until_refused(
    sender: usize,
    url: Url,
    taken: Arc<AtomicUsize>,
) -> (Vec<String>, String) {
    let client = Client::new();
    let mut acknowledged = Vec::new();
    loop {
        let token = format!("sender{sender}delivery{}", acknowledged.len());
        if !is_acknowledged(&client, &url, &token).await {
            return (acknowledged, token);
        }
        taken.fetch_add(1, Ordering::SeqCst);
        acknowledged.push(token);
    }
}

/// The hashes of all tokens that were decided.
async fn decided(database: &TestDatabase) -> BTreeSet<String> {
    let pool = database.pool().await;
    let hashes: Vec<String> = sqlx::query_scalar("SELECT token_hash FROM decisions")
        .fetch_all(&pool)
        .await
        .unwrap();
    pool.close().await;
    hashes.into_iter().collect()
}

fn hash(token: &String) -> String {
    let digest = Sha256::digest(token);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_sqlite_a_stop_loses_no_delivery() {
    a_stop_loses_no_delivery(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_postgres_a_stop_loses_no_delivery() {
    a_stop_loses_no_delivery(Kind::Postgres).await;
}

async fn a_stop_loses_no_delivery(kind: Kind) {
    let database = TestDatabase::create(kind).await;
    let program = Program::start(database.text(), "127.0.0.1:0");
    let taken = Arc::new(AtomicUsize::new(0));
    let senders: Vec<_> = (0..SENDERS)
        .map(|sender| send_until_refused(sender, program.url.clone(), taken.clone()))
        .map(tokio::spawn)
        .collect();
    until(|| taken.load(Ordering::SeqCst) >= BEFORE).await;
    tokio::task::spawn_blocking(|| program.stop())
        .await
        .unwrap();

    let mut acknowledged = Vec::new();
    let mut refused = Vec::new();
    for sender in senders {
        let (sent, last) = sender.await.unwrap();
        acknowledged.extend(sent);
        refused.push(last);
    }
    let kept = decided(&database).await;
    let lost: Vec<&String> = acknowledged
        .iter()
        .filter(|token| !kept.contains(&hash(token)))
        .collect();
    assert!(lost.is_empty(), "acknowledged, and not kept: {lost:?}");

    // The senders repeat what was not acknowledged: all is there, and nothing else.
    let program = Program::start(database.text(), "127.0.0.1:0");
    for token in &refused {
        assert!(is_acknowledged(&Client::new(), &program.url, token).await);
    }
    let all: BTreeSet<String> = acknowledged.iter().chain(&refused).map(hash).collect();
    assert_eq!(decided(&database).await, all);
    program.stop();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lock_that_somebody_holds_keeps_neither_a_request_nor_the_stop_for_ever() {
    const WAITING: &str = "SELECT COUNT(*) FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'";
    let database = TestDatabase::create(Kind::Postgres).await;
    let program = Program::start(database.text(), "127.0.0.1:0");
    let pool = database.pool().await;
    let mut somebody = pool.begin().await.unwrap();
    sqlx::query("INSERT INTO decisions VALUES ($1, '', NULL, NULL, '', 0)")
        .bind(hash(&"HELD".to_owned()))
        .execute(&mut *somebody)
        .await
        .unwrap();
    let url = program.url.clone();
    let sent = tokio::spawn(async move { is_acknowledged(&Client::new(), &url, "HELD").await });
    while database.number(WAITING).await == 0 {
        assert!(!sent.is_finished(), "it does not wait for the lock");
    }
    tokio::task::spawn_blocking(|| program.stop())
        .await
        .unwrap();
    assert!(!sent.await.unwrap(), "it was acknowledged, and not kept");
    somebody.rollback().await.unwrap();
    assert!(decided(&database).await.is_empty());
    pool.close().await;
}
