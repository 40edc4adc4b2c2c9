//! Fields of a body, read as the type that the vendor documents.
//!
//! A field that is missing, `null` or, where it is a text, empty is `None`: the vendors use all
//! three for the same. Of another type it is a fault.
//!
//! So is a name that differs from a documented one by case alone (`failreason`): to another reader it
//! may be that field, and the body another body.

use serde_json::{Map, Value};

use super::{Fault, WebhookError};

type Read<T> = Result<Option<T>, WebhookError>;

/// The fields of a body. Paths go from its root, with a `.` before what stands one level deeper.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a>(pub(super) &'a Map<String, Value>);

impl<'a> Fields<'a> {
    pub(super) fn has(self, name: &str) -> bool {
        self.0.get(name).is_some_and(|value| !value.is_null())
    }

    pub(super) fn required(self, path: &'static str) -> Result<String, WebhookError> {
        self.text(path)?
            .ok_or(WebhookError::at(Fault::MissingField, path))
    }

    pub(super) fn text(self, path: &'static str) -> Read<String> {
        let text = self.read(path, Value::as_str)?;
        Ok(text.filter(|text| !text.is_empty()).map(str::to_owned))
    }

    pub(super) fn flag(self, path: &'static str) -> Read<bool> {
        self.read(path, Value::as_bool)
    }

    pub(super) fn number(self, path: &'static str) -> Read<f64> {
        self.read(path, Value::as_f64)
    }

    pub(super) fn integer(self, path: &'static str) -> Read<i64> {
        self.read(path, Value::as_i64)
    }

    pub(super) fn count(self, path: &'static str) -> Read<u64> {
        self.read(path, Value::as_u64)
    }

    pub(super) fn list(self, path: &'static str) -> Read<&'a [Value]> {
        self.read(path, |value| value.as_array().map(Vec::as_slice))
    }

    /// A list of texts.
    pub(super) fn texts(self, path: &'static str) -> Read<Vec<String>> {
        self.read(path, |value| {
            let texts = value.as_array()?.iter();
            texts.map(|text| text.as_str().map(str::to_owned)).collect()
        })
    }

    /// The field at a path, as `as_type` sees it.
    fn read<T>(self, path: &'static str, as_type: impl FnOnce(&'a Value) -> Option<T>) -> Read<T> {
        let (fields, name) = match path.split_once('.') {
            None => (Some(self.0), path),
            Some((parent, name)) => (self.read(parent, Value::as_object)?, name),
        };
        let invalid = WebhookError::at(Fault::InvalidField, path);
        if fields.is_some_and(|fields| fields.keys().any(|key| is_variant(key, name))) {
            return Err(invalid);
        }
        match fields.and_then(|fields| fields.get(name)) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => as_type(value).map(Some).ok_or(invalid),
        }
    }
}

fn is_variant(key: &str, name: &str) -> bool {
    key != name && key.eq_ignore_ascii_case(name)
}
