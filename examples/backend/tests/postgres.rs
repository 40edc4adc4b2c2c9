//! All that the backend promises, with PostgreSQL: the same tests.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;
mod suite;

pub(crate) const DATABASE: common::database::Kind = common::database::Kind::Postgres;
