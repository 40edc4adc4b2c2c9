//! What a session is asked for with.

use std::fmt;

use serde::Serialize;
use serde_json::{Map, Value};

use super::error::IdenfyError;
use super::scan_ref;

/// The longest life of a session: 30 days, in seconds.
pub const MAX_LIFETIME: u32 = 2_592_000;

/// The longest language tag, in characters (RFC 5646, 4.4.1).
const MAX_LOCALE: usize = 35;

/// What a session is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
#[serde(rename_all = "UPPERCASE")]
#[cfg_attr(
    feature = "typescript",
    derive(ts_rs::TS),
    ts(rename_all = "UPPERCASE")
)]
pub enum SessionType {
    /// Comparing a face with an earlier one.
    #[default]
    Authentication,
    /// Storing a face to compare with later.
    Enrollment,
}

/// How a face is checked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(
    feature = "typescript",
    derive(ts_rs::TS),
    ts(rename_all = "SCREAMING_SNAKE_CASE")
)]
pub enum Method {
    /// Compared with the stored face.
    #[default]
    FaceMatching,
    /// Compared, and the person is asked to move.
    ActiveLiveness,
}

/// A session as a host wants it; as JSON, the body that the vendor takes.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(
    feature = "typescript",
    derive(ts_rs::TS),
    ts(rename_all = "camelCase", optional_fields)
)]
pub struct SessionRequest {
    /// The vendor's id of the verification to compare with: 1 to 40 characters, none of them a
    /// control character.
    pub scan_ref: String,
    /// What the session is for; `AUTHENTICATION` if left out.
    #[serde(rename = "type")]
    #[cfg_attr(
        feature = "typescript",
        ts(rename = "type", as = "Option<SessionType>")
    )]
    pub session_type: SessionType,
    /// How the face is checked; `FACE_MATCHING` if left out.
    #[cfg_attr(feature = "typescript", ts(as = "Option<Method>"))]
    pub method: Method,
    /// The frame's language, as a language tag (`en`, `pt-BR`); the vendor chooses if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// Seconds in which the session can be started, 1 to 2,592,000 (30 days); 1800 if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifetime: Option<u32>,
    /// Whether to ask for a code that opens the session in the vendor's app, too.
    #[serde(skip_serializing_if = "is_false")]
    #[cfg_attr(feature = "typescript", ts(as = "Option<bool>"))]
    pub generate_digit_string: bool,
}

impl SessionRequest {
    /// An authentication by face matching, with the vendor's defaults.
    #[must_use]
    pub fn new(scan_ref: impl Into<String>) -> Self {
        Self {
            scan_ref: scan_ref.into(),
            session_type: SessionType::default(),
            method: Method::default(),
            locale: None,
            lifetime: None,
            generate_digit_string: false,
        }
    }

    /// Reads what JavaScript asks for: all but `scanRef` can be left out, or null.
    ///
    /// # Errors
    /// `invalid_request` for a field with a value of another kind. What a value of the right kind must
    /// be is checked as the call is made.
    pub fn from_json(fields: &Map<String, Value>) -> Result<Self, IdenfyError> {
        let scan_ref = text(fields, "scanRef")?.ok_or(IdenfyError::invalid("scanRef"))?;
        Ok(Self {
            scan_ref: scan_ref.to_owned(),
            session_type: text(fields, "type")?
                .map_or(Ok(SessionType::default()), SessionType::read)?,
            method: text(fields, "method")?.map_or(Ok(Method::default()), Method::read)?,
            locale: text(fields, "locale")?.map(str::to_owned),
            lifetime: given(fields, "lifetime", seconds)?,
            generate_digit_string: given(fields, "generateDigitString", Value::as_bool)?
                .unwrap_or(false),
        })
    }

    /// Refuses what the vendor would.
    pub(super) fn check(&self) -> Result<(), IdenfyError> {
        scan_ref::check(&self.scan_ref)?;
        if self
            .locale
            .as_deref()
            .is_some_and(|tag| !is_language_tag(tag))
        {
            return Err(IdenfyError::invalid("locale"));
        }
        if self
            .lifetime
            .is_some_and(|s| !(1..=MAX_LIFETIME).contains(&s))
        {
            return Err(IdenfyError::invalid("lifetime"));
        }
        Ok(())
    }
}

impl fmt::Debug for SessionRequest {
    /// Leaves out whose session it is.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionRequest")
            .field("session_type", &self.session_type)
            .field("method", &self.method)
            .field("lifetime", &self.lifetime)
            .finish_non_exhaustive()
    }
}

impl SessionType {
    /// Reads the vendor's word.
    ///
    /// # Errors
    /// `invalid_request` for `type`.
    pub fn read(word: &str) -> Result<Self, IdenfyError> {
        match word {
            "AUTHENTICATION" => Ok(Self::Authentication),
            "ENROLLMENT" => Ok(Self::Enrollment),
            _ => Err(IdenfyError::invalid("type")),
        }
    }
}

impl Method {
    /// Reads the vendor's word.
    ///
    /// # Errors
    /// `invalid_request` for `method`.
    pub fn read(word: &str) -> Result<Self, IdenfyError> {
        match word {
            "FACE_MATCHING" => Ok(Self::FaceMatching),
            "ACTIVE_LIVENESS" => Ok(Self::ActiveLiveness),
            _ => Err(IdenfyError::invalid("method")),
        }
    }

    /// The vendor's word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::FaceMatching => "FACE_MATCHING",
            Self::ActiveLiveness => "ACTIVE_LIVENESS",
        }
    }
}

/// The shape of a language tag. Which ones the vendor knows, its page does not say.
fn is_language_tag(tag: &str) -> bool {
    let mut subtags = tag.split(['-', '_']);
    let language = subtags.next().unwrap_or_default();
    let fits = |subtag: &str, least| (least..=8).contains(&subtag.len());
    tag.len() <= MAX_LOCALE
        && fits(language, 2)
        && language.bytes().all(|byte| byte.is_ascii_alphabetic())
        && subtags.all(|one| fits(one, 1) && one.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

fn text<'a>(
    fields: &'a Map<String, Value>,
    name: &'static str,
) -> Result<Option<&'a str>, IdenfyError> {
    given(fields, name, Value::as_str)
}

fn seconds(value: &Value) -> Option<u32> {
    value.as_u64()?.try_into().ok()
}

fn given<'a, T>(
    fields: &'a Map<String, Value>,
    name: &'static str,
    read: impl Fn(&'a Value) -> Option<T>,
) -> Result<Option<T>, IdenfyError> {
    match fields.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => read(value).map(Some).ok_or(IdenfyError::invalid(name)),
    }
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn is_false(value: &bool) -> bool {
    !value
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(value: Value) -> Result<SessionRequest, IdenfyError> {
        let Value::Object(fields) = value else {
            panic!("an object");
        };
        let request = SessionRequest::from_json(&fields)?;
        request.check()?;
        Ok(request)
    }

    #[test]
    fn the_vendor_is_sent_what_was_asked_and_no_more() {
        let body = |request| serde_json::to_value::<SessionRequest>(request).expect("JSON");
        assert_eq!(
            body(SessionRequest::new("ref")),
            json!({ "scanRef": "ref", "type": "AUTHENTICATION", "method": "FACE_MATCHING" })
        );
        let full = json!({
            "scanRef": "ref",
            "type": "ENROLLMENT",
            "method": "ACTIVE_LIVENESS",
            "locale": "lt",
            "lifetime": 3600,
            "generateDigitString": true,
        });
        assert_eq!(body(read(full.clone()).expect("valid")), full);
    }

    #[test]
    fn what_is_left_out_or_null_is_the_vendors_default() {
        let bare = SessionRequest::new("ref");
        assert_eq!(read(json!({ "scanRef": "ref" })), Ok(bare.clone()));
        let nulls = json!({
            "scanRef": "ref", "type": null, "method": null, "locale": null, "lifetime": null,
            "generateDigitString": null,
        });
        assert_eq!(read(nulls), Ok(bare));
    }

    #[test]
    fn what_the_vendor_would_refuse_is_named() {
        let cases = [
            ("scanRef", json!("")),
            ("scanRef", json!(null)),
            ("scanRef", json!(1)),
            ("type", json!("IDENTIFICATION")),
            ("type", json!("authentication")),
            ("method", json!("PALM_READING")),
            ("method", json!([])),
            ("locale", json!("")),
            ("locale", json!("e")),
            ("locale", json!("en-")),
            ("locale", json!("en US")),
            ("locale", json!("../en")),
            ("locale", json!("en-abcdefgh-abcdefgh-abcdefgh-abcdefgh")),
            ("lifetime", json!(0)),
            ("lifetime", json!(-1)),
            ("lifetime", json!(0.5)),
            ("lifetime", json!("600")),
            ("lifetime", json!(MAX_LIFETIME + 1)),
            ("lifetime", json!(4_294_967_297_u64)),
            ("generateDigitString", json!("yes")),
        ];
        for (field, value) in cases {
            let mut request = json!({ "scanRef": "ref" });
            request[field] = value;
            let shown = request.to_string();
            assert_eq!(read(request), Err(IdenfyError::invalid(field)), "{shown}");
        }
    }

    #[test]
    fn never_prints_whose_session_it_is() {
        let printed = format!("{:?}", SessionRequest::new("WHO"));
        assert!(!printed.contains("WHO"), "{printed}");
    }

    #[test]
    fn the_limits_themselves_are_within() {
        for lifetime in [1, MAX_LIFETIME] {
            let request = read(json!({ "scanRef": "ref", "lifetime": lifetime }));
            assert_eq!(request.expect("valid").lifetime, Some(lifetime));
        }
        for locale in ["en", "pt-BR", "pt_BR", "zh-Hans-CN", "sr-Latn"] {
            assert!(read(json!({ "scanRef": "ref", "locale": locale })).is_ok());
        }
    }
}
