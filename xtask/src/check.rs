//! Format, lints, types, and generated files that fit their source.

use anyhow::{Result, ensure};

use crate::package::typescript;
use crate::process::stream;
use crate::progress::step;
use crate::tools::{Tools, WASM_TARGET};
use crate::workspace::{WIDGET, Workspace};

/// Runs every check, also after one has failed, and fails at the end if one did.
pub(crate) fn run(workspace: &Workspace, tools: &Tools) -> Result<()> {
    prepare(tools)?;
    let js = workspace.js();
    let node = tools.node()?;
    let cargo = |args: &[&str]| stream(workspace.command("cargo").args(args));
    let deny = ["--", "-D", "warnings"];
    let native = ["clippy", "--workspace", "--all-targets", "--all-features"];
    let browser = ["clippy", "-p", WIDGET, "--target", WASM_TARGET, "--tests"];

    let results = [
        (
            "format of Rust",
            step("cargo fmt", || cargo(&["fmt", "--all", "--check"])),
        ),
        (
            "clippy",
            step("clippy", || cargo(&[&native[..], &deny].concat())),
        ),
        (
            "clippy for the browser",
            step("clippy for the browser", || {
                cargo(&[&browser[..], &deny].concat())
            }),
        ),
        ("generated files", typescript::check(workspace)),
        (
            "types",
            step("tsc", || {
                stream(node.command("tsc", &js).args(["--noEmit"]))
            }),
        ),
        (
            "format and lints of TypeScript",
            step("biome", || {
                stream(node.command("biome", &js).args(["ci", "."]))
            }),
        ),
    ];
    let mut failed = Vec::new();
    for (name, result) in results {
        if let Err(error) = result {
            eprintln!("{name}: {error:#}");
            failed.push(name);
        }
    }
    ensure!(failed.is_empty(), "failed: {}", failed.join(", "));
    Ok(())
}

/// Installs what the checks need.
pub(crate) fn prepare(tools: &Tools) -> Result<()> {
    tools.lints()?;
    tools.wasm_target()?;
    tools.node().map(drop)
}
