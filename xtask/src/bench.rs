//! How fast things are, and what they keep: numbers to look at, never a test.

use anyhow::Result;
use clap::{Args, ValueEnum};

use crate::package;
use crate::process::stream;
use crate::test::end_to_end;
use crate::tools::Tools;
use crate::workspace::{WIDGET, Workspace};

/// What is measured.
#[derive(Args)]
pub(crate) struct Options {
    /// One of these only
    #[arg(long, value_enum)]
    only: Option<Part>,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Part {
    /// Reading and verifying webhooks, in this process
    Webhooks,
    /// The built package, in real browsers
    Widget,
}

/// Measures everything, or one part.
pub(crate) fn run(workspace: &Workspace, tools: &Tools, options: &Options) -> Result<()> {
    let wanted = |part| options.only.is_none_or(|only| only == part);
    if wanted(Part::Webhooks) {
        webhooks(workspace)?;
    }
    if wanted(Part::Widget) {
        widget(workspace, tools)?;
    }
    Ok(())
}

fn webhooks(workspace: &Workspace) -> Result<()> {
    let bench = ["bench", "-p", WIDGET, "--features", "webhook"];
    let mut command = workspace.command("cargo");
    stream(command.args(bench).args(["--bench", "webhooks"]))
}

/// Builds the package and measures it in real browsers.
fn widget(workspace: &Workspace, tools: &Tools) -> Result<()> {
    package::build(workspace, tools)?;
    let mut command = end_to_end::cargo(workspace, &tools.browsers()?, "bench");
    // The programs around the widget need no optimising, and are there from the tests.
    stream(command.args(["--profile", "dev", "--bench", "widget"]))
}
