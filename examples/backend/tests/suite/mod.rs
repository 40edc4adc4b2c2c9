//! The tests that run with either database.

mod decisions;
mod instances;
mod kept;
mod readiness;
mod requests;
