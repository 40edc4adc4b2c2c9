//! Ten thousand deliveries to two instances on one PostgreSQL, of which one is told to stop and one
//! is killed on the way. Every session ends with exactly its right decision.
//!
//! The sessions are written straight into the database, in the form in which the backend writes
//! them: asking the vendor for each is not what is measured. All else is real: programs, signatures,
//! deliveries over loopback, senders that repeat what was not acknowledged.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::collections::{BTreeMap, VecDeque};
use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use common::database::{Kind, TestDatabase};
use common::program::Program;
use common::{Browser, until};
use face_auth_widget::webhook::{self, Vendor, signature};
use reqwest::{Client, StatusCode};
use serde_json::json;
use sha2::{Digest, Sha256};
use sqlx::AnyPool;

pub(crate) const DATABASE: Kind = Kind::Postgres;

/// Sessions of which the vendor tells a decision, once.
const DECIDED: usize = 8_400;
/// Sessions about which only forgeries are sent.
const SILENT: usize = 100;
/// Deliveries that the vendor repeats although they were acknowledged: 10%.
const DUPLICATES: usize = 1_000;
/// Half of them stand next to the delivery that they repeat: two senders have them at the same time.
const TWINS: usize = DUPLICATES / 2;
/// Ways to forge a delivery, and forgeries of each: 5% together.
const WAYS: usize = 5;
const OF_EACH_WAY: usize = 100;
const FORGED: usize = WAYS * OF_EACH_WAY;
/// Deliveries, rightly signed, that would undo a decision: the last word about their sessions.
const UNDOING: usize = 100;
const ALL: usize = DECIDED + DUPLICATES + FORGED + UNDOING;

/// Senders at the same time.
const SENDERS: usize = 16;

/// What the vendor has to say: many successes, and everything else.
const WORDS: [&str; 8] = [
    "SUCCESS", "SUCCESS", "SUCCESS", "FAILED", "SUCCESS", "EXPIRED", "SUCCESS", "CANCELED",
];

/// What a sender does with an answer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sender {
    /// Repeats until it is acknowledged.
    Vendor,
    /// Is refused, and goes away.
    Forger,
}

/// One delivery, and what is sent once it was answered.
struct Delivery {
    from: Sender,
    body: String,
    signature: Option<String>,
    /// The instance that it is sent to at first, where that matters.
    to: Option<usize>,
    then: Vec<Delivery>,
}

impl Delivery {
    fn of(token: &str, status: &str) -> Self {
        let mut body = json!({ "token": token, "status": status, "type": "AUTHENTICATION" });
        if status == "FAILED" {
            body["failReason"] = json!("EYES_CLOSED");
        }
        let body = body.to_string();
        Self {
            from: Sender::Vendor,
            signature: Some(common::sign(&body)),
            to: None,
            body,
            then: Vec::new(),
        }
    }

    fn again(&self) -> Self {
        Self {
            from: self.from,
            body: self.body.clone(),
            signature: self.signature.clone(),
            to: None,
            then: Vec::new(),
        }
    }

    /// A success that nobody told, in one of the ways in which it can be seen to be forged.
    fn forged(token: &str, way: usize) -> Self {
        let mut forged = Self::of(token, "SUCCESS");
        forged.from = Sender::Forger;
        match way {
            0 => forged.signature = Some(signature::sign(forged.body.as_bytes(), b"another key")),
            1 => forged.body.push(' '),
            2 => forged.signature = Some(common::sign(&Self::of(token, "FAILED").body)),
            3 => forged.signature = Some("0".repeat(63)),
            _ => forged.signature = None,
        }
        forged
    }
}

/// What is to be sent, and what it must come to: a status by the hash of each session's token.
struct Plan {
    deliveries: VecDeque<Delivery>,
    expected: BTreeMap<String, Option<String>>,
}

/// Makes the same plan each time; but for the twins, deliveries of a session stand far from each
/// other.
fn plan() -> Plan {
    let mut expected = BTreeMap::new();
    let mut deliveries: Vec<Vec<Delivery>> = Vec::new();
    for index in 0..DECIDED {
        let token = format!("decided{index}");
        let word = WORDS[index % WORDS.len()];
        let mut delivery = Delivery::of(&token, word);
        let event = webhook::parse(delivery.body.as_bytes(), Vendor::Idenfy).unwrap();
        let decision = serde_json::to_string(&event.decision).unwrap();
        expected.insert(hash(&token), Some(decision));
        if index < TWINS {
            let mut twin = delivery.again();
            (delivery.to, twin.to) = (Some(0), Some(1));
            deliveries.push(vec![delivery, twin]);
            continue;
        }
        if index < DUPLICATES {
            deliveries.push(vec![delivery.again()]);
        } else if index < DUPLICATES + UNDOING {
            // Sent once the decision was acknowledged: it comes too late, wherever it arrives.
            let other = if word == "SUCCESS" {
                "FAILED"
            } else {
                "SUCCESS"
            };
            delivery.then.push(Delivery::of(&token, other));
        }
        deliveries.push(vec![delivery]);
    }
    for index in 0..FORGED {
        // Some are about sessions that the vendor tells something else about, or will.
        let token = match index % WAYS {
            0 => format!("silent{}", index / WAYS),
            _ => format!("decided{}", 3 + index * WORDS.len()),
        };
        deliveries.push(vec![Delivery::forged(&token, index / OF_EACH_WAY)]);
    }
    for index in 0..SILENT {
        expected.insert(hash(&format!("silent{index}")), None);
    }
    // A stride that shares no factor with their number visits each of them once.
    let count = deliveries.len();
    let order = (0..count).map(|index| index * 3_571 % count);
    let deliveries = order
        .flat_map(|index| std::mem::take(&mut deliveries[index]))
        .collect();
    Plan {
        deliveries,
        expected,
    }
}

/// What was seen from outside.
#[derive(Default)]
struct Seen {
    accepted: AtomicUsize,
    refused: AtomicUsize,
    retries: AtomicUsize,
    /// Answers that blame the server.
    failures: AtomicUsize,
    /// In milliseconds, of each request that was answered.
    times: Mutex<Vec<f64>>,
}

impl Seen {
    fn answered(&self) -> usize {
        self.accepted.load(Ordering::SeqCst) + self.refused.load(Ordering::SeqCst)
    }
}

/// Sends what there is to send, until nothing is left.
async fn send(
    sender: usize,
    webhooks: [String; 2],
    queue: Arc<Mutex<VecDeque<Delivery>>>,
    seen: Arc<Seen>,
) {
    let client = Client::new();
    let mut turn = sender;
    loop {
        let next = queue.lock().unwrap().pop_front();
        let Some(delivery) = next else { return };
        turn += 1;
        let mut to = delivery.to.unwrap_or(turn);
        loop {
            let mut request = client.post(&webhooks[to % 2]).body(delivery.body.clone());
            if let Some(signature) = &delivery.signature {
                request = request.header(signature::HEADER, signature);
            }
            let start = Instant::now();
            let answer = request.send().await.map(|answer| answer.status());
            if answer.is_ok() {
                let ms = start.elapsed().as_secs_f64() * 1_000.0;
                seen.times.lock().unwrap().push(ms);
            }
            match (answer, delivery.from) {
                (Ok(StatusCode::NO_CONTENT), Sender::Vendor) => {
                    seen.accepted.fetch_add(1, Ordering::SeqCst);
                    break;
                }
                (Ok(StatusCode::UNAUTHORIZED), Sender::Forger) => {
                    seen.refused.fetch_add(1, Ordering::SeqCst);
                    break;
                }
                (Ok(status), _) if !status.is_server_error() => panic!("answered {status}"),
                (answer, _) => {
                    let failed = usize::from(answer.is_ok());
                    seen.failures.fetch_add(failed, Ordering::SeqCst);
                    seen.retries.fetch_add(1, Ordering::SeqCst);
                    // As through a balancer: the next try reaches the other instance.
                    to += 1;
                    tokio::time::sleep(Duration::from_millis(10)).await;
                }
            }
        }
        queue.lock().unwrap().extend(delivery.then);
    }
}

fn hash(token: &str) -> String {
    let digest = Sha256::digest(token);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The sessions of a person who may ask about them for a long time.
async fn store_sessions(pool: &AnyPool, person: &str, tokens: impl Iterator<Item = &String>) {
    let mut transaction = pool.begin().await.unwrap();
    for token_hash in tokens {
        sqlx::query(
            "INSERT INTO face_auth_sessions
             (token_hash, person_id, purpose, created_at, expires_at)
             VALUES ($1, $2, 'payment-approval', 0, 9000000000000)",
        )
        .bind(token_hash)
        .bind(person)
        .execute(&mut *transaction)
        .await
        .unwrap();
    }
    transaction.commit().await.unwrap();
}

/// Every session with its decision, as it stands in the database.
async fn stored(pool: &AnyPool) -> BTreeMap<String, Option<String>> {
    let rows: Vec<(String, Option<String>)> = sqlx::query_as(
        "SELECT s.token_hash, d.decision
         FROM face_auth_sessions s LEFT JOIN decisions d ON d.token_hash = s.token_hash",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    rows.into_iter().collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_deliveries_leave_every_session_with_its_decision() {
    let database = TestDatabase::create(DATABASE).await;
    let mut one = Program::start(database.text(), "127.0.0.1:0");
    let mut other = Program::start(database.text(), "127.0.0.1:0");
    let webhooks = [&one, &other].map(|at| at.url.join("webhooks/idenfy").unwrap().to_string());
    let Plan {
        deliveries,
        expected,
    } = plan();
    let pool = database.pool().await;
    store_sessions(&pool, "amara", expected.keys()).await;

    let queue = Arc::new(Mutex::new(deliveries));
    let seen = Arc::new(Seen::default());
    let start = Instant::now();
    let senders: Vec<_> = (0..SENDERS)
        .map(|sender| send(sender, webhooks.clone(), queue.clone(), seen.clone()))
        .map(tokio::spawn)
        .collect();

    until(|| seen.answered() >= ALL * 3 / 10).await;
    let address = one.listen();
    one.stop();
    one = Program::start(database.text(), &address);
    until(|| seen.answered() >= ALL * 6 / 10).await;
    let address = other.listen();
    other.kill();
    other = Program::start(database.text(), &address);
    for sender in senders {
        sender.await.unwrap();
    }
    let time = start.elapsed();

    assert_eq!(seen.answered(), ALL);
    assert_eq!(seen.refused.load(Ordering::SeqCst), FORGED);
    assert!(seen.retries.load(Ordering::SeqCst) > 0, "nobody was away");
    assert_eq!(
        seen.failures.load(Ordering::SeqCst),
        0,
        "who is away answers nothing, and who is there takes what it is sent"
    );
    assert!(
        stored(&pool).await == expected,
        "a session has another decision"
    );
    let decisions = database.number("SELECT COUNT(*) FROM decisions").await;
    assert_eq!(
        decisions,
        i64::try_from(DECIDED).unwrap(),
        "and no other is there"
    );
    asked_they_say_so(&one, &other).await;
    print(&seen, time);
    pool.close().await;
    one.stop();
    other.stop();
}

/// The person whose sessions they are is told the same at either instance.
async fn asked_they_say_so(one: &Program, other: &Program) {
    let amara = Browser::signed_in(&one.url, "amara").await;
    let amaras = [amara.at(&one.url), amara.at(&other.url)];
    for index in (0..DECIDED).step_by(DECIDED / 100) {
        let answer = amaras[index % 2].decision(&format!("decided{index}")).await;
        assert_eq!(answer["status"], WORDS[index % WORDS.len()]);
    }
    assert_eq!(amara.confirmed().await, json!(["payment-approval"]));
}

/// Straight to the standard output: the test harness keeps what `println!` says to itself.
fn print(seen: &Seen, time: Duration) {
    let mut times = seen.times.lock().unwrap().clone();
    times.sort_by(f64::total_cmp);
    let percentile = |hundredth: usize| times[(times.len() - 1) * hundredth / 100];
    let accepted = seen.accepted.load(Ordering::SeqCst);
    let seconds = time.as_secs_f64();
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "\ndeliveries {ALL}: accepted {accepted} (of these repeated or too late {}), refused {}\n\
         retries {}, two instances restarted, {processors} processors\n\
         {seconds:.1} s, {:.0} deliveries/s, p50 {:.1} ms, p99 {:.1} ms",
        accepted - DECIDED,
        seen.refused.load(Ordering::SeqCst),
        seen.retries.load(Ordering::SeqCst),
        ALL as f64 / seconds,
        percentile(50),
        percentile(99),
    )
    .unwrap();
}
