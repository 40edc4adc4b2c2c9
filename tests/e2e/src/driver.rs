//! A WebDriver server of a test's own.

use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::Value;
use tempfile::TempDir;
use thirtyfour::{Capabilities, WebDriver};
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};
use tokio::time::timeout;

use crate::engine::Engine;

/// How long a driver may take to listen.
const START: Duration = Duration::from_secs(30);

/// A WebDriver server on a free port, killed when dropped.
pub(crate) struct Driver {
    engine: Engine,
    port: u16,
    process: Child,
    /// Where driver and browser keep profiles, which they do not always clear away.
    _folder: TempDir,
}

impl Driver {
    pub(crate) async fn start(engine: Engine) -> Result<Self> {
        let (program, args) = engine.driver()?;
        let folder = TempDir::new()?;
        let mut process = Command::new(&program)
            .args(args)
            .env("TMPDIR", folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("cannot start {}", program.display()))?;
        let output = process.stdout.take().context("no output")?;
        let mut lines = BufReader::new(output).lines();
        let port = timeout(START, announced_port(&mut lines))
            .await
            .context("the driver did not start in time")??;
        // A full pipe would stop the driver.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Ok(Self {
            engine,
            port,
            process,
            _folder: folder,
        })
    }

    /// Ends the driver, whose browser has been closed, and clears away what they left.
    pub(crate) async fn stop(mut self) -> Result<()> {
        Ok(self.process.kill().await?)
    }

    /// Starts a browser, with or without WebAssembly.
    pub(crate) async fn session(&self, webassembly: bool) -> Result<WebDriver> {
        let Value::Object(capabilities) = self.engine.capabilities(webassembly)? else {
            anyhow::bail!("capabilities are an object");
        };
        let url = format!("http://127.0.0.1:{}", self.port);
        WebDriver::new(url, Capabilities::from(capabilities))
            .await
            .with_context(|| format!("{} does not start", self.engine))
    }
}

/// Both drivers say on which port they listen: "… on port 41234." and "… on 127.0.0.1:41234".
/// Chromium's says before that it was told port 0.
async fn announced_port(lines: &mut Lines<BufReader<ChildStdout>>) -> Result<u16> {
    while let Some(line) = lines.next_line().await? {
        let line = line.trim_end_matches('.');
        let last = line.rsplit([' ', ':']).next().unwrap_or_default();
        let port = last.parse().ok().filter(|&port| port != 0);
        if let Some(port) = port.filter(|_| line.contains(" on ")) {
            return Ok(port);
        }
    }
    anyhow::bail!("the driver ended without listening")
}
