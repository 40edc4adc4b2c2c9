//! The life of a session, as a state machine: an input goes in, a new state and a list of effects
//! come out.
//!
//! It knows no DOM, no clock and no JavaScript. Timers are inputs, and whatever has to be done is
//! an effect that the browser layer carries out in order.
//!
//! | input ↓ / state → | `starting` | `loading` | `ready` | `settled` | `unmounted` |
//! | --- | --- | --- | --- | --- | --- |
//! | `Start` | asks for the token | – | – | – | – |
//! | `Token` | creates the frame → `loading` | – | – | – | – |
//! | `Loaded` | – | → `ready` | – (a second load is no fault) | – | – |
//! | `Message` that counts, documented | late | → `settled` | → `settled` | late | – |
//! | `Message` that counts, anything else | late | unrecognized | unrecognized | late | – |
//! | `Message` that pretends | late | rejected | rejected | late | – |
//! | `Fault` | → `settled` | → `settled` | → `settled` | – | – |
//! | `Elapsed(Token)` | → `settled` | – | – | – | – |
//! | `Elapsed(Load)` | – | → `settled` | – | – | – |
//! | `Elapsed(Look)` | – | looks, and again later | looks, and again later | – | – |
//! | `Elapsed(Rejections)` | tells what was held back, in every state but `unmounted` | | | | – |
//! | `Elapsed(Late)` | – | – | – | stops listening | – |
//! | `Unmount` | → `unmounted` | → `unmounted` | → `unmounted` | → `unmounted` | – |
//!
//! "–" means: nothing changes and nothing is done. A test below walks through every pair.

use crate::error::ErrorCode;
use crate::message::{self, Envelope, FrameStatus, Judgement, Rejection};
use crate::notice::Notice;
use crate::outcome::Outcome;
use crate::token::Token;

/// How often is looked whether the frame still stands, in milliseconds: no event tells that
/// somebody took it away.
pub const LOOK: i32 = 1_000;

/// The host is told of rejected messages once in this many milliseconds at most.
pub const REJECTIONS: i32 = 1_000;

/// How long after the end a message that comes too late is still told, in milliseconds. Then the
/// listener goes, even if nobody ever unmounts.
pub const LATE: i32 = 10_000;

/// Where a session is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "typescript", ts(rename_all = "lowercase"))]
pub enum State {
    /// Waiting for the token.
    #[default]
    Starting,
    /// The frame was created and has not fired `load` yet.
    Loading,
    /// The frame fired `load`; nothing more is known of it.
    Ready,
    /// The outcome is known.
    Settled,
    /// Nothing is left in the page.
    Unmounted,
}

impl State {
    /// All states.
    pub const ALL: [Self; 5] = [
        Self::Starting,
        Self::Loading,
        Self::Ready,
        Self::Settled,
        Self::Unmounted,
    ];

    /// The word that JavaScript sees.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Starting => "starting",
            Self::Loading => "loading",
            Self::Ready => "ready",
            Self::Settled => "settled",
            Self::Unmounted => "unmounted",
        }
    }
}

/// What a session may wait for. At most one of each runs at a time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Timer {
    /// The token provider answers.
    Token,
    /// The frame loads.
    Load,
    /// The frame is looked at again.
    Look,
    /// The next rejected message may be told.
    Rejections,
    /// Late messages are no longer told.
    Late,
}

impl Timer {
    /// All timers.
    pub const ALL: [Self; 5] = [
        Self::Token,
        Self::Load,
        Self::Look,
        Self::Rejections,
        Self::Late,
    ];
}

/// Something that happened.
pub enum Input<'a> {
    /// The microtask after `mount` has come.
    Start,
    /// The token source answered.
    Token(Token),
    /// The frame fired `load`.
    Loaded,
    /// A message arrived at the window.
    Message {
        /// What can be known of it without looking into it.
        envelope: Envelope,
        /// Reads the status word of its payload. Called only for a message that counts.
        read: &'a dyn Fn() -> Option<String>,
    },
    /// Something failed that the browser layer can tell.
    Fault(ErrorCode),
    /// A timer ran out.
    Elapsed(Timer),
    /// The host wants the widget gone.
    Unmount,
}

/// Something to do, in the order given.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Effect {
    /// Ask the token source.
    RequestToken,
    /// Put a new frame element with this token into the page, and listen.
    CreateFrame(Token),
    /// Look whether the frame still stands; if not, that is [`ErrorCode::FrameRemoved`].
    Look,
    /// Remove the frame; its token leaves the page with it.
    RemoveFrame,
    /// Stop listening for messages.
    StopListening,
    /// Start a timer.
    Start(Timer),
    /// Stop a timer, if it runs.
    Stop(Timer),
    /// Show something in place of the frame, or over it.
    Show(Panel),
    /// Fulfil the outcome promise.
    Settle(Outcome),
    /// Remove all that was put into the page, and tell the host nothing that is still queued.
    Release,
    /// Tell the host.
    Notify(Notice),
}

/// What a person sees where the frame is not (or not yet) enough.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Panel {
    /// Nothing: the frame has the place to itself.
    Nothing,
    /// Something is on its way.
    Loading,
    /// The attempt is over and was approved, as far as the page knows.
    Approved,
    /// The attempt is over and failed.
    Failed,
    /// It could not be done.
    Error,
}

impl Panel {
    const fn after(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Approved(_) => Self::Approved,
            Outcome::Failed(_) => Self::Failed,
            Outcome::Error { .. } | Outcome::Unmounted => Self::Error,
        }
    }
}

/// One mounted widget, from the first token to the end.
#[derive(Clone, Copy, Debug, Default)]
pub struct Session {
    state: State,
    attempts: u32,
    rejections: Rejections,
}

/// Rejected messages since the last notice. Anybody can post a thousand a second: the host hears
/// of them once a second at most.
#[derive(Clone, Copy, Debug, Default)]
struct Rejections {
    held_back: u32,
    latest: Option<Rejection>,
    waiting: bool,
}

impl Session {
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

    /// Takes in what happened and says what is to be done.
    pub fn handle(&mut self, input: Input<'_>) -> Vec<Effect> {
        let mut effects = Vec::new();
        match (input, self.state) {
            (_, State::Unmounted) => {}
            (Input::Unmount, _) => self.unmount(&mut effects),
            (Input::Message { envelope, read }, _) => self.hear(envelope, read, &mut effects),
            (Input::Elapsed(Timer::Rejections), _) => self.tell_rejections(&mut effects),
            (Input::Start, State::Starting) => self.start(&mut effects),
            (Input::Token(token), State::Starting) => self.load(token, &mut effects),
            (Input::Loaded, State::Loading) => self.ready(&mut effects),
            (Input::Elapsed(Timer::Token), State::Starting) => {
                self.fail(ErrorCode::TokenTimeout, &mut effects);
            }
            (Input::Elapsed(Timer::Load), State::Loading) => {
                self.fail(ErrorCode::FrameTimeout, &mut effects);
            }
            (Input::Elapsed(Timer::Look), State::Loading | State::Ready) => {
                effects.push(Effect::Start(Timer::Look));
                effects.push(Effect::Look);
            }
            (Input::Fault(code), State::Starting | State::Loading | State::Ready) => {
                self.fail(code, &mut effects);
            }
            (Input::Elapsed(Timer::Late), State::Settled) => effects.push(Effect::StopListening),
            (
                Input::Start
                | Input::Token(_)
                | Input::Loaded
                | Input::Fault(_)
                | Input::Elapsed(Timer::Token | Timer::Load | Timer::Look | Timer::Late),
                _,
            ) => {}
        }
        effects
    }

    fn start(&mut self, effects: &mut Vec<Effect>) {
        if self.attempts > 0 {
            return;
        }
        self.attempts = 1;
        effects.push(Effect::Show(Panel::Loading));
        effects.push(Effect::Start(Timer::Token));
        effects.push(Effect::RequestToken);
    }

    fn load(&mut self, token: Token, effects: &mut Vec<Effect>) {
        effects.push(Effect::Stop(Timer::Token));
        effects.push(Effect::Start(Timer::Load));
        effects.push(Effect::CreateFrame(token));
        effects.push(Effect::Start(Timer::Look));
        self.enter(State::Loading, effects);
    }

    fn ready(&mut self, effects: &mut Vec<Effect>) {
        effects.push(Effect::Stop(Timer::Load));
        effects.push(Effect::Show(Panel::Nothing));
        self.enter(State::Ready, effects);
        effects.push(Effect::Notify(Notice::Ready));
    }

    fn hear(
        &mut self,
        envelope: Envelope,
        read: &dyn Fn() -> Option<String>,
        effects: &mut Vec<Effect>,
    ) {
        let waiting = matches!(self.state, State::Loading | State::Ready);
        match message::judge(envelope, waiting) {
            Judgement::Unrelated => {}
            Judgement::Rejected(reason) => self.reject(reason, effects),
            Judgement::Counts => self.read(read(), effects),
        }
    }

    fn read(&mut self, word: Option<String>, effects: &mut Vec<Effect>) {
        match word.as_deref().and_then(FrameStatus::from_word) {
            None => effects.push(Effect::Notify(Notice::Unrecognized {
                status: word.filter(|word| is_plain(word)),
            })),
            Some(status) => {
                effects.push(Effect::Start(Timer::Late));
                let told = Notice::Status { status };
                self.settle(Outcome::from_frame(status), Some(told), effects);
            }
        }
    }

    fn reject(&mut self, reason: Rejection, effects: &mut Vec<Effect>) {
        self.rejections.held_back = self.rejections.held_back.saturating_add(1);
        self.rejections.latest = Some(reason);
        if !self.rejections.waiting {
            self.tell_rejections(effects);
        }
    }

    /// Tells the host of all that was held back, and then nothing for a second.
    fn tell_rejections(&mut self, effects: &mut Vec<Effect>) {
        self.rejections.waiting = false;
        if let Some(reason) = self.rejections.latest.take() {
            let count = core::mem::take(&mut self.rejections.held_back);
            self.rejections.waiting = true;
            effects.push(Effect::Start(Timer::Rejections));
            effects.push(Effect::Notify(Notice::Rejected { reason, count }));
        }
    }

    fn fail(&mut self, code: ErrorCode, effects: &mut Vec<Effect>) {
        effects.push(Effect::StopListening);
        effects.push(Effect::Stop(Timer::Rejections));
        self.settle(
            Outcome::Error { error: code },
            Some(Notice::Error { error: code }),
            effects,
        );
    }

    /// Ends the session, `told` being what led to it. The promise comes before any callback: a
    /// callback that unmounts finds the outcome already decided.
    fn settle(&mut self, outcome: Outcome, told: Option<Notice>, effects: &mut Vec<Effect>) {
        effects.push(Effect::Stop(Timer::Token));
        effects.push(Effect::Stop(Timer::Load));
        effects.push(Effect::Stop(Timer::Look));
        effects.push(Effect::RemoveFrame);
        effects.push(Effect::Show(Panel::after(outcome)));
        effects.push(Effect::Settle(outcome));
        effects.extend(told.map(Effect::Notify));
        self.enter(State::Settled, effects);
        effects.push(Effect::Notify(Notice::Outcome { outcome }));
    }

    fn unmount(&mut self, effects: &mut Vec<Effect>) {
        effects.extend(Timer::ALL.map(Effect::Stop));
        effects.push(Effect::StopListening);
        effects.push(Effect::RemoveFrame);
        effects.push(Effect::Release);
        let open = self.state != State::Settled;
        if open {
            effects.push(Effect::Settle(Outcome::Unmounted));
        }
        self.enter(State::Unmounted, effects);
        if open {
            effects.push(Effect::Notify(Notice::Outcome {
                outcome: Outcome::Unmounted,
            }));
        }
    }

    fn enter(&mut self, state: State, effects: &mut Vec<Effect>) {
        self.state = state;
        effects.push(Effect::Notify(Notice::State { state }));
    }
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
