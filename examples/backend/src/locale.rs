//! The languages that this host speaks: a fixed list, never free text.

use serde::{Deserialize, Serialize};

/// A language for the vendor's frame. Which ones the vendor knows, its page does not say.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Locale {
    /// Arabic.
    Ar,
    /// German.
    De,
    /// English.
    En,
    /// Lithuanian.
    Lt,
}
