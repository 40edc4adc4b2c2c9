//! The widget end to end, in every engine.

mod at_once;
mod chunk;
mod confirm;
mod contract;
mod demo;
mod demo_webhooks;
mod element;
mod element_form;
mod element_looks;
mod element_mistakes;
mod element_moving;
mod errors;
mod expiry;
mod external;
mod faces;
mod faults;
mod forgeries;
mod global;
mod handoff;
mod host;
mod lifecycle;
mod modal;
mod old_browsers;
mod retry;
mod silence;
mod statuses;
