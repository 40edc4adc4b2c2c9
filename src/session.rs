//! The life of a session, as a state machine: an input goes in, a new state and a list of effects
//! come out.
//!
//! It knows no DOM, no clock and no JavaScript. Timers are inputs, and whatever has to be done is
//! an effect that the browser layer carries out in order.
//!
//! ```text
//!             token          load            status, and `confirm`
//!  starting ────────▶ loading ────▶ ready ─────────────────────▶ confirming
//!      ▲                 ▲ │          │ ▲                             │
//!      │                 │ └────┬─────┘ │                             │
//!      │                 │   handoff ◀──┘ (and back: a new frame)     │
//!      │ retry           │      │                                     │
//!  retryable ◀───────────┴──────┴── failed, or an error ◀─────────────┘
//!      │                                                              │
//!      └──────────▶ settled ◀──────── a decision, or no way on ◀──────┘       unmounted: from all
//! ```
//!
//! | input ↓ / state → | `starting` | `loading` | `ready` | `handoff` | `confirming` | `retryable` | `settled` |
//! | --- | --- | --- | --- | --- | --- | --- | --- |
//! | `Start` | asks for a token (once) | – | – | – | – | – | – |
//! | `Granted` | → `loading`; expired: fault | – | – | – | – | – | – |
//! | `Loaded` | – | → `ready` | – | – | – | – | – |
//! | `Message`, documented | late | → `confirming`, or ends | as `loading` | late | late | late | late |
//! | `Message`, else | late | unrecognized or rejected | as `loading` | late | late | late | late |
//! | `Fault` | ends | ends | ends | ends | ends | – | – |
//! | `Answer` | – | applies | applies | applies | applies | – | – |
//! | `Decide` | – | applies | applies | applies | applies | applies | – |
//! | `Expired` | – | asks once | asks once | asks once | – | – | – |
//! | `Engaged` | – | noted | noted | – | – | – | – |
//! | `Visible` | noted | noted; looks | noted; looks | noted; looks | noted | noted | noted |
//! | `Handoff` | – | → `handoff` | → `handoff` | – | – | – | – |
//! | `Return` | – | – | a new frame | → `loading` | – | – | – |
//! | `Retry` | – | – | – | – | – | → `starting`, or `confirming` | – |
//! | `End` | canceled | canceled | canceled | canceled | canceled | last failure | – |
//! | `Close` | canceled | canceled | asks first | canceled | asks first | canceled | closes the dialog |
//! | `Stay` | – | – | goes on | – | goes on | – | – |
//! | `Unmount` | → `unmounted` from every state | | | | | | |
//!
//! | timer ↓ / state → | `starting` | `loading` | `ready` | `handoff` | `confirming` | `retryable` | `settled` |
//! | --- | --- | --- | --- | --- | --- | --- | --- |
//! | `Token` | fault | – | – | – | – | – | – |
//! | `Load` | – | fault | – | – | – | – | – |
//! | `Confirm` | – | expiry undecided | as `loading` | as `loading` | fault | – | – |
//! | `Ask` | – | – | asks | asks | asks | – | – |
//! | `Grace` | – | expired | expired | expired | – | – | – |
//! | `Silence` | – | – | offers a reload | – | – | – | – |
//! | `Look` | – | looks, and again later | as `loading` | as `loading` | – | – | – |
//! | `Rejections` | tells what was held back, in every state | | | | | | |
//! | `Late` | – | – | – | – | – | – | stops listening |
//!
//! "–" means: nothing changes and nothing is done. "Ends" and "fault" mean: → `retryable` where
//! another try is possible, else → `settled`. In `unmounted`, nothing ever happens. A test walks
//! through every pair.

use alloc::string::String;

use alloc::vec::Vec;

mod effect;
mod input;
mod policy;
mod state;
mod timer;

pub use self::effect::Effect;
pub use self::input::{Input, Terms};
pub use self::policy::Policy;
pub use self::state::State;
pub use self::timer::Timer;

use self::timer::{
    FIRST_PENDING, FIRST_POLL, GRACE, HANDOFF_POLL, LATE, LOOK, RAREST_PENDING, RAREST_POLL,
    REJECTIONS, SILENCE,
};
use crate::decision::{Decided, Status};
use crate::error::ErrorCode;
use crate::message::{self, Envelope, FrameStatus, Judgement, Rejection};
use crate::notice::Notice;
use crate::outcome::{Outcome, Verdict};
use crate::view::View;

/// One mounted widget, from the first token to the end.
#[derive(Clone, Copy, Debug, Default)]
pub struct Session {
    policy: Policy,
    state: State,
    attempts: u32,
    attempt: Attempt,
    rejections: Rejections,
    /// What is shown, but for the question whether to give up.
    view: Option<View>,
    /// The person is being asked whether to give up.
    leaving: bool,
    hidden: bool,
    offline: bool,
}

/// What is known of the attempt that runs, or ran last. A new attempt begins with nothing.
#[derive(Clone, Copy, Debug, Default)]
struct Attempt {
    frame_status: Option<FrameStatus>,
    failure: Option<Failure>,
    /// The wait before the next question, in milliseconds.
    wait: u32,
    asking: bool,
    /// A question is due as soon as the page is visible.
    due: bool,
    digit_string: bool,
    engaged: bool,
    expiry: Expiry,
}

/// How an attempt ended without success.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Failure {
    /// The person was not approved.
    Failed {
        /// True where the backend said so.
        authoritative: bool,
    },
    /// Something went wrong.
    Error(ErrorCode),
}

/// How far the expiry of a grant has been looked into: once.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Expiry {
    #[default]
    Ahead,
    Asking,
    Asked,
}

/// Rejected messages since the last notice. Anybody can post a thousand a second: the host hears
/// of them once a second at most.
#[derive(Clone, Copy, Debug, Default)]
struct Rejections {
    held_back: u16,
    latest: Option<Rejection>,
    waiting: bool,
}

type Effects = Vec<Effect>;

impl Session {
    /// A session that has not started.
    #[must_use]
    pub fn new(policy: Policy) -> Self {
        Self {
            policy,
            ..Self::default()
        }
    }

    /// Where the session is.
    #[must_use]
    pub const fn state(&self) -> State {
        self.state
    }

    /// How many times a token was asked for.
    #[must_use]
    pub const fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Whether the person may go on with their phone.
    #[must_use]
    pub const fn offers_handoff(&self) -> bool {
        self.policy.handoff
            && self.policy.confirms
            && self.attempt.digit_string
            && matches!(self.attempt.expiry, Expiry::Ahead)
    }

    /// Whether the frame, or the phone, may still say something about this attempt.
    #[must_use]
    pub const fn has_grant(&self) -> bool {
        matches!(self.state, State::Loading | State::Ready | State::Handoff)
    }

    /// Whether a decision about the latest token may be pushed.
    #[must_use]
    pub const fn takes_decisions(&self) -> bool {
        self.has_grant() || matches!(self.state, State::Confirming | State::Retryable)
    }

    /// Whether `retry` may be called now.
    ///
    /// # Errors
    /// [`ErrorCode::AttemptsExhausted`] where it ended since no attempt was left, else
    /// [`ErrorCode::InvalidState`].
    pub const fn check_retry(&self) -> Result<(), ErrorCode> {
        match self.state {
            State::Retryable => Ok(()),
            State::Settled if self.attempts >= self.policy.max_attempts => {
                Err(ErrorCode::AttemptsExhausted)
            }
            _ => Err(ErrorCode::InvalidState),
        }
    }

    /// How long a timer that is started now runs, in milliseconds.
    #[must_use]
    pub const fn delay(&self, timer: Timer) -> u32 {
        match timer {
            Timer::Token => self.policy.token_timeout,
            Timer::Load => self.policy.load_timeout,
            Timer::Confirm => self.policy.confirm_timeout,
            Timer::Ask if self.attempt.due => 0,
            // A question that is never answered is asked again.
            Timer::Ask if self.attempt.asking => self.policy.confirm_timeout,
            Timer::Ask => self.attempt.wait,
            Timer::Grace => GRACE,
            Timer::Silence => SILENCE,
            Timer::Look => LOOK,
            Timer::Rejections => REJECTIONS,
            Timer::Late => LATE,
        }
    }

    /// Whether the browser knows that it has no connection.
    pub const fn set_offline(&mut self, offline: bool) {
        self.offline = offline;
    }

    /// Takes in what happened and says what is to be done.
    pub fn handle(&mut self, input: Input<'_>) -> Vec<Effect> {
        let mut effects = Vec::new();
        if self.state != State::Unmounted {
            self.take(input, &mut effects);
        }
        effects
    }

    fn take(&mut self, input: Input<'_>, effects: &mut Effects) {
        use State::{Confirming, Handoff, Loading, Ready, Retryable, Settled, Starting};
        match (input, self.state) {
            (Input::Unmount, _) => self.unmount(effects),
            (Input::Message { envelope, read }, _) => self.hear(envelope, read, effects),
            (Input::Visible(visible), _) => self.turn_visible(visible, effects),
            (Input::Elapsed(timer), _) => self.elapse(timer, effects),
            (Input::Start, Starting) if self.view.is_none() => self.begin(effects),
            (Input::Granted(terms), Starting) => self.load(terms, effects),
            (Input::Loaded, Loading) => self.ready(effects),
            (Input::Fault(code), Starting | Loading | Ready | Handoff | Confirming) => {
                self.fault(code, effects);
            }
            (Input::Answer(decided), Loading | Ready | Handoff | Confirming) => {
                self.answer(decided, effects);
            }
            (Input::Decide(decided), _) if self.takes_decisions() => self.decide(decided, effects),
            (Input::Expired, Loading | Ready | Handoff) => self.expire(effects),
            (Input::Engaged, Loading | Ready) => self.engage(effects),
            (Input::Handoff, Loading | Ready) if self.offers_handoff() => self.hand_off(effects),
            (Input::Return, Ready | Handoff) => self.show_frame(effects),
            (Input::Retry, Retryable) => self.retry(effects),
            (Input::Close, Settled) => effects.push(Effect::Close),
            (Input::Close, Ready | Confirming) if !self.leaving => {
                self.leaving = true;
                effects.push(Effect::Show(View::Leaving));
            }
            (Input::Stay, Ready | Confirming) if self.leaving => self.stay(effects),
            (Input::End, Retryable) => self.give_up(effects),
            (Input::End | Input::Close, state) if state != Settled => {
                self.settle(Outcome::Canceled, effects);
            }
            _ => {}
        }
    }

    fn elapse(&mut self, timer: Timer, effects: &mut Effects) {
        use State::{Confirming, Handoff, Loading, Ready, Settled, Starting};
        match (timer, self.state) {
            (Timer::Rejections, _) => self.tell_rejections(effects),
            (Timer::Late, Settled) => effects.push(Effect::StopListening),
            (Timer::Token, Starting) => self.fault(ErrorCode::TokenTimeout, effects),
            (Timer::Load, Loading) => self.fault(ErrorCode::FrameTimeout, effects),
            (Timer::Confirm, Confirming) => self.fault(ErrorCode::ConfirmTimeout, effects),
            (Timer::Confirm, Loading | Ready | Handoff) => self.undecided(effects),
            (Timer::Ask, Ready | Handoff | Confirming) => self.ask_when_visible(effects),
            (Timer::Grace, Loading | Ready | Handoff) => self.settle(Outcome::Expired, effects),
            (Timer::Look, Loading | Ready | Handoff) => self.look(effects),
            (Timer::Silence, Ready) if !self.attempt.engaged && !self.leaving => {
                self.show(View::Silent, effects);
            }
            _ => {}
        }
    }

    // From the token to the frame.

    fn begin(&mut self, effects: &mut Effects) {
        self.attempt = Attempt::default();
        self.show(View::Loading, effects);
        if self.offline {
            return self.fault(ErrorCode::Offline, effects);
        }
        self.attempts += 1;
        effects.push(Effect::Start(Timer::Token));
        effects.push(Effect::RequestToken);
    }

    fn load(&mut self, terms: Terms, effects: &mut Effects) {
        self.attempt.digit_string = terms.digit_string;
        if terms.expired {
            self.fault(ErrorCode::SessionExpired, effects);
        } else {
            self.show_frame(effects);
        }
    }

    /// Every frame is a new element, also for the same token.
    fn show_frame(&mut self, effects: &mut Effects) {
        self.stop_attempt(effects);
        effects.push(Effect::Start(Timer::Load));
        effects.push(Effect::CreateFrame);
        effects.push(Effect::Start(Timer::Look));
        if self.attempt.expiry == Expiry::Asked {
            effects.push(Effect::Start(Timer::Grace));
        }
        self.enter(State::Loading, View::Loading, effects);
    }

    fn look(&self, effects: &mut Effects) {
        effects.push(Effect::Start(Timer::Look));
        effects.push(Effect::Look);
    }

    fn ready(&mut self, effects: &mut Effects) {
        if self.offline {
            // What loaded is the browser's own page about that.
            return self.fault(ErrorCode::Offline, effects);
        }
        effects.push(Effect::Stop(Timer::Load));
        effects.push(Effect::Start(Timer::Silence));
        self.ask_in(FIRST_POLL, effects);
        self.enter(State::Ready, View::Frame, effects);
        effects.push(Effect::Notify(Notice::Ready));
    }

    fn engage(&mut self, effects: &mut Effects) {
        if !self.attempt.engaged {
            self.attempt.engaged = true;
            effects.push(Effect::Stop(Timer::Silence));
        }
    }

    fn hand_off(&mut self, effects: &mut Effects) {
        self.stop_attempt(effects);
        effects.push(Effect::Start(Timer::Look));
        self.ask_in(HANDOFF_POLL, effects);
        self.enter(State::Handoff, View::Handoff, effects);
    }

    // What the frame says.

    fn hear(
        &mut self,
        envelope: Envelope,
        read: &dyn Fn() -> Option<String>,
        effects: &mut Effects,
    ) {
        let waiting = matches!(self.state, State::Loading | State::Ready);
        match message::judge(envelope, waiting) {
            Judgement::Unrelated => {}
            Judgement::Rejected(reason) => self.reject(reason, effects),
            Judgement::Counts => self.read(read(), effects),
        }
    }

    fn read(&mut self, word: Option<String>, effects: &mut Effects) {
        let word = word.as_deref();
        let Some(status) = word.and_then(FrameStatus::from_word) else {
            let plain = word.is_some_and(is_plain);
            return effects.push(Effect::Notify(Notice::Unrecognized { plain }));
        };
        self.attempt.frame_status = Some(status);
        effects.push(Effect::Notify(Notice::Status { status }));
        match status {
            _ if self.policy.confirms => self.confirm(effects),
            FrameStatus::Approved => self.settle(Outcome::Approved(self.verdict(false)), effects),
            FrameStatus::Failed => self.fail(false, false, effects),
        }
    }

    fn reject(&mut self, reason: Rejection, effects: &mut Effects) {
        self.rejections.held_back = self.rejections.held_back.saturating_add(1);
        self.rejections.latest = Some(reason);
        if !self.rejections.waiting {
            self.tell_rejections(effects);
        }
    }

    /// Tells the host of all that was held back, and then nothing for a second.
    fn tell_rejections(&mut self, effects: &mut Effects) {
        self.rejections.waiting = false;
        if let Some(reason) = self.rejections.latest.take() {
            let count = core::mem::take(&mut self.rejections.held_back);
            self.rejections.waiting = true;
            effects.push(Effect::Start(Timer::Rejections));
            effects.push(Effect::Notify(Notice::Rejected { reason, count }));
        }
    }

    // What the backend says.

    fn confirm(&mut self, effects: &mut Effects) {
        self.stop_attempt(effects);
        self.attempt.wait = FIRST_PENDING / 2;
        if self.attempt.expiry == Expiry::Asking {
            // The same question is asked now, with more at stake.
            self.attempt.expiry = Expiry::Asked;
        }
        effects.push(Effect::Start(Timer::Confirm));
        self.ask(effects);
        self.enter(State::Confirming, View::Confirming, effects);
    }

    fn ask(&mut self, effects: &mut Effects) {
        self.attempt.asking = true;
        self.attempt.due = false;
        effects.push(Effect::Start(Timer::Ask));
        effects.push(Effect::Ask(self.attempt.frame_status));
    }

    fn ask_in(&mut self, wait: u32, effects: &mut Effects) {
        if self.policy.confirms {
            self.attempt.wait = wait;
            effects.push(Effect::Start(Timer::Ask));
        }
    }

    /// Nobody waits for an answer in a page that nobody sees, unless the frame has spoken.
    fn ask_when_visible(&mut self, effects: &mut Effects) {
        if self.hidden && self.state != State::Confirming {
            self.attempt.due = true;
        } else {
            self.ask(effects);
        }
    }

    fn turn_visible(&mut self, visible: bool, effects: &mut Effects) {
        self.hidden = !visible;
        if visible && self.has_grant() {
            self.look(effects);
            if self.attempt.due {
                // After the look, which may find that there is nothing left to ask about.
                effects.push(Effect::Start(Timer::Ask));
            }
        }
    }

    fn answer(&mut self, decided: Option<Decided>, effects: &mut Effects) {
        self.attempt.asking = false;
        let rarest = match (decided, self.state) {
            (Some(decided), _) if decided.status != Status::Pending => {
                return self.decide(decided, effects);
            }
            (None, State::Confirming) => return self.fault(ErrorCode::ConfirmFailed, effects),
            _ if self.attempt.expiry == Expiry::Asking => return self.undecided(effects),
            (_, State::Confirming) => RAREST_PENDING,
            (_, State::Handoff) => HANDOFF_POLL,
            _ => RAREST_POLL,
        };
        self.ask_in(self.attempt.wait.saturating_mul(2).min(rarest), effects);
    }

    fn decide(&mut self, decided: Decided, effects: &mut Effects) {
        let status = decided.status;
        let said_no = matches!(
            self.attempt.failure,
            Some(Failure::Failed {
                authoritative: true
            })
        );
        let again = said_no && status == Status::Failed && !decided.stop;
        if status == Status::Pending || again {
            return;
        }
        let opposite = match status {
            Status::Success => Some(FrameStatus::Failed),
            Status::Failed => Some(FrameStatus::Approved),
            _ => None,
        };
        let contradicts = opposite.is_some() && self.attempt.frame_status == opposite;
        effects.push(Effect::Notify(Notice::Decision {
            status,
            contradicts,
        }));
        match status {
            Status::Success => self.settle(Outcome::Approved(self.verdict(true)), effects),
            Status::Failed => self.fail(true, decided.stop, effects),
            Status::Expired => self.settle(Outcome::Expired, effects),
            Status::Canceled => self.settle(Outcome::Canceled, effects),
            Status::Pending => {}
        }
    }

    // The grant expires: a hint, that is checked with the backend.

    fn expire(&mut self, effects: &mut Effects) {
        if self.attempt.expiry != Expiry::Ahead {
            return;
        }
        self.attempt.expiry = Expiry::Asking;
        if self.policy.confirms {
            effects.push(Effect::Start(Timer::Confirm));
            self.ask(effects);
        } else {
            self.undecided(effects);
        }
    }

    /// The grant has expired and the backend has not decided (or cannot be asked).
    fn undecided(&mut self, effects: &mut Effects) {
        self.attempt.expiry = Expiry::Asked;
        effects.push(Effect::Stop(Timer::Confirm));
        if self.attempt.engaged && self.state != State::Handoff {
            effects.push(Effect::Start(Timer::Grace));
            self.ask_in(FIRST_POLL, effects);
        } else if self.can_renew() {
            self.fault(ErrorCode::SessionExpired, effects);
        } else {
            self.settle(Outcome::Expired, effects);
        }
    }

    // The end of an attempt.

    fn fault(&mut self, code: ErrorCode, effects: &mut Effects) {
        let code = match code {
            _ if self.offline && code.is_of_network() => ErrorCode::Offline,
            // Thrown by a token source: there is nothing to confirm yet.
            ErrorCode::ConfirmFailed | ErrorCode::ConfirmTimeout
                if self.state == State::Starting =>
            {
                ErrorCode::TokenFailed
            }
            _ => code,
        };
        effects.push(Effect::Fault(code));
        effects.push(Effect::Notify(Notice::Error { error: code }));
        let failure = Failure::Error(code);
        if confirmable(failure) || (code.retryable() && self.can_renew()) {
            self.offer_retry(failure, effects);
        } else {
            self.settle(Outcome::Error { error: code }, effects);
        }
    }

    fn fail(&mut self, authoritative: bool, stop: bool, effects: &mut Effects) {
        if self.can_renew() && !stop {
            self.offer_retry(Failure::Failed { authoritative }, effects);
        } else {
            self.settle(Outcome::Failed(self.verdict(authoritative)), effects);
        }
    }

    const fn can_renew(&self) -> bool {
        self.policy.renewable && self.attempts < self.policy.max_attempts
    }

    fn offer_retry(&mut self, failure: Failure, effects: &mut Effects) {
        self.attempt.failure = Some(failure);
        self.stop_attempt(effects);
        let failed = matches!(failure, Failure::Failed { .. });
        effects.push(Effect::Notify(Notice::Attempt {
            failed,
            error: !failed,
        }));
        self.enter(State::Retryable, View::Retry, effects);
    }

    /// After a confirmation that could not be had, the same token is asked about again.
    fn retry(&mut self, effects: &mut Effects) {
        if self.attempt.failure.is_some_and(confirmable) {
            self.attempt.failure = None;
            self.confirm(effects);
        } else {
            self.enter(State::Starting, View::Loading, effects);
            self.begin(effects);
        }
    }

    fn give_up(&mut self, effects: &mut Effects) {
        let outcome = match self.attempt.failure {
            Some(Failure::Failed { authoritative }) => Outcome::Failed(self.verdict(authoritative)),
            Some(Failure::Error(ErrorCode::SessionExpired)) => Outcome::Expired,
            Some(Failure::Error(error)) => Outcome::Error { error },
            None => Outcome::Canceled,
        };
        self.settle(outcome, effects);
    }

    const fn verdict(&self, authoritative: bool) -> Verdict {
        Verdict {
            authoritative,
            frame_status: self.attempt.frame_status,
        }
    }

    /// Ends the session. The promise comes before any callback that follows: one that unmounts
    /// finds the outcome already decided.
    fn settle(&mut self, outcome: Outcome, effects: &mut Effects) {
        self.stop_attempt(effects);
        if matches!(outcome, Outcome::Error { .. }) {
            effects.push(Effect::StopListening);
        } else {
            effects.push(Effect::Start(Timer::Late));
        }
        effects.push(Effect::Settle(outcome));
        let view = match outcome {
            Outcome::Approved(_) => View::Approved,
            Outcome::Failed(_) => View::Failed,
            Outcome::Expired => View::Expired,
            Outcome::Error { .. } => View::Error,
            Outcome::Canceled | Outcome::Unmounted => {
                effects.push(Effect::Close);
                View::Canceled
            }
        };
        self.enter(State::Settled, view, effects);
        effects.push(Effect::Notify(Notice::Outcome { outcome }));
    }

    fn unmount(&mut self, effects: &mut Effects) {
        effects.push(Effect::StopAsking);
        effects.push(Effect::StopListening);
        effects.push(Effect::RemoveFrame);
        effects.push(Effect::Release);
        let outcome = Outcome::Unmounted;
        let open = self.state != State::Settled;
        if open {
            effects.push(Effect::Settle(outcome));
        }
        self.state = State::Unmounted;
        effects.push(Effect::Notify(Notice::State { state: self.state }));
        if open {
            effects.push(Effect::Notify(Notice::Outcome { outcome }));
        }
    }

    /// Frame, timers and questions of an attempt end together.
    fn stop_attempt(&mut self, effects: &mut Effects) {
        self.attempt.asking = false;
        self.attempt.due = false;
        effects.push(Effect::StopAttempt);
        effects.push(Effect::StopAsking);
        effects.push(Effect::RemoveFrame);
    }

    fn enter(&mut self, state: State, view: View, effects: &mut Effects) {
        self.show(view, effects);
        self.state = state;
        effects.push(Effect::Notify(Notice::State { state }));
    }

    fn show(&mut self, view: View, effects: &mut Effects) {
        self.view = Some(view);
        self.leaving = false;
        effects.push(Effect::Show(view));
    }

    fn stay(&mut self, effects: &mut Effects) {
        self.leaving = false;
        effects.extend(self.view.map(Effect::Show));
    }
}

/// Whether only the confirmation failed, so that only it has to be tried again.
const fn confirmable(failure: Failure) -> bool {
    matches!(
        failure,
        Failure::Error(ErrorCode::ConfirmFailed | ErrorCode::ConfirmTimeout)
    )
}

/// Whether an undocumented word may be told to the host: one that reads like a status. Anything
/// else might carry a token.
fn is_plain(word: &str) -> bool {
    const LONGEST: usize = 24;
    let plain = |byte: u8| byte.is_ascii_alphabetic() || byte == b'_';
    word.len() <= LONGEST && word.bytes().all(plain)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
