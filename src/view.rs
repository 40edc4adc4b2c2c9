//! What a person sees in place of the frame or over it, and what they can press there.
//!
//! The panel is a WebAssembly module of its own, which comes while the frame loads. Both modules
//! are made from these lists, and speak of their entries by number.

use crate::numbered::numbered;

numbered! {
    /// What is shown. Some views are about something: see each.
    View {
        /// Nothing: the frame has the place to itself. The hand-off may be offered beside it.
        Frame,
        /// Something is on its way.
        Loading,
        /// The frame has been silent for long: a reload is offered over it.
        Silent,
        /// The code for the vendor's app, and what to do with it. About the digit string.
        Handoff,
        /// The backend is asked.
        Confirming,
        /// Whether to give up, over whatever was shown before.
        Leaving,
        /// The attempt failed: another try, or an end. About the `Reason`, or the `FaceAuthError`.
        Retry,
        /// The end: approved.
        Approved,
        /// The end: not approved. About the `Reason`.
        Failed,
        /// The end: the person gave up.
        Canceled,
        /// The end: the token expired.
        Expired,
        /// The end: it could not be done. About the `FaceAuthError`.
        Error,
    }
}

numbered! {
    /// What a person can press.
    Action {
        /// Another try, or the confirmation again.
        Retry,
        /// Enough.
        End,
        /// The frame (back, or anew).
        Return,
        /// The vendor's app on the phone instead.
        Handoff,
        /// The dialog's close button, or Esc.
        Close,
        /// No, go on: the answer to [`View::Leaving`].
        Stay,
    }
}

impl View {
    /// What is said where the panel has not come (yet).
    #[must_use]
    pub const fn plain_text(self) -> &'static str {
        match self {
            Self::Frame | Self::Silent | Self::Leaving => "",
            Self::Loading | Self::Handoff | Self::Confirming => "Face check: please wait…",
            Self::Approved => "The face check is done.",
            Self::Retry | Self::Failed | Self::Canceled | Self::Expired | Self::Error => {
                "The face check did not succeed."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_there_and_back() {
        for view in View::ALL {
            assert_eq!(View::from_number(view.number()), Some(*view));
        }
        for action in Action::ALL {
            assert_eq!(Action::from_number(action.number()), Some(*action));
        }
        assert_eq!(View::from_number(99), None);
        assert_eq!(Action::from_number(99), None);
    }
}
