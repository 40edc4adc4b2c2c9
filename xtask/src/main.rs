//! Every chore of the project, one command each: `cargo xtask --help`.

mod bench;
mod cache;
mod check;
mod clean;
mod demo;
mod fingerprint;
mod fuzz;
mod package;
mod postgres;
mod process;
mod progress;
mod test;
mod tools;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

use crate::tools::Tools;
use crate::workspace::Workspace;

/// Builds, shows and tests the widget. What is missing is installed first, once per user.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
enum Command {
    /// Start the vendor's stand-in and the example backend, and print the address of the page
    Demo(demo::Options),
    /// Run all tests, or some parts of them
    Test(test::Options),
    /// Measure time and memory: the built package in real browsers, and the webhooks
    Bench(bench::Options),
    /// Try the webhooks' parser and verifier with inputs that nobody thought of
    Fuzz(fuzz::Options),
    /// Build the npm package into pkg/, and print what it weighs
    Build,
    /// Check format, lints, types and generated files
    Check,
    /// Run a command with a PostgreSQL for its tests, started for it and stopped after it
    Postgres(postgres::Options),
    /// Remove what the other commands made
    Clean(clean::Options),
}

fn main() -> ExitCode {
    match run(Command::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    let workspace = Workspace::load()?;
    let tools = Tools::new(&workspace)?;
    match command {
        Command::Demo(options) => demo::run(&workspace, &tools, &options),
        Command::Test(options) => test::run(&workspace, &tools, &options),
        Command::Bench(options) => bench::run(&workspace, &tools, &options),
        Command::Fuzz(options) => fuzz::run(&workspace, &tools, &options),
        Command::Build => package::build(&workspace, &tools),
        Command::Check => check::run(&workspace, &tools),
        Command::Postgres(options) => postgres::run(&workspace, &tools, &options),
        Command::Clean(options) => clean::run(&workspace, &tools, &options),
    }
}
