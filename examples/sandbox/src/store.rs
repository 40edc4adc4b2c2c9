//! The sessions, the verifications and the scripts that wait: all of it in memory.

use std::{
    collections::{HashMap, VecDeque},
    fmt,
    time::Duration,
};

use rand::distr::{Alphanumeric, SampleString};
use tokio::time::Instant;
use uuid::Uuid;

use crate::{
    config::{ScanRef, ScanRefKind},
    error::ApiError,
    request::{SessionRequest, SessionType},
    script::{Ending, Outcome, Script},
};

/// Length of a token in characters, the longest that the vendor makes.
const TOKEN_LENGTH: usize = 40;
/// Number of digit strings; the vendor's length is not documented, eight digits are assumed.
const DIGIT_STRINGS: u32 = 100_000_000;

/// What a host learns of a session that it has made.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionInfo {
    /// The session's id, as webhooks repeat it. Not a secret.
    pub id: Uuid,
    /// What the frame's address carries.
    pub token: String,
    /// The code for the vendor's mobile app, where one was asked for.
    pub digit_string: Option<String>,
}

impl fmt::Debug for SessionInfo {
    /// Leaves out the token and the digit string.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionInfo")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// One session: what was asked for, and how it ended.
#[derive(Clone)]
pub(crate) struct Session {
    pub(crate) info: SessionInfo,
    pub(crate) client_id: Option<String>,
    pub(crate) request: SessionRequest,
    /// `None` while a person may still start.
    pub(crate) outcome: Option<Outcome>,
    deadline: Instant,
}

impl Session {
    /// Time left until the token expires.
    pub(crate) fn remaining(&self, now: Instant) -> Duration {
        self.deadline.saturating_duration_since(now)
    }
}

/// Everything that the sandbox remembers.
#[derive(Default)]
pub(crate) struct Store {
    sessions: HashMap<String, Session>,
    scan_refs: HashMap<String, ScanRef>,
    scripts: VecDeque<Script>,
}

impl Store {
    /// Adds a verification, or replaces the one with its name.
    pub(crate) fn add_scan_ref(&mut self, scan_ref: ScanRef) {
        self.scan_refs.insert(scan_ref.scan_ref.clone(), scan_ref);
    }

    /// The verification of that name.
    pub(crate) fn scan_ref(&self, scan_ref: &str) -> Result<&ScanRef, ApiError> {
        self.scan_refs.get(scan_ref).ok_or(ApiError::UnknownScanRef)
    }

    /// Keeps a script for a session to come: first in, first out.
    pub(crate) fn push_script(&mut self, script: Script) {
        self.scripts.push_back(script);
    }

    /// Makes a session. Its own script wins; without one it takes the script that waits longest.
    pub(crate) fn create(
        &mut self,
        mut request: SessionRequest,
        now: Instant,
    ) -> Result<SessionInfo, ApiError> {
        let verification = self.scan_ref(&request.scan_ref)?;
        if verification.kind == ScanRefKind::Identification
            && request.session_type == SessionType::Authentication
        {
            return Err(ApiError::invalid(
                "scanRef",
                "its person must be identified first",
            ));
        }
        let client_id = verification.client_id.clone();
        request.script = request.script.or_else(|| self.scripts.pop_front());
        let info = SessionInfo {
            id: Uuid::new_v4(),
            token: Alphanumeric.sample_string(&mut rand::rng(), TOKEN_LENGTH),
            digit_string: request.generate_digit_string.then(|| self.digit_string()),
        };
        let session = Session {
            info: info.clone(),
            client_id,
            deadline: now + Duration::from_secs(request.lifetime.into()),
            request,
            outcome: None,
        };
        self.sessions.insert(info.token.clone(), session);
        Ok(info)
    }

    /// The session of a token, whatever its state.
    pub(crate) fn session(&self, token: &str) -> Result<&Session, ApiError> {
        self.sessions.get(token).ok_or(ApiError::UnknownToken)
    }

    /// The session of a token that can still be used.
    pub(crate) fn usable(&self, token: &str, now: Instant) -> Result<&Session, ApiError> {
        let session = self.session(token)?;
        if session.outcome.is_some() || session.remaining(now).is_zero() {
            return Err(ApiError::Ended);
        }
        Ok(session)
    }

    /// The token of the usable session that a digit string was made for.
    pub(crate) fn token_of(&self, digits: &str, now: Instant) -> Result<String, ApiError> {
        self.sessions
            .values()
            .filter(|session| session.info.digit_string.as_deref() == Some(digits))
            .find_map(|session| self.usable(&session.info.token, now).ok())
            .map(|session| session.info.token.clone())
            .ok_or(ApiError::UnknownDigits)
    }

    /// Ends a usable session: the one use of its token.
    pub(crate) fn end(
        &mut self,
        token: &str,
        ending: Ending,
        now: Instant,
    ) -> Result<Session, ApiError> {
        self.usable(token, now)?;
        self.finish(token, ending).ok_or(ApiError::Ended)
    }

    /// Ends a session that nobody has started in time; `None` if it has an outcome already.
    pub(crate) fn expire(&mut self, token: &str) -> Option<Session> {
        self.finish(token, Outcome::Expire.into())
    }

    /// The only place where an outcome is set: once, which is why each is told once.
    fn finish(&mut self, token: &str, ending: Ending) -> Option<Session> {
        let session = self.sessions.get_mut(token)?;
        if session.outcome.is_some() {
            return None;
        }
        session.outcome = Some(match ending {
            Ending::Outcome(outcome) => outcome,
            Ending::Script(script) => {
                let outcome = script.outcome.clone();
                session.request.script = Some(script);
                outcome
            }
        });
        Some(session.clone())
    }

    /// A digit string that no other session has.
    fn digit_string(&self) -> String {
        loop {
            let digits = format!("{:08}", rand::random_range(0..DIGIT_STRINGS));
            let taken = |session: &Session| session.info.digit_string.as_ref() == Some(&digits);
            if !self.sessions.values().any(taken) {
                return digits;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn store() -> Store {
        let mut store = Store::default();
        store.add_scan_ref(ScanRef::new("known", ScanRefKind::Authentication));
        store
    }

    #[test]
    fn a_token_is_alphanumeric_and_new_each_time() {
        let (mut store, now) = (store(), Instant::now());
        let first = store.create(SessionRequest::new("known"), now).unwrap();
        let second = store.create(SessionRequest::new("known"), now).unwrap();
        assert_ne!(first.token, second.token);
        assert_eq!(first.token.len(), TOKEN_LENGTH);
        assert!(first.token.bytes().all(|b| b.is_ascii_alphanumeric()));
        assert!(!format!("{first:?}").contains(&first.token));
    }

    #[test]
    fn a_token_serves_one_outcome() {
        let (mut store, now) = (store(), Instant::now());
        let token = store
            .create(SessionRequest::new("known"), now)
            .unwrap()
            .token;
        assert!(store.end(&token, Outcome::Approve.into(), now).is_ok());
        let again = store.end(&token, Outcome::Approve.into(), now).err();
        assert_eq!(again, Some(ApiError::Ended));
        assert!(store.expire(&token).is_none());
    }

    #[test]
    fn past_its_lifetime_a_session_can_only_expire_and_only_once() {
        let (mut store, now) = (store(), Instant::now());
        let request = SessionRequest {
            lifetime: 5,
            ..SessionRequest::new("known")
        };
        let token = store.create(request, now).unwrap().token;
        let late = now + Duration::from_secs(5);
        let refused = store.end(&token, Outcome::Approve.into(), late).err();
        assert_eq!(refused, Some(ApiError::Ended));
        assert_eq!(store.expire(&token).unwrap().outcome, Some(Outcome::Expire));
        assert!(store.expire(&token).is_none());
    }

    #[test]
    fn scripts_are_taken_in_order_unless_a_request_brings_its_own() {
        let (mut store, now) = (store(), Instant::now());
        store.push_script(Script::new(Outcome::Cancel));
        store.push_script(Script::new(Outcome::Silent));
        let mut outcome_of = |script| {
            let request = SessionRequest {
                script,
                ..SessionRequest::new("known")
            };
            let token = store.create(request, now).unwrap().token;
            let script = store.session(&token).unwrap().request.script.clone();
            script.map(|script| script.outcome)
        };
        let own = Some(Script::new(Outcome::Approve));
        assert_eq!(outcome_of(own), Some(Outcome::Approve));
        assert_eq!(outcome_of(None), Some(Outcome::Cancel));
        assert_eq!(outcome_of(None), Some(Outcome::Silent));
        assert_eq!(outcome_of(None), None);
    }
}
