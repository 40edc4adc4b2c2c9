//! A server that a project brings itself: what `npm run` starts.

use std::path::Path;
use std::process::Stdio;

use anyhow::{Context, Result, bail, ensure};
use tempfile::NamedTempFile;
use tokio::net::{TcpListener, TcpStream};
use tokio::process::{Child, Command};

use crate::wait::until;

/// A server on a free port of `localhost`, ended with all that it started when dropped.
pub struct Script {
    name: String,
    port: u16,
    process: Child,
    output: NamedTempFile,
}

impl Script {
    /// Runs a script of the project in this folder, with these variables, and waits until it listens
    /// on the port that it is told by `PORT`.
    ///
    /// # Errors
    /// What it says if it does not.
    pub async fn start(
        project: &Path,
        script: &str,
        port: u16,
        variables: &[(&str, &str)],
    ) -> Result<Self> {
        let mut npm = Command::new("npm");
        npm.args(["run", script])
            .current_dir(project)
            .env("NEXT_TELEMETRY_DISABLED", "1")
            .envs(variables.iter().copied());
        let name = format!("npm run {script} in {}", project.display());
        Self::of(name, npm, port).await
    }

    /// The same of a program of this workspace, which is compiled if need be.
    ///
    /// # Errors
    /// What it says if it does not.
    pub async fn program(package: &str, port: u16, variables: &[(&str, &str)]) -> Result<Self> {
        let cargo = |subcommand| {
            let mut cargo = Command::new(env!("CARGO"));
            cargo
                .args([subcommand, "--quiet", "-p", package])
                .current_dir(env!("CARGO_MANIFEST_DIR"));
            cargo
        };
        ensure!(cargo("build").status().await?.success(), "{package}");
        let mut program = cargo("run");
        program.envs(variables.iter().copied());
        Self::of(package.to_owned(), program, port).await
    }

    async fn of(name: String, mut command: Command, port: u16) -> Result<Self> {
        let output = NamedTempFile::new()?;
        // One opened file for both: two would write over each other.
        let said = output.reopen()?;
        command
            .env("PORT", port.to_string())
            .stdin(Stdio::null())
            .stdout(said.try_clone()?)
            .stderr(said)
            .kill_on_drop(true);
        #[cfg(unix)]
        command.process_group(0);
        let process = command
            .spawn()
            .with_context(|| format!("{name} does not start"))?;
        let mut started = Self {
            name,
            port,
            process,
            output,
        };
        match started.listens().await {
            Ok(()) => Ok(started),
            Err(error) => started.explained(Err(error)),
        }
    }

    /// The origin of its pages.
    #[must_use]
    pub fn origin(&self) -> String {
        origin(self.port)
    }

    /// What a test came to; what the server has said is told with a failure.
    ///
    /// # Errors
    /// Those of the test.
    pub fn explained<T>(&self, result: Result<T>) -> Result<T> {
        result.with_context(|| {
            let said = self.said().unwrap_or_default();
            format!("{} said:\n{said}", self.name)
        })
    }

    /// What the server has said so far.
    ///
    /// # Errors
    /// If that cannot be read.
    pub fn said(&self) -> Result<String> {
        Ok(std::fs::read_to_string(self.output.path())?)
    }

    async fn listens(&mut self) -> Result<()> {
        let address = format!("localhost:{}", self.port);
        until("a server that listens", async || {
            if let Some(status) = self.process.try_wait()? {
                return Ok(Some(Err(status)));
            }
            TcpStream::connect(&address).await?;
            Ok(Some(Ok(())))
        })
        .await?
        .or_else(|status| bail!("it ended ({status})"))
    }
}

impl Drop for Script {
    /// npm starts a shell, and that the server: all of them are one group.
    fn drop(&mut self) {
        #[cfg(unix)]
        if let Some(id) = self.process.id().and_then(|id| i32::try_from(id).ok()) {
            use nix::sys::signal::{Signal, killpg};
            // It may have ended already.
            let _ = killpg(nix::unistd::Pid::from_raw(id), Signal::SIGKILL);
        }
    }
}

/// The origin of a server on this machine.
#[must_use]
pub fn origin(port: u16) -> String {
    format!("http://localhost:{port}")
}

/// A port that nobody listens on.
///
/// # Errors
/// If there is none.
pub async fn free_port() -> Result<u16> {
    let listener = TcpListener::bind(("localhost", 0)).await?;
    Ok(listener.local_addr()?.port())
}
