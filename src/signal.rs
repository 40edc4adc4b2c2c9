//! What JavaScript tells a session, by number: one function takes all of it, since each further
//! one would be downloaded before the frame starts to load.
//!
//! The number holds the [`Signal`] and an argument: a timer, an action, or the serial number of the
//! question that an answer is for.

use crate::numbered::numbered;

numbered! {
    /// What may be told. Each with its argument and its value, where it has them.
    Signal {
        /// The microtask after `mount`.
        Start,
        /// The host wants the widget gone, or its signal was aborted.
        Unmount,
        /// Asks for the state's word.
        State,
        /// The host wants another try. Answers an error where that is not possible.
        Retry,
        /// The host has had enough.
        End,
        /// The host knows the decision: the value. Answers an error for what is none.
        Decide,
        /// A timer ran out: the argument.
        Elapsed,
        /// The person pressed something in the panel: the argument.
        Pressed,
        /// A question was answered: the argument is its number, the value the answer.
        Answered,
        /// A question was not answered: the argument is its number, the value what was thrown.
        Refused,
        /// A `message` event at the window.
        Message,
        /// A `load` event at the frame.
        Loaded,
        /// A `securitypolicyviolation` event at the document.
        Violation,
        /// A `visibilitychange` or `pageshow` event.
        Visible,
        /// A `cancel` event at the dialog: the person pressed Esc.
        Cancel,
    }
}

/// How many bits of a number hold the signal. The rest holds the argument.
pub const BITS: u32 = 4;

impl Signal {
    /// The number of this signal with an argument.
    #[must_use]
    pub const fn with(self, argument: u32) -> u32 {
        self.number() | (argument << BITS)
    }

    /// The signal and its argument.
    #[must_use]
    pub fn read(number: u32) -> Option<(Self, u32)> {
        let signal = Self::from_number(number & ((1 << BITS) - 1))?;
        Some((signal, number >> BITS))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signals_and_arguments_go_there_and_back() {
        for signal in Signal::ALL {
            for argument in [0, 1, 12, 1_000_000] {
                let number = signal.with(argument);
                assert_eq!(Signal::read(number), Some((*signal, argument)));
            }
        }
    }
}
