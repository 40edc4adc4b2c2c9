//! What a host writes beside the widget: a backend that asks the vendor for sessions, hears its
//! webhooks, and alone decides what a person may do next.
//!
//! [`Backend::start`] runs it from a [`Config`]; the binary of the same name reads that from the
//! environment. The routes and the reasons behind them are in the README of this folder.

mod app;
mod attempts;
mod bell;
mod clock;
mod config;
mod database;
mod decisions;
mod endpoint_secret;
mod environment;
mod error;
mod guard;
mod headers;
mod incode;
mod listener;
mod locale;
mod logging;
mod persons;
mod places;
mod purpose;
mod request_log;
mod retention;
mod routes;
mod secret;
mod server;
mod sessions;
mod sign_in;

pub use attempts::AttemptPolicy;
pub use config::{Config, ConfigError, Person, VendorConfig};
pub use database::{DatabaseAddress, DatabaseError};
pub use endpoint_secret::{EndpointSecret, ShortSecret};
pub use environment::{Arguments, EnvironmentError};
pub use incode::IncodeConfig;
pub use logging::LogFormat;
pub use server::{Backend, StartError};
