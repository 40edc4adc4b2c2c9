//! What is to be done.

use super::Timer;
use crate::error::ErrorCode;
use crate::message::FrameStatus;
use crate::notice::Notice;
use crate::outcome::Outcome;
use crate::view::View;

/// Something to do, in the order given.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Effect {
    /// Ask the token source.
    RequestToken,
    /// Put a new frame element with the attempt's token into the page, and listen.
    CreateFrame,
    /// Remove the frame, and with it the token from the page.
    RemoveFrame,
    /// Ask the backend, telling it what the frame said. The question before is void.
    Ask(Option<FrameStatus>),
    /// What was asked, of the token source or the backend, is void.
    StopAsking,
    /// Look whether the frame still stands, the grant is still good, and the focus is in the frame.
    Look,
    /// Stop listening for messages.
    StopListening,
    /// Start a timer anew; [`Session::delay`](super::Session::delay) says how long it runs.
    Start(Timer),
    /// Stop a timer, if it runs.
    Stop(Timer),
    /// Stop all timers of the attempt.
    StopAttempt,
    /// Show something in place of the frame, or over it.
    Show(View),
    /// Close the dialog, if there is one.
    Close,
    /// Make the error that the notices after this one, and the view, are about.
    Fault(ErrorCode),
    /// Fulfil the outcome promise.
    Settle(Outcome),
    /// Stop all timers, remove all that was put into the page, and tell the host nothing that is
    /// still queued.
    Release,
    /// Tell the host.
    Notify(Notice),
}

impl Effect {
    /// Whether it ends something or tells of it, as opposed to beginning something.
    #[must_use]
    pub const fn ends(self) -> bool {
        !matches!(
            self,
            Self::RequestToken
                | Self::CreateFrame
                | Self::Ask(_)
                | Self::Look
                | Self::Start(_)
                | Self::Show(_)
                | Self::Fault(_)
        )
    }
}
