//! Where a session is.

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
    /// The person goes on with the vendor's app on their phone.
    Handoff,
    /// The frame has spoken; the backend is asked.
    Confirming,
    /// The attempt is over without success, and the person may try again.
    Retryable,
    /// The outcome is known.
    Settled,
    /// Nothing is left in the page.
    Unmounted,
}

impl State {
    /// All states.
    pub const ALL: [Self; 8] = [
        Self::Starting,
        Self::Loading,
        Self::Ready,
        Self::Handoff,
        Self::Confirming,
        Self::Retryable,
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
            Self::Handoff => "handoff",
            Self::Confirming => "confirming",
            Self::Retryable => "retryable",
            Self::Settled => "settled",
            Self::Unmounted => "unmounted",
        }
    }
}
