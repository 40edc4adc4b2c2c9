//! The widget end to end, in every engine.

mod demo;
mod errors;
mod forgeries;
mod host;
mod lifecycle;
mod statuses;
