//! JSON objects whose fields stand in an order of our choosing.

use axum::body::Bytes;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use crate::delivery::Layout;

/// The fields of a body, in order.
pub(crate) struct Object(pub(crate) Vec<(&'static str, Value)>);

impl Object {
    /// Adds what no vendor documents: a plain field, and a nested one.
    pub(crate) fn add_unknown(&mut self) {
        self.0.push(("schemaVersion", json!("2.1-preview")));
        let nested = json!({ "device": { "screens": [[390, 844], null] }, "score": 0.5 });
        self.0.push(("environment", nested));
    }

    /// The bytes.
    pub(crate) fn write(mut self, layout: Layout) -> Result<Bytes, serde_json::Error> {
        let bytes = match layout {
            Layout::Compact => serde_json::to_vec(&self)?,
            Layout::Spaced => {
                self.0.reverse();
                serde_json::to_vec_pretty(&self)?
            }
        };
        Ok(bytes.into())
    }
}

impl Serialize for Object {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn two_layouts_say_the_same() {
        let written = |layout| Object(vec![("b", json!(1)), ("a", json!("x"))]).write(layout);
        let (compact, spaced) = (
            written(Layout::Compact).unwrap(),
            written(Layout::Spaced).unwrap(),
        );
        assert_eq!(compact, r#"{"b":1,"a":"x"}"#);
        assert_eq!(spaced, "{\n  \"a\": \"x\",\n  \"b\": 1\n}");
    }
}
