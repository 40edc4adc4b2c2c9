//! What the host is told: JavaScript's `FaceAuthEvent`, discriminated by `type`.
//!
//! Never a token in it.

use crate::decision::Status;
use crate::error::ErrorCode;
use crate::message::{FrameStatus, Rejection};
use crate::outcome::Outcome;
use crate::session::State;

/// Something that the host is told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
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
        /// Whether its status word may be passed on: one of letters and `_`, at most 24 of them.
        #[cfg_attr(feature = "typescript", ts(type = "string | null", rename = "status"))]
        plain: bool,
    },
    /// Messages that pretend to be the vendor's, or come too late. At most once a second.
    Rejected {
        /// What was wrong with the latest of them.
        reason: Rejection,
        /// How many there were since the last such event, this one included.
        count: u16,
    },
    /// An attempt is over without success, and another may follow.
    Attempt {
        /// The person did not pass; JavaScript is told why, where the backend said so.
        #[cfg_attr(feature = "typescript", ts(type = "Reason | null", rename = "reason"))]
        failed: bool,
        /// What went wrong instead, if something did.
        #[cfg_attr(feature = "typescript", ts(type = "FaceAuthError | null"))]
        error: bool,
    },
    /// The backend decided.
    Decision {
        /// How.
        status: Status,
        /// Whether the frame had said the opposite. The decision counts.
        contradicts: bool,
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
            Self::Attempt { .. } => "attempt",
            Self::Decision { .. } => "decision",
            Self::Outcome { .. } => "outcome",
            Self::Error { .. } => "error",
        }
    }
}
