//! Any command with a PostgreSQL beside it, for tests that are run by hand.

use std::ffi::OsString;
use std::process::{Child, Command, ExitStatus};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use clap::Args;

use crate::tools::Tools;
use crate::workspace::Workspace;

/// How often it is looked whether the command has ended.
const TICK: Duration = Duration::from_millis(50);

/// What to run.
#[derive(Args)]
pub(crate) struct Options {
    /// The command and its arguments, such as cargo test -p face-auth-example-backend
    #[arg(required = true, trailing_var_arg = true, allow_hyphen_values = true)]
    command: Vec<OsString>,
}

/// Starts a server, runs the command with its address in the environment, stops the server: also
/// where somebody asks it to end before the command does.
pub(crate) fn run(workspace: &Workspace, tools: &Tools, options: &Options) -> Result<()> {
    let stop = stop_signal()?;
    let server = tools.postgres()?.start()?;
    let mut command = workspace.command(&options.command[0]);
    command.args(&options.command[1..]);
    command.envs(server.environment());
    let status = run_until(&mut command, &stop)?;
    ensure!(status.success(), "the command failed ({status})");
    Ok(())
}

/// Runs a command to its end, which is sooner where it is to stop.
fn run_until(command: &mut Command, stop: &Receiver<()>) -> Result<ExitStatus> {
    let name = command.get_program().to_string_lossy().into_owned();
    let mut child = command
        .spawn()
        .with_context(|| format!("`{name}` cannot be started"))?;
    loop {
        match stop.recv_timeout(TICK) {
            Ok(()) => terminate(&mut child),
            // Nobody is left who could ask.
            Err(RecvTimeoutError::Disconnected) => return Ok(child.wait()?),
            Err(RecvTimeoutError::Timeout) => {}
        }
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
    }
}

/// Receives when the person or the system asks us to end, from this call on.
fn stop_signal() -> Result<Receiver<()>> {
    let (sender, receiver) = channel();
    ctrlc::set_handler(move || {
        // Nobody listens any more: we are ending already.
        let _ = sender.send(());
    })?;
    Ok(receiver)
}

/// Ctrl-C reaches the command by itself, a signal to this process alone does not.
#[cfg(unix)]
fn terminate(child: &mut Child) {
    use nix::sys::signal::{Signal, kill};
    use nix::unistd::Pid;

    if let Ok(id) = i32::try_from(child.id()) {
        // It may have ended already.
        let _ = kill(Pid::from_raw(id), Signal::SIGTERM);
    }
}

#[cfg(not(unix))]
fn terminate(child: &mut Child) {
    // It may have ended already.
    let _ = child.kill();
}
