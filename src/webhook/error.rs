//! Everything that can be wrong with a body, in one table.

use std::fmt;

/// One row a fault: its variant, its code, what is wrong, and what the sender is answered.
macro_rules! faults {
    ($($(#[$doc:meta])* $variant:ident $code:literal $http:literal $message:literal;)+) => {
        /// What is wrong with a body.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
        #[cfg_attr(feature = "typescript", ts(rename = "BodyFault", rename_all = "snake_case"))]
        #[non_exhaustive]
        pub enum Fault { $($(#[$doc])* $variant,)+ }

        impl Fault {
            /// All faults.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The code that a host tells them apart by.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// What is wrong, for the host's log.
            #[must_use]
            pub const fn message(self) -> &'static str {
                match self { $(Self::$variant => $message,)+ }
            }

            /// The HTTP status to answer with.
            #[must_use]
            pub const fn http_status(self) -> u16 {
                match self { $(Self::$variant => $http,)+ }
            }
        }
    };
}

faults! {
    /// There is nothing in it but white space.
    Empty "empty" 400 "the body is empty";
    /// It is longer than [`MAX_BODY`](super::MAX_BODY).
    TooLarge "too_large" 413 "the body is too large";
    /// It is not text in UTF-8, which JSON has to be.
    NotUtf8 "not_utf8" 400 "the body is not UTF-8";
    /// It is nested deeper than [`MAX_DEPTH`](super::MAX_DEPTH).
    TooDeep "too_deep" 400 "the body is nested too deeply";
    /// It holds more values than [`MAX_VALUES`](super::MAX_VALUES).
    TooManyValues "too_many_values" 400 "the body holds too many values";
    /// It is not JSON.
    NotJson "not_json" 400 "the body is not JSON";
    /// It is JSON, but not an object.
    NotAnObject "not_an_object" 400 "the body is not a JSON object";
    /// A name stands twice in one object, so that two readers could see two different bodies.
    DuplicateField "duplicate_field" 400 "a field is there twice";
    /// It has a field that marks it as the other vendor's.
    WrongVendor "wrong_vendor" 400 "a field belongs to another vendor's webhook";
    /// A field that there is no decision without is missing, or empty.
    MissingField "missing_field" 400 "a field is missing";
    /// A field has another type than the vendor documents, or a token that no session has; or its
    /// name is written in another case, which other readers may take for it.
    InvalidField "invalid_field" 400 "a field is not what the vendor documents";
    /// The status is a word that the vendor does not document: it may mean anything.
    UnknownStatus "unknown_status" 400 "the status is not one that the vendor documents";
}

/// A body that cannot be used. Names the fault and the field, never a value: bodies hold tokens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct WebhookError {
    fault: Fault,
    path: Option<&'static str>,
}

impl WebhookError {
    pub(super) const fn at(fault: Fault, path: &'static str) -> Self {
        Self {
            fault,
            path: Some(path),
        }
    }

    /// What is wrong.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        self.fault
    }

    /// The code that a host tells faults apart by; see [`Fault`].
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.fault.code()
    }

    /// The field at fault, from the root of the body, as in `error.name`; always a name that a
    /// vendor documents. `None` where it is the body as a whole, or a field without such a name; also
    /// where a name stands twice, but not at the root.
    #[must_use]
    pub const fn path(&self) -> Option<&'static str> {
        self.path
    }

    /// The HTTP status to answer with: 413 for a body that is too large, else 400.
    #[must_use]
    pub const fn http_status(&self) -> u16 {
        self.fault.http_status()
    }
}

impl From<Fault> for WebhookError {
    fn from(fault: Fault) -> Self {
        Self { fault, path: None }
    }
}

impl fmt::Display for WebhookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.fault.message())?;
        match self.path {
            Some(path) => write!(f, ": `{path}`"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for WebhookError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_told_with_its_field() {
        let error = WebhookError::at(Fault::MissingField, "token");
        assert_eq!(error.to_string(), "a field is missing: `token`");
        assert_eq!(
            (error.code(), error.path()),
            ("missing_field", Some("token"))
        );
        let error = WebhookError::from(Fault::Empty);
        assert_eq!(error.to_string(), "the body is empty");
    }

    #[test]
    fn codes_are_unique() {
        let mut codes: Vec<_> = Fault::ALL.iter().map(|fault| fault.code()).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), Fault::ALL.len());
    }
}
