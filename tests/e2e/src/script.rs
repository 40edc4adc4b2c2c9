//! A server that a project brings itself: what `npm run` starts.

use std::path::Path;
use std::process::Stdio;

use anyhow::{Context, Result, bail};
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
    /// Runs a script of the project in this folder, and waits until it listens on the port that it
    /// is told by `PORT`.
    ///
    /// # Errors
    /// What it says if it does not.
    pub async fn start(project: &Path, script: &str, port: u16, backend: &str) -> Result<Self> {
        let output = NamedTempFile::new()?;
        let mut command = Command::new("npm");
        command
            .args(["run", script])
            .current_dir(project)
            .env("PORT", port.to_string())
            .env("BACKEND", backend)
            .env("NEXT_TELEMETRY_DISABLED", "1")
            .stdin(Stdio::null())
            .stdout(output.reopen()?)
            .stderr(output.reopen()?)
            .kill_on_drop(true);
        #[cfg(unix)]
        command.process_group(0);
        let mut started = Self {
            name: format!("npm run {script} in {}", project.display()),
            port,
            process: command.spawn().context("npm does not start")?,
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
            let said = std::fs::read_to_string(self.output.path()).unwrap_or_default();
            format!("{} said:\n{said}", self.name)
        })
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
