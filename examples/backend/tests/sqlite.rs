//! All that the backend promises, with SQLite.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;
mod suite;

pub(crate) const DATABASE: common::database::Kind = common::database::Kind::Sqlite;
