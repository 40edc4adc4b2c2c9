//! Which failure of which call may be tried again, how often, and after how long.
//!
//! Asking again for what is there changes nothing; asking again for a session can make a second one,
//! and each one costs. So a session is asked for again only where the vendor certainly made none.
//!
//! | failure | `check_status`, `get_session` | `create_session` |
//! | --- | --- | --- |
//! | `unreachable`, nothing was sent | again | again |
//! | `unreachable`, the connection broke | again | never |
//! | `timed_out` | again | never |
//! | `rate_limited` | again | again |
//! | `vendor_unavailable` | again | never |
//! | any other | never | never |
//!
//! A call is sent at most [`MAX_ATTEMPTS`] times, within the time that its caller has for it. The wait
//! before the second attempt is half to all of [`FIRST_WAIT`], before each further one twice as long.
//! What the vendor asks to wait comes on top; where that is more than [`MAX_RETRY_AFTER`], the call is
//! given up, and its error says how long the vendor asked for.

use super::call::Operation;
use super::error::{IdenfyError, IdenfyErrorCode};

/// How often a call is sent at most.
pub const MAX_ATTEMPTS: u32 = 3;

/// The longest first wait between two attempts, in ms.
pub const FIRST_WAIT: u32 = 400;

/// The longest `Retry-After` that is waited for, in seconds: somebody sits in front of a page.
pub const MAX_RETRY_AFTER: u32 = 5;

/// Within what time an attempt must be answered unless the caller says otherwise, in ms.
pub const ATTEMPT_TIMEOUT: u32 = 8_000;

/// Within what time a call must be answered unless the caller says otherwise, in ms: all of its
/// attempts, and the waits between them.
pub const TOTAL_TIMEOUT: u32 = 20_000;

/// The longest time that a caller can set, in ms: almost 25 days, as long as a timer of JavaScript can
/// wait.
pub const MAX_TIMEOUT: u32 = i32::MAX.unsigned_abs();

/// What is known of a call that has failed.
#[derive(Clone, Copy, Debug)]
pub struct Failed<'a> {
    /// Which call.
    pub operation: Operation,
    /// What its last attempt came to.
    pub error: &'a IdenfyError,
    /// How often it has been sent.
    pub attempts: u32,
    /// How much time there is left for it, in ms.
    pub left: u32,
    /// A random fraction, 0 to 1: so that many who failed together do not come back together.
    pub random: f64,
}

/// How long to wait before the next attempt, in ms; `None` means to give up.
#[must_use]
pub fn wait(failed: &Failed<'_>) -> Option<u32> {
    let allowed = failed.attempts < MAX_ATTEMPTS && may_repeat(failed.operation, failed.error);
    let asked = failed.error.retry_after.unwrap_or_default();
    if !allowed || asked > MAX_RETRY_AFTER {
        return None;
    }
    let wait = asked * 1_000 + backoff(failed.attempts, failed.random);
    (wait < failed.left).then_some(wait)
}

/// The table above.
fn may_repeat(operation: Operation, error: &IdenfyError) -> bool {
    let safe = operation != Operation::CreateSession;
    match error.code {
        IdenfyErrorCode::RateLimited => true,
        IdenfyErrorCode::Unreachable => safe || !error.sent,
        IdenfyErrorCode::TimedOut | IdenfyErrorCode::VendorUnavailable => safe,
        _ => false,
    }
}

/// Half to all of a wait that doubles with each attempt.
fn backoff(attempts: u32, random: f64) -> u32 {
    let doublings = attempts.clamp(1, MAX_ATTEMPTS) - 1;
    let longest = FIRST_WAIT << doublings;
    let half = longest / 2;
    // A fraction outside its bounds, or none at all, is taken to the nearest one.
    let part = f64::from(half) * random.clamp(0.0, 1.0);
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a part of `half`, or NaN, which becomes 0"
    )]
    let part = part as u32;
    half + part
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    const OPERATIONS: [Operation; 3] = [
        Operation::CheckStatus,
        Operation::CreateSession,
        Operation::GetSession,
    ];

    fn failed(operation: Operation, error: &IdenfyError) -> Failed<'_> {
        Failed {
            operation,
            error,
            attempts: 1,
            left: TOTAL_TIMEOUT,
            random: 0.5,
        }
    }

    fn rate_limited(retry_after: Option<u32>) -> IdenfyError {
        let mut error = IdenfyError::new(IdenfyErrorCode::RateLimited);
        error.retry_after = retry_after;
        error
    }

    #[test]
    fn a_session_is_asked_for_again_only_where_there_is_none() {
        let again = [IdenfyError::not_connected(), rate_limited(None)];
        let never = [
            IdenfyError::disconnected(),
            IdenfyError::timed_out(),
            IdenfyError::new(IdenfyErrorCode::VendorUnavailable),
        ];
        for error in &again {
            assert!(wait(&failed(Operation::CreateSession, error)).is_some());
        }
        for error in &never {
            assert_eq!(wait(&failed(Operation::CreateSession, error)), None);
        }
        for error in again.iter().chain(&never) {
            assert!(wait(&failed(Operation::CheckStatus, error)).is_some());
            assert!(wait(&failed(Operation::GetSession, error)).is_some());
        }
    }

    #[test]
    fn what_stays_wrong_is_not_repeated() {
        let hopeless = IdenfyErrorCode::ALL.iter().filter(|code| !code.retryable());
        for code in hopeless {
            let error = IdenfyError::new(*code);
            for operation in OPERATIONS {
                assert_eq!(wait(&failed(operation, &error)), None, "{code:?}");
            }
        }
    }

    #[test]
    fn waits_double_and_differ() {
        let error = IdenfyError::timed_out();
        let after = |attempts, random| {
            wait(&Failed {
                attempts,
                random,
                ..failed(Operation::CheckStatus, &error)
            })
        };
        assert_eq!((after(1, 0.0), after(1, 1.0)), (Some(200), Some(400)));
        assert_eq!((after(2, 0.0), after(2, 1.0)), (Some(400), Some(800)));
        assert_eq!(after(3, 0.0), None);
    }

    #[test]
    fn the_vendors_wait_is_kept_or_not_waited_for_at_all() {
        let after = |seconds| {
            let error = rate_limited(Some(seconds));
            wait(&failed(Operation::CreateSession, &error))
        };
        assert_eq!(after(0), Some(300));
        assert_eq!(after(MAX_RETRY_AFTER), Some(5_300));
        assert_eq!(after(MAX_RETRY_AFTER + 1), None);
        assert_eq!(after(u32::MAX), None);
    }

    proptest! {
        #[test]
        fn every_call_ends_in_time(
            operation in select(&OPERATIONS[..]),
            code in select(IdenfyErrorCode::ALL),
            retry_after in proptest::option::of(0..20_u32),
            sent in any::<bool>(),
            attempts in any::<u32>(),
            left in any::<u32>(),
            random in proptest::num::f64::ANY,
        ) {
            let mut error = IdenfyError::new(code);
            error.retry_after = retry_after;
            error.sent = sent;
            let wait = wait(&Failed { operation, error: &error, attempts, left, random });
            if let Some(wait) = wait {
                prop_assert!(wait < left);
                prop_assert!(attempts < MAX_ATTEMPTS);
                prop_assert!(wait >= retry_after.unwrap_or_default() * 1_000);
                prop_assert!(code.retryable());
            }
        }
    }
}
