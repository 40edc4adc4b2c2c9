//! Whose webhook it is.

use serde::Serialize;
use serde_json::{Map, Value};

use super::{Fault, WebhookError, idenfy, incode};

/// A vendor that sends webhooks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "typescript", ts(rename_all = "lowercase"))]
pub enum Vendor {
    /// iDenfy, which signs its webhooks.
    Idenfy,
    /// Incode, which does not.
    Incode,
}

/// Documented names that any vendor might come to use: they do not tell whose a body is.
const ANYBODYS: [&str; 9] = [
    "children",
    "error",
    "errorMessage",
    "hint",
    "id",
    "ipAddress",
    "method",
    "token",
    "type",
];

impl Vendor {
    /// The vendor of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Idenfy, Self::Incode]
            .into_iter()
            .find(|vendor| vendor.word() == word)
    }

    /// The word that JavaScript sees.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Idenfy => "idenfy",
            Self::Incode => "incode",
        }
    }

    /// Refuses a body that has a field of the other vendor, also among its own: it would mean two
    /// things, and nobody could say which one counts. In whatever case its name came.
    pub(super) fn recognise(self, body: &Map<String, Value>) -> Result<(), WebhookError> {
        let has = |name: &str| body.keys().any(|key| key.eq_ignore_ascii_case(name));
        let mut foreign = self.other().fields().iter().copied();
        let foreign = foreign.find(|name| !ANYBODYS.contains(name) && has(name));
        foreign.map_or(Ok(()), |name| {
            Err(WebhookError::at(Fault::WrongVendor, name))
        })
    }

    const fn other(self) -> Self {
        match self {
            Self::Idenfy => Self::Incode,
            Self::Incode => Self::Idenfy,
        }
    }

    /// The fields that the vendor documents, at the root of a body.
    const fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Idenfy => &idenfy::FIELDS,
            Self::Incode => &incode::FIELDS,
        }
    }
}

/// A name as one of the vendors documents it: what may stand in an error.
pub(super) fn documented(name: &str) -> Option<&'static str> {
    let mut names = idenfy::FIELDS.iter().chain(&incode::FIELDS).copied();
    names.find(|documented| *documented == name)
}
