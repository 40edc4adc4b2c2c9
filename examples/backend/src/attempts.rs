//! How often a person may fail: the host's own rule, whatever a page offers.

use std::time::Duration;

use face_auth_widget::decision::{Advice, Decision, Status};

use crate::clock;

/// After how many failures, and for how long, a person gets no session.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AttemptPolicy {
    /// So many failures without a success between them are too many; at least one.
    pub max_failures: u32,
    /// How long a failure counts. One that must not be tried again blocks for as long by itself.
    pub window: Duration,
}

impl Default for AttemptPolicy {
    /// Five failures in a quarter of an hour.
    fn default() -> Self {
        Self {
            max_failures: 5,
            window: Duration::from_secs(15 * 60),
        }
    }
}

/// A decision about a person, and when it came, in milliseconds since 1970.
pub(crate) struct Past {
    pub(crate) decision: Decision,
    pub(crate) decided_at: i64,
}

impl AttemptPolicy {
    /// How long a person with this history, newest first, must wait at the time `now`.
    pub(crate) fn wait(&self, history: &[Past], now: i64) -> Option<Duration> {
        let mut failures = history
            .iter()
            .take_while(|past| past.decision.status != Status::Success)
            .filter(|past| past.decision.status == Status::Failed);
        let stop = failures.clone().find(|past| must_stop(&past.decision));
        let before_last = self.max_failures.saturating_sub(1);
        let last_straw = failures.nth(usize::try_from(before_last).unwrap_or(usize::MAX));
        [stop, last_straw]
            .into_iter()
            .flatten()
            .map(|past| past.decided_at.saturating_add(clock::millis(self.window)))
            .filter_map(|until| u64::try_from(until.saturating_sub(now)).ok())
            .filter(|wait| *wait > 0)
            .max()
            .map(Duration::from_millis)
    }
}

fn must_stop(decision: &Decision) -> bool {
    let reason = decision.reason.as_ref();
    reason.is_some_and(|reason| reason.advice == Advice::Stop)
}

#[cfg(test)]
mod tests {
    use face_auth_widget::decision::{Category, Reason};

    use super::*;

    const POLICY: AttemptPolicy = AttemptPolicy {
        max_failures: 3,
        window: Duration::from_millis(1_000),
    };

    fn failed(category: Category, decided_at: i64) -> Past {
        Past {
            decision: Decision {
                status: Status::Failed,
                reason: Some(Reason::new("CODE", category)),
            },
            decided_at,
        }
    }

    fn ended(status: Status, decided_at: i64) -> Past {
        Past {
            decision: Decision {
                status,
                reason: None,
            },
            decided_at,
        }
    }

    fn wait(history: &[Past], now: i64) -> Option<u64> {
        let wait = POLICY.wait(history, now)?;
        u64::try_from(wait.as_millis()).ok()
    }

    #[test]
    fn the_last_of_too_many_failures_waits_for_the_first_to_be_forgotten() {
        let history = [600, 500, 400].map(|at| failed(Category::Picture, at));
        assert_eq!(wait(&history, 700), Some(700));
        assert_eq!(wait(&history, 1_399), Some(1));
        assert_eq!(wait(&history, 1_400), None);
        assert_eq!(wait(&history[1..], 700), None);
    }

    #[test]
    fn one_failure_that_must_not_be_tried_again_is_enough() {
        let attack = [failed(Category::Attack, 100)];
        assert_eq!(wait(&attack, 200), Some(900));
        assert_eq!(wait(&attack, 1_100), None);
    }

    #[test]
    fn only_failures_count_and_a_success_forgives_them() {
        let history = [
            failed(Category::Mismatch, 900),
            ended(Status::Canceled, 800),
            ended(Status::Expired, 700),
            failed(Category::Mismatch, 600),
        ];
        assert_eq!(wait(&history, 1_000), None);
        let forgiven = [
            failed(Category::Mismatch, 900),
            ended(Status::Success, 800),
            failed(Category::Mismatch, 700),
            failed(Category::Attack, 600),
        ];
        assert_eq!(wait(&forgiven, 1_000), None);
    }
}
