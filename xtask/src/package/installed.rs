//! The package as its users get it: packed by npm, installed into an empty folder.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::work_folder;
use crate::process::capture;
use crate::workspace::{Workspace, fresh_folder, write};

/// Packs `pkg/` and installs the archive into a folder that holds nothing else.
pub(super) fn install_into(workspace: &Workspace, folder: &Path) -> Result<()> {
    let archive = pack(workspace)?;
    fresh_folder(folder)?;
    write(
        &folder.join("package.json"),
        "{ \"private\": true, \"type\": \"module\" }\n",
    )?;
    let mut npm = Command::new("npm");
    npm.args(["install", "--no-audit", "--no-fund"])
        .arg(archive)
        .current_dir(folder);
    capture(&mut npm).map(drop)
}

/// The archive that `npm publish` would send.
pub(crate) fn pack(workspace: &Workspace) -> Result<PathBuf> {
    let archives = work_folder(workspace).join("archive");
    fresh_folder(&archives)?;
    let mut npm = Command::new("npm");
    npm.args(["pack", "--pack-destination"])
        .arg(&archives)
        .current_dir(workspace.pkg());
    let name = capture(&mut npm)?;
    let name = name.lines().last().context("npm pack named no archive")?;
    Ok(archives.join(name))
}
