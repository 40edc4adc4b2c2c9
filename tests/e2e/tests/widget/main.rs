//! The widget end to end, in every engine.

mod at_once;
mod chunk;
mod confirm;
mod contract;
mod demo;
mod element;
mod errors;
mod expiry;
mod faces;
mod faults;
mod forgeries;
mod handoff;
mod host;
mod lifecycle;
mod modal;
mod retry;
mod silence;
mod statuses;
