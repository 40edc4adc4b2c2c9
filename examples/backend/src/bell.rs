//! Wakes the requests that wait for a decision about a token, and no others.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

/// Who waits for which token, by the token's hash.
#[derive(Clone, Default)]
pub(crate) struct Bell {
    waiting: Arc<Mutex<HashMap<String, watch::Sender<()>>>>,
    asleep: Arc<AtomicUsize>,
}

/// One request that waits.
pub(crate) struct Waiting {
    bell: Bell,
    token_hash: String,
    rung: watch::Receiver<()>,
}

impl Bell {
    /// Waits from now on for a decision about this token.
    pub(crate) fn listen(&self, token_hash: String) -> Waiting {
        let mut waiting = self.lock();
        let sender = waiting.entry(token_hash.clone()).or_default();
        Waiting {
            bell: self.clone(),
            rung: sender.subscribe(),
            token_hash,
        }
    }

    /// Wakes who waits for this token.
    pub(crate) fn ring(&self, token_hash: &str) {
        if let Some(sender) = self.lock().get(token_hash) {
            sender.send_replace(());
        }
    }

    /// Wakes everybody: something may have been missed.
    pub(crate) fn ring_all(&self) {
        for sender in self.lock().values() {
            sender.send_replace(());
        }
    }

    /// How many have looked, found nothing, and wait now.
    pub(crate) fn asleep(&self) -> usize {
        self.asleep.load(Ordering::Relaxed)
    }

    /// The map is whole whenever the lock is free, whatever became of who held it.
    fn lock(&self) -> MutexGuard<'_, HashMap<String, watch::Sender<()>>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiting {
    /// Returns at the next ring; at once where it has rung since the last.
    pub(crate) async fn rung(&mut self) {
        let _sleep = Sleep::begin(&self.bell.asleep);
        // The sender stays in the map as long as somebody waits.
        let _ = self.rung.changed().await;
    }
}

/// Counts one who waits, until it is dropped.
struct Sleep<'a>(&'a AtomicUsize);

impl<'a> Sleep<'a> {
    fn begin(asleep: &'a AtomicUsize) -> Self {
        asleep.fetch_add(1, Ordering::Relaxed);
        Self(asleep)
    }
}

impl Drop for Sleep<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        let mut waiting = self.bell.lock();
        let is_last = |sender: &watch::Sender<()>| sender.receiver_count() == 1;
        if waiting.get(&self.token_hash).is_some_and(is_last) {
            waiting.remove(&self.token_hash);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has_rung(waiting: &Waiting) -> bool {
        waiting.rung.has_changed().is_ok_and(|changed| changed)
    }

    #[test]
    fn only_who_waits_for_the_token_is_woken() {
        let bell = Bell::default();
        let [one, same, other] = ["A", "A", "B"].map(|token| bell.listen(token.to_owned()));
        bell.ring("A");
        bell.ring("C");
        assert!(has_rung(&one) && has_rung(&same) && !has_rung(&other));
        bell.ring_all();
        assert!(has_rung(&other));
    }

    #[test]
    fn who_has_left_is_forgotten() {
        let bell = Bell::default();
        let [one, same] = ["A", "A"].map(|token| bell.listen(token.to_owned()));
        drop(one);
        bell.ring("A");
        assert!(has_rung(&same));
        drop(same);
        assert!(bell.lock().is_empty());
    }
}
