//! The module of the npm entry `server`: what a backend that is JavaScript asks of the core.
//!
//! Bytes and JSON come in and JSON goes out: a parser of JSON is here in any case, and a binding for
//! every field would weigh more. Nothing is kept between two questions, and nothing is thrown: what is
//! wrong is in the answer. So whatever JavaScript catches is a bug, after which a new instance of the
//! module goes on where this one ended.

pub mod idenfy;
mod json;
pub mod webhook;
