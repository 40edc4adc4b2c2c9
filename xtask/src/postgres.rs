//! Any command with a PostgreSQL beside it, for tests that are run by hand.

use std::ffi::OsString;

use anyhow::Result;
use clap::Args;

use crate::process::stream;
use crate::tools::Tools;
use crate::workspace::Workspace;

/// What to run.
#[derive(Args)]
pub(crate) struct Options {
    /// The command and its arguments, such as cargo test -p face-auth-example-backend
    #[arg(required = true, trailing_var_arg = true, allow_hyphen_values = true)]
    command: Vec<OsString>,
}

/// Starts a server, runs the command with its address in the environment, stops the server.
pub(crate) fn run(workspace: &Workspace, tools: &Tools, options: &Options) -> Result<()> {
    let server = tools.postgres()?.start()?;
    let mut command = workspace.command(&options.command[0]);
    command.args(&options.command[1..]);
    command.envs(server.environment());
    stream(&mut command)
}
