//! Request bodies, read field by field so that a fault can name its field.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use crate::{
    error::ApiError,
    script::{Ending, Outcome, Script},
};

/// Lifetime in seconds of a session that asks for none (the vendor's 30 minutes).
pub const DEFAULT_LIFETIME: u32 = 1800;
/// The longest lifetime in seconds (the vendor's 30 days).
pub const MAX_LIFETIME: u32 = 2_592_000;

/// What a session is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum SessionType {
    /// Comparing a face with an earlier one.
    Authentication,
    /// Storing a face to compare with later.
    Enrollment,
}

/// How a face is checked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Method {
    /// Compared with the stored face.
    FaceMatching,
    /// Compared, and the person is asked to move.
    ActiveLiveness,
}

/// The body of `POST /partner/authentication-info`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SessionRequest {
    /// The verification to compare with.
    pub scan_ref: String,
    /// What the session is for.
    pub session_type: SessionType,
    /// How the face is checked.
    pub method: Method,
    /// The frame's language; the vendor chooses if `None`.
    pub locale: Option<String>,
    /// Seconds until the token expires: 1 to [`MAX_LIFETIME`].
    pub lifetime: u32,
    /// Whether a code for the vendor's mobile app is wanted.
    pub generate_digit_string: bool,
    /// What the session does by itself: the sandbox's own field, `sandbox` in JSON.
    pub script: Option<Script>,
}

impl SessionRequest {
    /// An authentication by face matching with the vendor's defaults.
    #[must_use]
    pub fn new(scan_ref: impl Into<String>) -> Self {
        Self {
            scan_ref: scan_ref.into(),
            session_type: SessionType::Authentication,
            method: Method::FaceMatching,
            locale: None,
            lifetime: DEFAULT_LIFETIME,
            generate_digit_string: false,
            script: None,
        }
    }

    /// Reads a body; fields that the vendor does not document are ignored.
    pub(crate) fn from_body(body: &[u8]) -> Result<Self, ApiError> {
        let fields = object(body)?;
        Ok(Self {
            scan_ref: required(&fields, "scanRef")?,
            session_type: required(&fields, "type")?,
            method: required(&fields, "method")?,
            locale: optional(&fields, "locale")?,
            lifetime: lifetime(&fields)?,
            generate_digit_string: optional(&fields, "generateDigitString")?.unwrap_or(false),
            script: script(&fields, "sandbox")?,
        })
    }
}

/// A body as a JSON object.
pub(crate) fn object(body: &[u8]) -> Result<Map<String, Value>, ApiError> {
    match serde_json::from_slice(body) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Err(ApiError::NotAnObject),
        Err(_) => Err(ApiError::NotJson),
    }
}

/// A field that must be there; `null` counts as missing.
pub(crate) fn required<T: DeserializeOwned>(
    fields: &Map<String, Value>,
    field: &'static str,
) -> Result<T, ApiError> {
    optional(fields, field)?.ok_or(ApiError::Missing(field))
}

/// A field that may be missing or `null`.
pub(crate) fn optional<T: DeserializeOwned>(
    fields: &Map<String, Value>,
    field: &'static str,
) -> Result<Option<T>, ApiError> {
    let value = fields.get(field).unwrap_or(&Value::Null);
    Option::deserialize(value).map_err(|why| ApiError::invalid(field, why))
}

/// How a body ends a session: by `outcome`, or by `script`, which also says how it is told.
pub(crate) fn ending(fields: &Map<String, Value>) -> Result<Ending, ApiError> {
    match script(fields, "script")? {
        Some(script) => Ok(script.into()),
        None => required::<Outcome>(fields, "outcome").map(Ending::from),
    }
}

/// A script that may be missing, and holds together where it is there.
fn script(fields: &Map<String, Value>, field: &'static str) -> Result<Option<Script>, ApiError> {
    let script = optional::<Script>(fields, field)?.map(Script::checked);
    script
        .transpose()
        .map_err(|why| ApiError::invalid(field, why))
}

fn lifetime(fields: &Map<String, Value>) -> Result<u32, ApiError> {
    match optional(fields, "lifetime")? {
        None => Ok(DEFAULT_LIFETIME),
        Some(seconds) if (1..=MAX_LIFETIME).contains(&seconds) => Ok(seconds),
        Some(_) => Err(ApiError::invalid(
            "lifetime",
            format!("must be 1 to {MAX_LIFETIME} seconds"),
        )),
    }
}
