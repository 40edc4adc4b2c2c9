//! The package as its users get it: packed by npm, and installed into projects of their tools, which
//! build it, check it and run it as their users do.
//!
//! A project is a folder with a manifest in `tests/packaging` or `examples`; its scripts say what is
//! done with it. A project whose inputs did not change is not made again.

mod manifest;
mod project;
mod tree;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use self::project::BACKEND_PORT;
use super::end_to_end::cargo_test;
use crate::package;
use crate::process::stream;
use crate::progress::step;
use crate::tools::Tools;
use crate::workspace::Workspace;

/// The integration test that opens the projects' pages.
pub(super) const TEST: &str = "packaging";

/// The packed package, beside the projects.
const ARCHIVE: &str = "face-auth-widget.tgz";

/// Makes every project, also after one has failed, and has their pages opened in a browser.
pub(super) fn run(workspace: &Workspace, tools: &Tools) -> Result<()> {
    let folder = workspace.target.join("packaging");
    step("packing the package", || pack(workspace, &folder))?;

    let mut failed = Vec::new();
    for project in project::all(workspace)? {
        if let Err(error) = project.make(workspace, tools, &folder) {
            eprintln!("{}: {error:#}", project.name);
            failed.push(project.name);
        }
    }
    ensure!(failed.is_empty(), "projects failed: {}", failed.join(", "));

    let mut command = cargo_test(workspace, &tools.browsers()?);
    command
        .args(["--test", TEST, "--", "--test-threads", "2"])
        .env("FACE_AUTH_INSTALLED", &folder)
        .env("FACE_AUTH_BACKEND_PORT", BACKEND_PORT.to_string());
    stream(&mut command)
}

fn pack(workspace: &Workspace, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let packed = package::pack(workspace)?;
    fs::copy(packed, folder.join(ARCHIVE)).context("cannot copy the packed package")?;
    Ok(())
}
