//! What the host is told: JavaScript's `FaceAuthEvent`, discriminated by `type`.
//!
//! Never a token in it.

use crate::error::ErrorCode;
use crate::message::{FrameStatus, Rejection};
use crate::outcome::Outcome;
use crate::session::State;

/// Something that the host is told.
#[derive(Clone, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(
    feature = "typescript",
    ts(rename = "FaceAuthEvent", tag = "type", rename_all = "lowercase")
)]
pub enum Notice {
    /// The session is in another state.
    State {
        /// Where it is now.
        state: State,
    },
    /// The frame fired `load`: nothing more is known, an error page looks the same.
    Ready,
    /// The frame said a documented status.
    Status {
        /// Its word: a hint, never the decision.
        status: FrameStatus,
    },
    /// The frame said something else.
    Unrecognized {
        /// Its status word, where it is one that can be passed on: letters and `_`, at most 24.
        status: Option<String>,
    },
    /// Messages that pretend to be the vendor's, or come too late. At most once a second.
    Rejected {
        /// What was wrong with the latest of them.
        reason: Rejection,
        /// How many there were since the last such event, this one included.
        count: u32,
    },
    /// The session has ended.
    Outcome {
        /// How.
        #[cfg_attr(feature = "typescript", ts(type = "Outcome"))]
        outcome: Outcome,
    },
    /// Something went wrong.
    Error {
        /// What.
        #[cfg_attr(feature = "typescript", ts(type = "FaceAuthError"))]
        error: ErrorCode,
    },
}

impl Notice {
    /// The word in `type`.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::State { .. } => "state",
            Self::Ready => "ready",
            Self::Status { .. } => "status",
            Self::Unrecognized { .. } => "unrecognized",
            Self::Rejected { .. } => "rejected",
            Self::Outcome { .. } => "outcome",
            Self::Error { .. } => "error",
        }
    }
}
