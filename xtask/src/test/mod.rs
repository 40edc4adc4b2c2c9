//! All tests, part by part.

mod browser_tests;
pub(crate) mod end_to_end;
mod native;
mod packaging;
mod webdriver;

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use clap::{Args, ValueEnum};

use crate::progress::readable;
use crate::tools::Tools;
use crate::workspace::Workspace;
use crate::{check, package};

/// What is tested.
#[derive(Args)]
pub(crate) struct Options {
    /// Run these parts only: one, or several between commas
    #[arg(long, value_enum, value_delimiter = ',', value_name = "PART")]
    only: Vec<Part>,
}

/// The parts, in the order in which they run: the quickest to tell something come first.
#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
enum Part {
    /// Format, lints, types
    Check,
    /// Everything that needs no browser
    Native,
    /// The DOM layer, in headless Chromium and Firefox
    Headless,
    /// The npm package as its users install it, with their tools
    Packaging,
    /// The whole thing in real browsers, with real servers
    E2e,
}

impl Part {
    fn name(self) -> String {
        format!("{self:?}").to_lowercase()
    }

    /// Installs what the part needs.
    fn prepare(self, tools: &Tools) -> Result<()> {
        match self {
            Self::Check => check::prepare(tools),
            Self::Native => {
                tools.node()?;
                tools.postgres().map(drop)
            }
            Self::Headless => browser_tests::prepare(tools),
            Self::Packaging | Self::E2e => {
                tools.wasm_target()?;
                tools.wasm_pack()?;
                tools.wasm_bindgen()?;
                tools.node()?;
                tools.browsers().map(drop)
            }
        }
    }

    fn run(self, workspace: &Workspace, tools: &Tools) -> Result<()> {
        match self {
            Self::Check => check::run(workspace, tools),
            Self::Native => native::run(workspace, tools),
            Self::Headless => browser_tests::run(workspace, tools),
            Self::Packaging => {
                package::build(workspace, tools)?;
                packaging::run(workspace, tools)
            }
            Self::E2e => {
                package::build(workspace, tools)?;
                end_to_end::run(workspace, tools)
            }
        }
    }
}

/// How a part went.
struct Row {
    name: String,
    result: Result<()>,
    time: Duration,
}

/// Installs what is missing, runs every chosen part, also after one has failed, and fails at the
/// end if one did.
pub(crate) fn run(workspace: &Workspace, tools: &Tools, options: &Options) -> Result<()> {
    let parts: Vec<Part> = Part::value_variants()
        .iter()
        .copied()
        .filter(|part| options.only.is_empty() || options.only.contains(part))
        .collect();
    let start = Instant::now();
    let prepared: Vec<Result<()>> = parts.iter().map(|part| part.prepare(tools)).collect();
    let installing = start.elapsed();

    let rows: Vec<Row> = parts
        .iter()
        .zip(prepared)
        .map(|(part, ready)| timed(*part, || ready.and_then(|()| part.run(workspace, tools))))
        .collect();
    print_table(&rows, installing);
    let failed = rows.iter().filter(|row| row.result.is_err()).count();
    println!("parts: {} passed, {failed} failed", rows.len() - failed);
    ensure!(failed == 0, "not all tests passed");
    Ok(())
}

fn timed(part: Part, work: impl FnOnce() -> Result<()>) -> Row {
    let name = part.name();
    println!("\n== {name} ==");
    let start = Instant::now();
    let result = work();
    if let Err(error) = &result {
        eprintln!("{name} failed: {error:#}");
    }
    Row {
        name,
        result,
        time: start.elapsed(),
    }
}

fn print_table(rows: &[Row], installing: Duration) {
    println!("\n{:10} {:6} {:>12}", "part", "", "time");
    println!("{:10} {:6} {:>12}", "tools", "", readable(installing));
    for Row { name, result, time } in rows {
        let word = if result.is_ok() { "passed" } else { "FAILED" };
        println!("{name:10} {word:6} {:>12}", readable(*time));
    }
}
