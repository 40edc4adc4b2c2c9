use thiserror::Error;

/// A webhook body that cannot be used. Names the field, never a value: bodies hold tokens.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[non_exhaustive]
pub enum WebhookError {
    /// The body is not JSON.
    #[error("the body is not JSON (line {line}, column {column})")]
    NotJson {
        /// Line of the first fault, from 1.
        line: usize,
        /// Column of the first fault, from 1.
        column: usize,
    },
    /// The body is JSON, but not an object.
    #[error("the body is not a JSON object")]
    NotAnObject,
    /// A field that the vendor always sends is not there.
    #[error("the field `{path}` is missing")]
    Missing {
        /// The field, from the root of the body.
        path: &'static str,
    },
    /// A field is there, with a value that the vendor does not document.
    #[error("the field `{path}` has a value that the vendor does not document")]
    Invalid {
        /// The field, from the root of the body.
        path: &'static str,
    },
}
