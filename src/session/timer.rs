//! What a session may wait for, and for how long.

use crate::numbered::numbered;

numbered! {
    /// What a session may wait for. At most one of each runs at a time.
    Timer {
        /// The token source answers.
        Token,
        /// The frame loads.
        Load,
        /// The backend decides.
        Confirm,
        /// The backend is asked (again).
        Ask,
        /// A person who has begun comes to an end with an expired token.
        Grace,
        /// The frame says something.
        Silence,
        /// The frame and the grant are looked at again.
        Look,
        /// The next rejected message may be told.
        Rejections,
        /// Late messages are no longer told.
        Late,
    }
}

impl Timer {
    /// Whether it belongs to one attempt, and ends with it.
    #[must_use]
    pub const fn is_of_attempt(self) -> bool {
        !matches!(self, Self::Rejections | Self::Late)
    }
}

/// The first silent question to the backend comes this long after the frame is there; then the
/// waits grow. Milliseconds.
pub(super) const FIRST_POLL: u32 = 5_000;
/// Silent questions come no rarer than this. Milliseconds.
pub(super) const RAREST_POLL: u32 = 30_000;
/// A pending confirmation is asked for again after this long; then the waits grow. Milliseconds.
pub(super) const FIRST_PENDING: u32 = 1_000;
/// A pending confirmation is asked for again at least this often. Milliseconds.
pub(super) const RAREST_PENDING: u32 = 10_000;
/// How often the backend is asked while the person is on their phone. Milliseconds.
pub(super) const HANDOFF_POLL: u32 = 4_000;
/// How long a person who has begun may go on after the token has expired. Milliseconds.
pub(super) const GRACE: u32 = 300_000;
/// How long the frame may be silent before a reload is offered. Milliseconds.
pub(super) const SILENCE: u32 = 90_000;
/// How often is looked whether the frame still stands, the grant is still good, and the focus has
/// entered the frame: no event tells of all three. Milliseconds.
pub(super) const LOOK: u32 = 1_000;
/// The host is told of rejected messages once in this many milliseconds at most.
pub(super) const REJECTIONS: u32 = 1_000;
/// How long after the end a message that comes too late is still told, in milliseconds. Then the
/// listener goes, even if nobody ever unmounts.
pub(super) const LATE: u32 = 10_000;
