//! How fast the widget is, and what it keeps: numbers to look at, never a test.

use anyhow::Result;

use crate::package;
use crate::process::stream;
use crate::test::end_to_end;
use crate::tools::Tools;
use crate::workspace::Workspace;

/// Builds the package and measures it in real browsers.
pub(crate) fn run(workspace: &Workspace, tools: &Tools) -> Result<()> {
    package::build(workspace, tools)?;
    let mut command = end_to_end::cargo(workspace, &tools.browsers()?, "bench");
    // The programs around the widget need no optimising, and are there from the tests.
    stream(command.args(["--profile", "dev", "--bench", "widget"]))
}
