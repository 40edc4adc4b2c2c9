//! What a person's face may be asked for in this host: a fixed list, never free text.

use serde::{Deserialize, Serialize};

/// Why a session was made. A success counts for this alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Purpose {
    /// Finishing a sign-in.
    SignInConfirmation,
    /// Releasing a payment.
    PaymentApproval,
}

impl Purpose {
    /// The word that stands for it in the database; the same as in JSON.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::SignInConfirmation => "sign-in-confirmation",
            Self::PaymentApproval => "payment-approval",
        }
    }

    /// What a word in the database stands for. One that this version does not know confirms nothing.
    pub(crate) fn of_word(word: &str) -> Option<Self> {
        [Self::SignInConfirmation, Self::PaymentApproval]
            .into_iter()
            .find(|purpose| purpose.word() == word)
    }
}
