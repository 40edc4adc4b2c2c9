//! What a person's face may be asked for in this host: a fixed list, never free text.

use serde::{Deserialize, Serialize};
use sqlx::Type;

/// Why a session was made. A success counts for this alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
#[sqlx(type_name = "TEXT", rename_all = "kebab-case")]
pub(crate) enum Purpose {
    /// Finishing a sign-in.
    SignInConfirmation,
    /// Releasing a payment.
    PaymentApproval,
}
