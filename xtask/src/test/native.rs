//! What runs without a browser: the core, the servers, these commands.

use anyhow::Result;

use super::end_to_end::E2E;
use crate::process::stream;
use crate::workspace::Workspace;

/// Runs the tests of every crate but the one that drives browsers.
pub(super) fn run(workspace: &Workspace) -> Result<()> {
    let args = ["test", "--workspace", "--exclude", E2E, "--all-features"];
    stream(workspace.command("cargo").args(args))
}
