//! How a session ended.

use crate::error::ErrorCode;
use crate::message::FrameStatus;

/// How a session ended, as JavaScript's `Outcome` tells it by `kind`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(
    feature = "typescript",
    ts(rename = "Ended", tag = "kind", rename_all = "lowercase")
)]
pub enum Outcome {
    /// The person was approved.
    Approved(Verdict),
    /// The person was not approved.
    Failed(Verdict),
    /// The person, or the host in their name, gave up.
    Canceled,
    /// The token expired before anything was decided.
    Expired,
    /// Something went wrong; nothing is known of the person.
    Error {
        /// What went wrong.
        #[cfg_attr(feature = "typescript", ts(type = "FaceAuthError"))]
        error: ErrorCode,
    },
    /// The host removed the widget before the end.
    Unmounted,
}

/// What an approval or a failure rests on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "typescript", ts(rename_all = "camelCase"))]
pub struct Verdict {
    /// True where the backend decided, false where it is only the frame's word.
    pub authoritative: bool,
    /// What the frame said, if it said something.
    pub frame_status: Option<FrameStatus>,
}

/// What every outcome tells besides.
#[derive(Clone, Copy, PartialEq, Debug)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Ending {
    /// How many times a token was asked for.
    pub attempts: u32,
    /// Milliseconds from `mount` to the end.
    pub elapsed: f64,
}

impl Outcome {
    /// The word that JavaScript sees.
    #[must_use]
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Approved(_) => "approved",
            Self::Failed(_) => "failed",
            Self::Canceled => "canceled",
            Self::Expired => "expired",
            Self::Error { .. } => "error",
            Self::Unmounted => "unmounted",
        }
    }
}
