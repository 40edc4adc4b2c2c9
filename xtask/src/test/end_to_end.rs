//! The tests that drive real browsers against real servers, `tests/e2e`.

use std::process::Command;

use anyhow::Result;

use super::packaging;
use crate::process::stream;
use crate::tools::{Browsers, Tools};
use crate::workspace::Workspace;

/// The crate of these tests.
pub(super) const E2E: &str = "face-auth-e2e";

/// Runs all of them but those of the installed package, which are a part of their own.
pub(super) fn run(workspace: &Workspace, tools: &Tools) -> Result<()> {
    let mut command = cargo_test(workspace, &tools.browsers()?);
    command.arg("--lib");
    for test in workspace.integration_tests(E2E)? {
        if test != packaging::TEST {
            command.args(["--test", test]);
        }
    }
    stream(command.args(["--", "--test-threads", "2"]))
}

/// `cargo test` for this crate, with all that its tests read from the environment.
pub(super) fn cargo_test(workspace: &Workspace, browsers: &Browsers) -> Command {
    cargo(workspace, browsers, "test")
}

/// `cargo test` or `cargo bench` likewise.
pub(crate) fn cargo(workspace: &Workspace, browsers: &Browsers, subcommand: &str) -> Command {
    let mut command = workspace.command("cargo");
    command
        .args([subcommand, "-p", E2E])
        .env("FACE_AUTH_CHROMIUM", &browsers.chromium)
        .env("FACE_AUTH_CHROMEDRIVER", &browsers.chromedriver)
        .env("FACE_AUTH_FIREFOX", &browsers.firefox)
        .env("FACE_AUTH_GECKODRIVER", &browsers.geckodriver)
        .env("FACE_AUTH_PACKAGE_DIR", workspace.pkg());
    command
}
