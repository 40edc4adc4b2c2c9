//! What a session may do, and how long things may take.

/// What a session may do, and how long things may take.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Policy {
    /// A new token can be asked for.
    pub renewable: bool,
    /// The backend can be asked for its decision.
    pub confirms: bool,
    /// The hand-off to a phone may be offered.
    pub handoff: bool,
    /// How many tokens are asked for at most.
    pub max_attempts: u32,
    /// How long the token source may take, in milliseconds.
    pub token_timeout: u32,
    /// How long the frame may take to load, in milliseconds.
    pub load_timeout: u32,
    /// How long a confirmation may take, pending answers included, in milliseconds.
    pub confirm_timeout: u32,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            renewable: false,
            confirms: false,
            handoff: true,
            max_attempts: 3,
            token_timeout: 30_000,
            load_timeout: 30_000,
            confirm_timeout: 60_000,
        }
    }
}
