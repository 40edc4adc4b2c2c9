//! From bytes to a JSON object, within limits that are checked before anything is built.

use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::map::Entry;
use serde_json::{Map, Value};

use super::vendor::documented;
use super::{Fault, WebhookError};

/// The longest body that is read, in bytes. The documented fields stay below 4 KiB.
pub const MAX_BODY: usize = 64 * 1024;

/// How deep objects and arrays may stand in each other. Documented bodies need three levels.
pub const MAX_DEPTH: usize = 32;

/// How many values a body may hold, by what sets them apart: opening brackets and commas, at every
/// depth. Documented bodies have some twenty. It is values, not bytes, that take memory and time.
pub const MAX_VALUES: usize = 2048;

/// The object that a body holds.
pub(super) fn object(body: &[u8]) -> Result<Map<String, Value>, WebhookError> {
    let written = check(body)?;
    let Object { fields, repeated } =
        serde_json::from_slice(body).map_err(|error| fault_of(&error, body))?;
    if let Some(path) = repeated.as_deref().and_then(documented) {
        return Err(WebhookError::at(Fault::DuplicateField, path));
    }
    let mut kept = Shape::default();
    kept.walk_object(&fields)?;
    // Of a name that stands twice in an object, wherever that is, one field was kept.
    if kept.fields < written.fields {
        return Err(Fault::DuplicateField.into());
    }
    Ok(fields)
}

/// The object that a value is.
pub(super) fn object_of(value: Value) -> Result<Map<String, Value>, WebhookError> {
    Shape::default().walk(&value)?;
    match value {
        Value::Object(fields) => Ok(fields),
        _ => Err(Fault::NotAnObject.into()),
    }
}

/// Refuses a body that is not to be parsed at all.
fn check(body: &[u8]) -> Result<Shape, Fault> {
    if body.len() > MAX_BODY {
        return Err(Fault::TooLarge);
    }
    if str::from_utf8(body).is_err() {
        return Err(Fault::NotUtf8);
    }
    if body.trim_ascii().is_empty() {
        return Err(Fault::Empty);
    }
    Shape::default().scan(body)
}

/// How deep a body is, and how many values and fields it has, as far as it was gone over.
#[derive(Default)]
struct Shape {
    depth: usize,
    values: usize,
    fields: usize,
}

impl Shape {
    /// Goes over JSON text without the recursion, and the memory, of a parser. It sees what a
    /// parser would see for as long as that finds no fault.
    fn scan(mut self, body: &[u8]) -> Result<Self, Fault> {
        let (mut in_string, mut escaped) = (false, false);
        for byte in body {
            match byte {
                _ if escaped => escaped = false,
                b'\\' if in_string => escaped = true,
                b'"' => in_string = !in_string,
                _ if in_string => {}
                b'[' | b'{' => self.enter()?,
                b']' | b'}' => self.depth = self.depth.saturating_sub(1),
                b',' => self.count(1)?,
                b':' => self.fields += 1,
                _ => {}
            }
        }
        Ok(self)
    }

    /// Goes over a value that was parsed elsewhere.
    fn walk(&mut self, value: &Value) -> Result<(), Fault> {
        match value {
            Value::Array(items) => self.walk_all(items.iter()),
            Value::Object(fields) => self.walk_object(fields),
            _ => Ok(()),
        }
    }

    fn walk_object(&mut self, fields: &Map<String, Value>) -> Result<(), Fault> {
        self.fields += fields.len();
        self.walk_all(fields.values())
    }

    fn walk_all<'a>(
        &mut self,
        mut inner: impl ExactSizeIterator<Item = &'a Value>,
    ) -> Result<(), Fault> {
        self.enter()?;
        self.count(inner.len().saturating_sub(1))?; // the commas between them
        inner.try_for_each(|value| self.walk(value))?;
        self.depth -= 1;
        Ok(())
    }

    const fn enter(&mut self) -> Result<(), Fault> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Fault::TooDeep);
        }
        self.count(1)
    }

    const fn count(&mut self, more: usize) -> Result<(), Fault> {
        self.values += more;
        if self.values > MAX_VALUES {
            return Err(Fault::TooManyValues);
        }
        Ok(())
    }
}

/// Why a body is no object: it is something else, or no JSON.
fn fault_of(error: &serde_json::Error, body: &[u8]) -> Fault {
    let is_json = || serde_json::from_slice::<IgnoredAny>(body).is_ok();
    if error.is_data() && is_json() {
        Fault::NotAnObject
    } else {
        Fault::NotJson
    }
}

/// An object whose names are its own, and the first name that stands in it twice.
struct Object {
    fields: Map<String, Value>,
    repeated: Option<String>,
}

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ObjectVisitor)
    }
}

struct ObjectVisitor;

impl<'de> Visitor<'de> for ObjectVisitor {
    type Value = Object;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
        let (mut fields, mut repeated) = (Map::new(), None);
        while let Some((name, value)) = map.next_entry::<String, Value>()? {
            match fields.entry(name) {
                Entry::Vacant(place) => {
                    place.insert(value);
                }
                Entry::Occupied(place) => {
                    repeated.get_or_insert_with(|| place.key().clone());
                }
            }
        }
        Ok(Object { fields, repeated })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scanned(text: &str) -> Result<(), Fault> {
        Shape::default().scan(text.as_bytes()).map(|_| ())
    }

    fn walked(text: &str) -> Result<(), Fault> {
        Shape::default().walk(&serde_json::from_str(text).expect("JSON"))
    }

    #[test]
    fn depth_is_counted_and_forgotten() {
        let nested = |depth| "[".repeat(depth) + &"]".repeat(depth);
        let siblings = format!("[{0},{0}]", nested(MAX_DEPTH - 1));
        for (text, result) in [
            (nested(MAX_DEPTH), Ok(())),
            (siblings, Ok(())),
            (nested(MAX_DEPTH + 1), Err(Fault::TooDeep)),
        ] {
            assert_eq!((scanned(&text), walked(&text)), (result, result), "{text}");
        }
    }

    #[test]
    fn values_are_counted_wherever_they_stand() {
        let list = |commas| format!("[{}0]", "0,".repeat(commas));
        let objects = |commas| format!("[{}{{}}]", "{},".repeat(commas));
        for (text, result) in [
            (list(MAX_VALUES - 1), Ok(())),
            (list(MAX_VALUES), Err(Fault::TooManyValues)),
            (objects(MAX_VALUES / 2 - 1), Ok(())),
            (objects(MAX_VALUES / 2), Err(Fault::TooManyValues)),
        ] {
            assert_eq!((scanned(&text), walked(&text)), (result, result));
        }
    }

    #[test]
    fn what_stands_in_a_text_is_no_structure() {
        let brackets = "[{,".repeat(MAX_VALUES);
        for text in [format!("\"{brackets}\""), format!("\"\\\"{brackets}\"")] {
            assert_eq!(scanned(&text), Ok(()));
        }
        let after = format!("\"\\\\\"{brackets}");
        assert_eq!(scanned(&after), Err(Fault::TooDeep));
    }
}
