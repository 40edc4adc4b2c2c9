//! What goes out.

use serde::Serialize;

/// An answer as JSON. What cannot be written is a bug, which JavaScript sees in a text that is none.
pub(crate) fn to_json(answer: &impl Serialize) -> String {
    serde_json::to_string(answer).unwrap_or_default()
}
