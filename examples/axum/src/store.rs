//! What is kept of a delivery. In memory, to show it: a host has two tables in its database, one with
//! the hash of a body as its key, one with that of a token, and writes both in one transaction.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

use face_auth_widget::decision::{Decision, Status};
use face_auth_widget::webhook::Event;
use sha2::{Digest, Sha256};

/// The deliveries and the decisions so far.
#[derive(Default)]
pub(crate) struct Store(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    deliveries: HashSet<String>,
    decisions: HashMap<String, Decision>,
}

impl Store {
    /// Keeps what a delivery decides about a session. The vendor delivers again what it believes
    /// lost, and in any order: the same body counts once, and the first decision of a session stands.
    pub(crate) fn record(&self, event: &Event, body: &[u8]) {
        let session = hash(event.token().unwrap_or_default().as_bytes());
        let status = event.decision.status;
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let outcome = kept.record(&session, &event.decision, hash(body));
        // A token is a secret: the log has a part of its hash.
        println!("session {}: {} {outcome}", &session[..12], status.word());
    }
}

impl Kept {
    fn record(&mut self, session: &str, decision: &Decision, delivery: String) -> &'static str {
        if !self.deliveries.insert(delivery) {
            "again"
        } else if self.decisions.contains_key(session) {
            "late"
        } else if decision.status == Status::Pending {
            "open"
        } else {
            self.decisions.insert(session.to_owned(), decision.clone());
            "decided"
        }
    }
}

/// SHA-256, in hexadecimal digits.
fn hash(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
