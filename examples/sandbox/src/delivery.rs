//! How a webhook is delivered: as the vendor does it, or as it goes on a bad day.

use std::{num::NonZeroU8, time::Duration};

use face_auth_widget::decision::Status;
use serde::{Deserialize, Serialize};

use crate::millis;

/// One delivery of a session's webhook. The default is the vendor's own, once, at once; each field
/// changes one thing, and all of them can be combined.
///
/// The same fields make the same bytes: two deliveries that differ in `after` alone are duplicates.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Delivery {
    /// How long it waits (in JSON: ms) after the delivery before it was answered for the first time;
    /// the first delivery waits after the outcome.
    #[serde(with = "millis")]
    pub after: Duration,
    /// How many copies of it are sent, at the same time.
    pub repeat: NonZeroU8,
    /// A status in place of the outcome's own. With one, `failReason` is what stands below.
    pub status: Option<Status>,
    /// A `failReason` in place of the outcome's own; of a `SUCCESS` it is a contradiction.
    pub fail_reason: Option<String>,
    /// How it is signed.
    pub signature: Signature,
    /// How the status is spelt.
    pub words: Words,
    /// Which of the vendor's fields are there.
    pub fields: Fields,
    /// Whether there are fields that the vendor does not document, one of them nested.
    pub extra: bool,
    /// In which order the fields stand, and with how much space.
    pub layout: Layout,
}

/// The `Idenfy-Signature` of a delivery. Only the first three hold; the others are not repeated when
/// they are refused, as nobody repeats a forgery.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Signature {
    /// Lower-case hex.
    #[default]
    Right,
    /// Upper-case hex.
    Upper,
    /// Hex digits in either case.
    Mixed,
    /// Well-formed, under another key.
    Wrong,
    /// The first half of the right one.
    Short,
    /// No header.
    Missing,
}

impl Signature {
    /// Whether a host must refuse it.
    pub(crate) const fn is_forged(self) -> bool {
        matches!(self, Self::Wrong | Self::Short | Self::Missing)
    }
}

/// The spelling of a status.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Words {
    /// `SUCCESS`, as the vendor's examples print it.
    #[default]
    Capitals,
    /// `Success`, as the vendor's schema prints it.
    Capitalised,
    /// `sUcCeSs`, as nobody prints it.
    Mixed,
}

/// Which of the vendor's fields a body has.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Fields {
    /// All of the webhook's own page.
    #[default]
    All,
    /// Those that the vendor's mobile pages print: neither `id` nor `failReason`, among others.
    Mobile,
    /// `token` and `status`.
    Fewest,
}

/// How a body is written down.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Layout {
    /// In the order of the vendor's page, without spaces.
    #[default]
    Compact,
    /// In the opposite order, indented.
    Spaced,
}

impl Default for Delivery {
    fn default() -> Self {
        Self {
            after: Duration::ZERO,
            repeat: NonZeroU8::MIN,
            status: None,
            fail_reason: None,
            signature: Signature::default(),
            words: Words::default(),
            fields: Fields::default(),
            extra: false,
            layout: Layout::default(),
        }
    }
}

impl Delivery {
    /// As the vendor does it.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Waits this long.
    #[must_use]
    pub fn after(self, after: Duration) -> Self {
        Self { after, ..self }
    }

    /// Sends so many copies at the same time.
    #[must_use]
    pub fn times(self, repeat: NonZeroU8) -> Self {
        Self { repeat, ..self }
    }

    /// Tells this status, without a `failReason` unless [`because`](Self::because) gives one.
    #[must_use]
    pub fn telling(self, status: Status) -> Self {
        Self {
            status: Some(status),
            ..self
        }
    }

    /// Tells this `failReason`, whatever the status.
    #[must_use]
    pub fn because(self, fail_reason: &str) -> Self {
        Self {
            fail_reason: Some(fail_reason.to_owned()),
            ..self
        }
    }

    /// Is signed in this way.
    #[must_use]
    pub fn signed(self, signature: Signature) -> Self {
        Self { signature, ..self }
    }

    /// Spells its status in this way.
    #[must_use]
    pub fn spelt(self, words: Words) -> Self {
        Self { words, ..self }
    }

    /// Has these fields.
    #[must_use]
    pub fn with(self, fields: Fields) -> Self {
        Self { fields, ..self }
    }

    /// Has fields beside the documented ones.
    #[must_use]
    pub fn with_extra(self) -> Self {
        Self {
            extra: true,
            ..self
        }
    }

    /// Is written down in this way.
    #[must_use]
    pub fn laid_out(self, layout: Layout) -> Self {
        Self { layout, ..self }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use serde_json::json;

    use super::*;

    #[test]
    fn json_and_builder_say_the_same() {
        let read: Delivery = serde_json::from_value(json!({
            "after": 5,
            "repeat": 3,
            "status": "FAILED",
            "failReason": "FAKE_FACE",
            "signature": "mixed",
            "words": "capitalised",
            "fields": "fewest",
            "extra": true,
            "layout": "spaced",
        }))
        .unwrap();
        let built = Delivery::new()
            .after(Duration::from_millis(5))
            .times(NonZeroU8::new(3).unwrap())
            .telling(Status::Failed)
            .because("FAKE_FACE")
            .signed(Signature::Mixed)
            .spelt(Words::Capitalised)
            .with(Fields::Fewest)
            .with_extra()
            .laid_out(Layout::Spaced);
        assert_eq!(read, built);
        let empty: Delivery = serde_json::from_value(json!({})).unwrap();
        assert_eq!(empty, Delivery::new());
    }

    #[test]
    fn what_is_misspelt_is_refused() {
        for (field, value) in [
            ("after", json!(-1)),
            ("repeat", json!(0)),
            ("repeat", json!(1000)),
            ("status", json!("APPROVED")),
            ("failReason", json!(7)),
            ("signature", json!("Wrong")),
            ("words", json!("small")),
            ("fields", json!("none")),
            ("extra", json!("yes")),
            ("layout", json!("wide")),
            ("delay", json!(1)),
        ] {
            let delivery = json!({ field: value });
            serde_json::from_value::<Delivery>(delivery).expect_err(field);
        }
    }
}
