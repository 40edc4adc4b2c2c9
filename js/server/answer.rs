//! What goes out: JSON.

use serde::Serialize;

/// An answer as JSON; what cannot be written is a bug, and the text, which is none, says so.
pub(crate) fn json(answer: &impl Serialize) -> String {
    serde_json::to_string(answer).unwrap_or_default()
}
