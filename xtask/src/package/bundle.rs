//! The TypeScript and the WASM as ES modules, with their declarations.

use std::path::Path;

use anyhow::Result;

use super::WASM_MODULE;
use crate::process::capture;
use crate::tools::NodeTools;
use crate::workspace::Workspace;

/// The entries of the package, by the name of their source in `js/`.
const ENTRIES: [&str; 1] = ["index"];

/// What browsers are addressed as: all that have WebAssembly reference types know it.
const TARGET: &str = "es2022";

/// Bundles the entries and declares their types into `pkg/`.
pub(crate) fn build(workspace: &Workspace, node: &NodeTools, work: &Path) -> Result<()> {
    bundle(workspace, node, work)?;
    declare(workspace, node)
}

fn bundle(workspace: &Workspace, node: &NodeTools, work: &Path) -> Result<()> {
    let mut esbuild = node.command("esbuild", &workspace.js());
    esbuild
        .args(ENTRIES.map(|name| format!("{name}.ts")))
        .args(["--bundle", "--format=esm", "--splitting", "--minify"])
        .args(["--sourcemap", "--log-level=warning"])
        .arg("--chunk-names=chunks/[name]-[hash]")
        .arg(format!("--target={TARGET}"))
        .arg(format!("--alias:{WASM_MODULE}={}", work.display()))
        .arg(format!("--outdir={}", workspace.pkg().display()));
    capture(&mut esbuild).map(drop)
}

fn declare(workspace: &Workspace, node: &NodeTools) -> Result<()> {
    let mut tsc = node.command("tsc", &workspace.js());
    tsc.args(["--project", "tsconfig.build.json", "--outDir"])
        .arg(workspace.pkg());
    capture(&mut tsc).map(drop)
}
