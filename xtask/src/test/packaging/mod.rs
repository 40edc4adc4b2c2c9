//! The package as its users get it: packed, installed into an empty folder, and used by a typed
//! program and two pages, one bundled by esbuild and one that imports it as it is.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::end_to_end::cargo_test;
use crate::package::install_into;
use crate::process::{capture, stream};
use crate::progress::step;
use crate::tools::{NodeTools, Tools};
use crate::workspace::Workspace;

/// The integration test that opens the two pages.
pub(super) const TEST: &str = "packaging";

/// Prepares the folder and has its pages opened in a browser. The tests find it in
/// `FACE_AUTH_INSTALLED`.
pub(super) fn run(workspace: &Workspace, tools: &Tools) -> Result<()> {
    let folder = workspace.target.join("packaging");
    step("installing the packed package into an empty folder", || {
        install_into(workspace, &folder)?;
        copy_pages(&workspace.root.join("tests/packaging"), &folder)?;
        bundle(&tools.node()?, &folder)
    })?;
    step("types of the installed package", || {
        check_types(&tools.node()?, &folder)
    })?;
    let mut command = cargo_test(workspace, &tools.browsers()?);
    command.args(["--test", TEST]);
    stream(command.env("FACE_AUTH_INSTALLED", &folder))
}

fn copy_pages(from: &Path, to: &Path) -> Result<()> {
    let pages = fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))?;
    for page in pages {
        let page = page?;
        fs::copy(page.path(), to.join(page.file_name()))?;
    }
    Ok(())
}

fn bundle(node: &NodeTools, folder: &Path) -> Result<()> {
    let args = [
        "page.js",
        "--bundle",
        "--minify",
        "--splitting",
        "--format=esm",
    ];
    let mut esbuild = node.command("esbuild", folder);
    capture(
        esbuild
            .args(args)
            .args(["--outdir=bundled", "--log-level=warning"]),
    )
    .map(drop)
}

/// Checks a program against the installed declarations, and those themselves, as both kinds of
/// users' settings resolve them.
fn check_types(node: &NodeTools, folder: &Path) -> Result<()> {
    for (module, resolution) in [("esnext", "bundler"), ("node16", "node16")] {
        let mut tsc = node.command("tsc", folder);
        tsc.args(["--noEmit", "--strict", "--skipLibCheck", "false"])
            .args(["--target", "es2022", "--lib", "es2022,dom", "--types", ""])
            .args(["--module", module, "--moduleResolution", resolution])
            .arg("types.ts");
        capture(&mut tsc)?;
    }
    Ok(())
}
