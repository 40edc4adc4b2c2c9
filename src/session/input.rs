//! What may happen to a session.

use super::Timer;
use crate::decision::Decided;
use crate::error::ErrorCode;
use crate::message::Envelope;
use alloc::string::String;

/// Something that happened.
pub enum Input<'a> {
    /// The microtask after `mount` has come.
    Start,
    /// The token source answered the request of this attempt.
    Granted(Terms),
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
    /// `confirm` answered the latest question; `None` where it rejected or made no sense.
    Answer(Option<Decided>),
    /// The host pushed a decision.
    Decide(Decided),
    /// By one clock or the other, the grant has expired.
    Expired,
    /// The focus has entered the frame: the person has begun.
    Engaged,
    /// The page was hidden (false), or is visible again.
    Visible(bool),
    /// The person wants to use their phone.
    Handoff,
    /// The person wants the frame (back, or anew).
    Return,
    /// The person wants another try.
    Retry,
    /// The person has had enough.
    End,
    /// The person closes the dialog.
    Close,
    /// The person, asked whether to give up, goes on.
    Stay,
    /// A timer ran out.
    Elapsed(Timer),
    /// The host wants the widget gone.
    Unmount,
}

/// What the token source answered, as far as rules depend on it. The token itself stays where it
/// is written into the frame's address.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Terms {
    /// It came with a code for the vendor's app.
    pub digit_string: bool,
    /// It has expired already.
    pub expired: bool,
}
