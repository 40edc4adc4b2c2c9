//! The languages that this host speaks: a fixed list, never free text.

use serde::Deserialize;

/// A language for the vendor's frame. Which ones the vendor knows, its page does not say.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
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

impl Locale {
    /// The tag that the vendor is told.
    pub(crate) const fn tag(self) -> &'static str {
        match self {
            Self::Ar => "ar",
            Self::De => "de",
            Self::En => "en",
            Self::Lt => "lt",
        }
    }
}
