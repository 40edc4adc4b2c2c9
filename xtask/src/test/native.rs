//! What runs without a browser: the core, the servers, these commands.

use anyhow::Result;

use super::end_to_end::E2E;
use crate::process::stream;
use crate::tools::Tools;
use crate::workspace::Workspace;

/// Runs the tests of every crate but the one that drives browsers, with a PostgreSQL for those that
/// need one.
pub(super) fn run(workspace: &Workspace, tools: &Tools) -> Result<()> {
    let args = ["test", "--workspace", "--exclude", E2E, "--all-features"];
    let server = tools.postgres()?.start()?;
    stream(
        workspace
            .command("cargo")
            .args(args)
            .envs(server.environment()),
    )
}
