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

/// The object that a body holds.
pub(super) fn object(body: &[u8]) -> Result<Map<String, Value>, WebhookError> {
    check(body)?;
    let Object { fields, repeated } =
        serde_json::from_slice(body).map_err(|error| fault_of(&error, body))?;
    match repeated.as_deref() {
        None => Ok(fields),
        Some(name) => Err(
            documented(name).map_or(Fault::DuplicateField.into(), |path| {
                WebhookError::at(Fault::DuplicateField, path)
            }),
        ),
    }
}

/// The object that a value is.
pub(super) fn object_of(value: Value) -> Result<Map<String, Value>, WebhookError> {
    if is_deeper(&value, MAX_DEPTH) {
        return Err(Fault::TooDeep.into());
    }
    match value {
        Value::Object(fields) => Ok(fields),
        _ => Err(Fault::NotAnObject.into()),
    }
}

/// Refuses a body that is not to be parsed at all.
fn check(body: &[u8]) -> Result<(), Fault> {
    if body.len() > MAX_BODY {
        return Err(Fault::TooLarge);
    }
    if str::from_utf8(body).is_err() {
        return Err(Fault::NotUtf8);
    }
    if body.trim_ascii().is_empty() {
        return Err(Fault::Empty);
    }
    if depth(body) > MAX_DEPTH {
        return Err(Fault::TooDeep);
    }
    Ok(())
}

/// How deep the brackets stand in each other, outside of strings: exact for as much of the body as
/// a parser would read, and without its recursion.
fn depth(body: &[u8]) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let (mut in_string, mut escaped) = (false, false);
    for byte in body {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

fn is_deeper(value: &Value, limit: usize) -> bool {
    let mut inner: Box<dyn Iterator<Item = &Value>> = match value {
        Value::Array(items) => Box::new(items.iter()),
        Value::Object(fields) => Box::new(fields.values()),
        _ => return false,
    };
    limit == 0 || inner.any(|value| is_deeper(value, limit - 1))
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
