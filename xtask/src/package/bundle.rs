//! The TypeScript and the WASM as ES modules, with their declarations.

use std::fs;

use anyhow::{Context, Result};

use super::{MODULES, module_folder};
use crate::process::capture;
use crate::tools::NodeTools;
use crate::workspace::Workspace;

/// The entries of the package, by the name of their source in `js/`; besides these, every language
/// in `js/locales/` is one. The panel is for `index` alone, which imports it later.
const ENTRIES: [&str; 2] = ["index", "panel"];

/// What browsers are addressed as: all that have WebAssembly reference types know it.
const TARGET: &str = "es2022";

/// Bundles the entries and declares their types into `pkg/`.
pub(crate) fn build(workspace: &Workspace, node: &NodeTools) -> Result<()> {
    bundle(workspace, node)?;
    declare(workspace, node)
}

fn bundle(workspace: &Workspace, node: &NodeTools) -> Result<()> {
    let mut esbuild = node.command("esbuild", &workspace.js());
    esbuild
        .args(ENTRIES.map(|name| format!("{name}.ts")))
        .args(locales(workspace)?)
        .args(["--bundle", "--format=esm", "--splitting", "--minify"])
        .args(["--sourcemap", "--log-level=warning"])
        .arg("--chunk-names=chunks/[name]-[hash]")
        .arg(format!("--target={TARGET}"))
        .args(MODULES.map(|module| {
            let folder = module_folder(workspace, module);
            format!("--alias:{}={}", module.name, folder.display())
        }))
        .arg(format!("--outdir={}", workspace.pkg().display()));
    capture(&mut esbuild).map(drop)
}

/// The languages, as paths in `js/`.
fn locales(workspace: &Workspace) -> Result<Vec<String>> {
    let folder = workspace.js().join("locales");
    let files =
        fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut paths = Vec::new();
    for file in files {
        paths.push(format!("locales/{}", file?.file_name().display()));
    }
    paths.sort();
    Ok(paths)
}

fn declare(workspace: &Workspace, node: &NodeTools) -> Result<()> {
    let mut tsc = node.command("tsc", &workspace.js());
    tsc.args(["--project", "tsconfig.build.json", "--outDir"])
        .arg(workspace.pkg());
    capture(&mut tsc).map(drop)
}
