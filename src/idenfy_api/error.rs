//! Every way in which a call can fail, in one table.

use std::error::Error;
use std::fmt;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

/// One row a code: its variant, its name, whether trying again can help, and what the message says.
macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident $name:literal $retryable:literal $message:literal;)+) => {
        /// Why a call to iDenfy's API gave nothing.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename_all = "snake_case"))]
        #[non_exhaustive]
        pub enum IdenfyErrorCode { $($(#[$doc])* $variant,)+ }

        impl IdenfyErrorCode {
            /// All codes.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The name, which JavaScript shares.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// Whether the same call can succeed later. It does not say that repeating it is free:
            /// see [`IdenfyError::sent`].
            #[must_use]
            pub const fn retryable(self) -> bool {
                match self { $(Self::$variant => $retryable,)+ }
            }

            /// What happened.
            #[must_use]
            pub const fn message(self) -> &'static str {
                match self { $(Self::$variant => $message,)+ }
            }
        }
    };
}

codes! {
    /// Refused before anything was sent; `field` names what is wrong.
    InvalidRequest "invalid_request" false
        "the request is not one that iDenfy would take";
    /// 400: the vendor refuses the request.
    BadRequest "bad_request" false
        "iDenfy refuses the request";
    /// 401: the key pair is not valid.
    Unauthorized "unauthorized" false
        "iDenfy does not know the API key pair";
    /// 403: the key pair may not do this. The vendor's staff enables face authentication.
    Forbidden "forbidden" false
        "iDenfy does not allow this to the API key pair";
    /// 404: no such `scanRef`, or no such token.
    NotFound "not_found" false
        "iDenfy knows no such scanRef or token";
    /// 429: too many calls.
    RateLimited "rate_limited" true
        "iDenfy was called too often";
    /// 5xx: the vendor cannot serve the call.
    VendorUnavailable "vendor_unavailable" true
        "iDenfy is out of order";
    /// There was no answer in time.
    TimedOut "timed_out" true
        "iDenfy did not answer in time";
    /// There was no connection, or it broke.
    Unreachable "unreachable" true
        "iDenfy cannot be reached";
    /// The answer is not what the vendor documents, or too large.
    Unreadable "unreadable" false
        "the answer of iDenfy cannot be read";
    /// Any other HTTP status; redirects are among them, since none is followed.
    Refused "refused" false
        "iDenfy answered with a status that it does not document";
}

impl Serialize for IdenfyErrorCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// Why a call gave nothing. Holds neither a key nor a token, `scanRef` or digit string.
#[derive(Clone, PartialEq, Eq, Debug)]
#[cfg_attr(
    feature = "typescript",
    derive(ts_rs::TS),
    ts(rename = "IdenfyFault", rename_all = "camelCase")
)]
#[non_exhaustive]
pub struct IdenfyError {
    /// The kind of failure.
    pub code: IdenfyErrorCode,
    /// Of `invalid_request`: the field, as JavaScript and the vendor name it (`scanRef`).
    #[cfg_attr(feature = "typescript", ts(as = "Option<String>"))]
    pub field: Option<&'static str>,
    /// The HTTP status, where there was an answer.
    pub status: Option<u16>,
    /// Seconds that the vendor asks to wait, where it does.
    pub retry_after: Option<u32>,
    /// The vendor's own word for a refusal, such as `BAD_VALUE`.
    pub identifier: Option<String>,
    /// Whether the call may have reached the vendor. A session that was asked for may then have been
    /// made, and paid for, whatever became of the answer.
    pub sent: bool,
}

impl IdenfyError {
    /// Something in the request cannot be used.
    #[must_use]
    pub const fn invalid(field: &'static str) -> Self {
        let mut error = Self::new(IdenfyErrorCode::InvalidRequest);
        error.field = Some(field);
        error.sent = false;
        error
    }

    /// There was no answer in time.
    #[must_use]
    pub const fn timed_out() -> Self {
        Self::new(IdenfyErrorCode::TimedOut)
    }

    /// There was no connection, so nothing was sent.
    #[must_use]
    pub const fn not_connected() -> Self {
        let mut error = Self::new(IdenfyErrorCode::Unreachable);
        error.sent = false;
        error
    }

    /// The connection broke, before or after the vendor had the call.
    #[must_use]
    pub const fn disconnected() -> Self {
        Self::new(IdenfyErrorCode::Unreachable)
    }

    /// The answer is not what the vendor documents.
    pub(super) const fn unreadable(status: u16) -> Self {
        let mut error = Self::new(IdenfyErrorCode::Unreadable);
        error.status = Some(status);
        error
    }

    pub(super) const fn new(code: IdenfyErrorCode) -> Self {
        Self {
            code,
            field: None,
            status: None,
            retry_after: None,
            identifier: None,
            sent: true,
        }
    }

    /// Whether the same call can succeed later; see [`IdenfyErrorCode::retryable`].
    #[must_use]
    pub const fn retryable(&self) -> bool {
        self.code.retryable()
    }
}

impl fmt::Display for IdenfyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code.message())?;
        if let Some(field) = self.field {
            write!(f, ": {field}")?;
        }
        match (self.status, &self.identifier) {
            (Some(status), Some(identifier)) => write!(f, " ({status}, {identifier})"),
            (Some(status), None) => write!(f, " ({status})"),
            (None, _) => Ok(()),
        }
    }
}

impl Error for IdenfyError {}

/// For JavaScript, whose `IdenfyError` also has what the table says of the code.
impl Serialize for IdenfyError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("IdenfyError", 8)?;
        fields.serialize_field("code", &self.code)?;
        fields.serialize_field("message", &self.to_string())?;
        fields.serialize_field("retryable", &self.retryable())?;
        fields.serialize_field("field", &self.field)?;
        fields.serialize_field("status", &self.status)?;
        fields.serialize_field("retryAfter", &self.retry_after)?;
        fields.serialize_field("identifier", &self.identifier)?;
        fields.serialize_field("sent", &self.sent)?;
        fields.end()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_fault_of_ours_names_the_field_and_was_never_sent() {
        let error = IdenfyError::invalid("scanRef");
        assert_eq!(
            error.to_string(),
            "the request is not one that iDenfy would take: scanRef"
        );
        assert!(!error.sent);
    }

    #[test]
    fn javascript_is_told_all_of_it() {
        let mut error = IdenfyError::new(IdenfyErrorCode::RateLimited);
        error.status = Some(429);
        error.retry_after = Some(7);
        let expected = json!({
            "code": "rate_limited",
            "message": "iDenfy was called too often (429)",
            "retryable": true,
            "field": null,
            "status": 429,
            "retryAfter": 7,
            "identifier": null,
            "sent": true,
        });
        assert_eq!(serde_json::to_value(error).expect("JSON"), expected);
    }

    #[test]
    fn only_a_connection_that_never_was_has_sent_nothing() {
        assert!(!IdenfyError::not_connected().sent);
        assert!(IdenfyError::disconnected().sent);
        assert!(IdenfyError::timed_out().sent);
    }
}
