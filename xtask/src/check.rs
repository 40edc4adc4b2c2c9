//! Format, lints, types, and generated files that fit their source.

use std::io::IsTerminal;
use std::path::Path;
use std::process::Command;

use anyhow::{Result, ensure};

use crate::package::typescript;
use crate::process::stream;
use crate::progress::step;
use crate::tools::{NodeTools, Tools, WASM_TARGET};
use crate::workspace::{PANEL, PANEL_FEATURE, SERVER, WASM, WIDGET, Workspace};

/// Runs every check, also after one has failed, and fails at the end if one did.
pub(crate) fn run(workspace: &Workspace, tools: &Tools) -> Result<()> {
    prepare(tools)?;
    let js = workspace.js();
    let node = tools.node()?;
    let cargo = |args: &[&str]| stream(workspace.command("cargo").args(args));
    let deny = ["--", "-D", "warnings"];
    let native = ["clippy", "--workspace", "--all-targets", "--all-features"];
    // Apart: together, each module would be compiled with the features of all.
    let core = ["-p", WIDGET, "-p", WASM.name, "--tests"];
    let panel = ["-p", WIDGET, "-p", PANEL.name, "--features", PANEL_FEATURE];
    let panel = [&panel[..], &["--lib", "--test", "panel"]].concat();
    let server = ["-p", SERVER.name];
    let wasm = ["clippy", "--target", WASM_TARGET];
    let documents = [
        "doc",
        "-p",
        WIDGET,
        "--all-features",
        "--no-deps",
        "--quiet",
    ];

    let mut checks = Checks::default();
    checks.run("format of Rust", || {
        cargo(&["fmt", "--all", "--check"])?;
        // A workspace of its own.
        cargo(&["fmt", "--check", "--manifest-path", "fuzz/Cargo.toml"])
    });
    checks.run("clippy", || cargo(&[&native[..], &deny].concat()));
    checks.run("clippy for WebAssembly", || {
        cargo(&[&wasm[..], &core, &deny].concat())?;
        cargo(&[&wasm[..], &panel, &deny].concat())?;
        cargo(&[&wasm[..], &server, &deny].concat())
    });
    checks.run("documentation", || {
        let mut doc = workspace.command("cargo");
        stream(doc.args(documents).env("RUSTDOCFLAGS", "-D warnings"))
    });
    checks.run("generated TypeScript", || typescript::check(workspace));
    checks.run("types of TypeScript", || {
        stream(node.command("tsc", &js).arg("--noEmit"))
    });
    checks.run("format and lints of TypeScript and JavaScript", || {
        stream(&mut biome(&node, &workspace.root))
    });
    checks.result()
}

/// The checks that have failed so far.
#[derive(Default)]
struct Checks {
    failed: Vec<&'static str>,
}

impl Checks {
    fn run(&mut self, name: &'static str, check: impl FnOnce() -> Result<()>) {
        if let Err(error) = step(name, check) {
            eprintln!("{name}: {error:#}");
            self.failed.push(name);
        }
    }

    fn result(self) -> Result<()> {
        ensure!(self.failed.is_empty(), "failed: {}", self.failed.join(", "));
        Ok(())
    }
}

/// Format and lints; without colours where nobody sees them.
fn biome(node: &NodeTools, root: &Path) -> Command {
    let mut biome = node.command("biome", root);
    biome.args(["ci", "--error-on-warnings", "."]);
    if !std::io::stdout().is_terminal() {
        biome.arg("--colors=off");
    }
    biome
}

/// Installs what the checks need.
pub(crate) fn prepare(tools: &Tools) -> Result<()> {
    tools.lints()?;
    tools.wasm_target()?;
    tools.node().map(drop)
}
