//! What the Rust toolchain may lack.

use std::path::Path;

use anyhow::{Result, ensure};

use crate::process::{capture, succeeds};
use crate::progress::step;
use crate::workspace::Workspace;

/// The target of the browser build.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Adds the WebAssembly target. The toolchain that runs us is asked, not rustup: the target may
/// have come without it.
pub(crate) fn wasm_target(workspace: &Workspace) -> Result<()> {
    let mut rustc = workspace.command("rustc");
    let libraries = capture(rustc.args(["--print", "target-libdir", "--target", TARGET]))?;
    if Path::new(libraries.trim()).is_dir() {
        return Ok(());
    }
    rustup(
        workspace,
        "the WebAssembly target",
        &["target", "add", TARGET],
    )
}

/// Adds the formatter and the linter, which rustup's minimal profile leaves out.
pub(crate) fn lints(workspace: &Workspace) -> Result<()> {
    for (program, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if !succeeds(workspace.command("cargo").args([program, "--version"])) {
            rustup(workspace, component, &["component", "add", component])?;
        }
    }
    Ok(())
}

fn rustup(workspace: &Workspace, what: &str, args: &[&str]) -> Result<()> {
    ensure!(
        succeeds(workspace.command("rustup").arg("--version")),
        "the Rust toolchain lacks {what}, and there is no rustup to run `rustup {}`",
        args.join(" ")
    );
    step(&format!("installing {what}"), || {
        capture(workspace.command("rustup").args(args)).map(drop)
    })
}
