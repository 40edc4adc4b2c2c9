//! The TypeScript and the WASM as ES modules, with their declarations.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use super::{MODULES, module_folder};
use crate::process::capture;
use crate::tools::NodeTools;
use crate::workspace::Workspace;

/// What the page downloads before the frame, and after: `index` alone imports the panel, later. The
/// languages are bundled with them. Nothing else is: a chunk that these shared with another entry
/// would be one more request before the frame.
const MAIN: [&str; 2] = ["index", "panel"];

/// Entries beside [`MAIN`], by their source in `js/`. They import it, and each other, as the files
/// that they are in the package, so that all of them in a page are one copy of the widget.
const BESIDE: [&str; 3] = ["element", "element/class", "react"];

/// What [`BESIDE`] imports as it stands: files of the package, and what its user installs.
const IMPORTED: [&str; 5] = [
    "./index.js",
    "../index.js",
    "./element/class.js",
    "react",
    "react/*",
];

/// What browsers are addressed as: all that have WebAssembly reference types know it.
const TARGET: &str = "es2022";

/// Bundles the entries and declares their types into `pkg/`.
pub(crate) fn build(workspace: &Workspace, node: &NodeTools) -> Result<()> {
    main(workspace, node)?;
    beside(workspace, node)?;
    declare(workspace, node)
}

fn main(workspace: &Workspace, node: &NodeTools) -> Result<()> {
    let mut esbuild = esbuild(workspace, node);
    esbuild
        .args(MAIN.map(source))
        .args(locales(workspace)?)
        .args(["--format=esm", "--splitting"])
        .arg("--chunk-names=chunks/[name]-[hash]");
    capture(&mut esbuild).map(drop)
}

fn beside(workspace: &Workspace, node: &NodeTools) -> Result<()> {
    let js = workspace.js();
    let entries = BESIDE.map(source).into_iter();
    let entries: Vec<String> = entries.filter(|path| js.join(path).exists()).collect();
    if entries.is_empty() {
        return Ok(());
    }
    let mut esbuild = esbuild(workspace, node);
    esbuild
        .args(entries)
        .arg("--format=esm")
        .args(IMPORTED.map(|path| format!("--external:{path}")));
    capture(&mut esbuild).map(drop)
}

/// The path of an entry in `js/`.
fn source(entry: &str) -> String {
    format!("{entry}.ts")
}

/// esbuild in `js/`, with what all entries have in common.
fn esbuild(workspace: &Workspace, node: &NodeTools) -> Command {
    let mut esbuild = node.command("esbuild", &workspace.js());
    esbuild
        .args(["--bundle", "--minify", "--sourcemap"])
        .args(["--outbase=.", "--log-level=warning"])
        .arg(format!("--target={TARGET}"))
        .args(MODULES.map(|module| {
            let folder = module_folder(workspace, module);
            format!("--alias:{}={}", module.name, folder.display())
        }))
        .arg(format!("--outdir={}", workspace.pkg().display()));
    esbuild
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
