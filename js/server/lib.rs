//! The module of the npm entry `server`: the core's webhooks for a backend that is JavaScript.
//!
//! Bytes come in and JSON goes out: a parser of JSON is here in any case, and a binding for every
//! field would weigh more. Nothing here throws: what is wrong is in the answer, so that whatever
//! JavaScript catches is a bug.

mod answer;
pub mod webhook;
