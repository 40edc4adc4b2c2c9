//! What npm installs: the tools of `js/package.json`, and what test projects depend on.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::node;
use crate::cache::Cache;
use crate::fingerprint;
use crate::process::capture;
use crate::progress::step;
use crate::workspace::{Workspace, fresh_folder};

const MANIFEST: [&str; 2] = ["package.json", "package-lock.json"];

/// The installed tools.
pub(crate) struct NodeTools {
    /// The folder of their executables.
    pub(crate) bin: PathBuf,
}

impl NodeTools {
    /// A tool, to be run in a folder.
    pub(crate) fn command(&self, tool: &str, folder: &Path) -> Command {
        let mut command = Command::new(self.bin.join(tool));
        command.current_dir(folder);
        command
    }
}

/// Installs the tools, and links them into `js/` for editors.
pub(crate) fn install(workspace: &Workspace, cache: &Cache) -> Result<NodeTools> {
    let js = workspace.js();
    let modules = dependencies(cache, "the TypeScript tools", &js)?;
    link(&modules, &js.join("node_modules"))?;
    Ok(NodeTools {
        bin: modules.join(".bin"),
    })
}

/// Installs what the manifest and the lock file in a folder name, once per user, and returns where:
/// a `node_modules` that nobody may write to. There is none if they name nothing.
pub(crate) fn dependencies(cache: &Cache, what: &str, project: &Path) -> Result<PathBuf> {
    node::check()?;
    let manifest = MANIFEST.map(|file| project.join(file));
    let fingerprint = fingerprint::of_files(project, &manifest)?;
    let folder = cache.root.join("npm").join(&fingerprint[..16]);
    if !folder.is_dir() {
        let _lock = cache.lock()?;
        if !folder.is_dir() {
            step(&format!("installing {what} (once per user)"), || {
                ci(&manifest, &folder)
            })?;
        }
    }
    Ok(folder.join("node_modules"))
}

/// Installs beside the folder and moves it there when complete. Nothing in these packages needs
/// its install scripts.
fn ci(manifest: &[PathBuf], folder: &Path) -> Result<()> {
    let unfinished = folder.with_extension("unfinished");
    fresh_folder(&unfinished)?;
    for file in manifest {
        let name = file.file_name().context("a manifest has a name")?;
        fs::copy(file, unfinished.join(name))?;
    }
    let args = ["ci", "--ignore-scripts", "--prefer-offline"];
    let mut npm = Command::new("npm");
    npm.args(args)
        .args(["--no-audit", "--no-fund"])
        .current_dir(&unfinished);
    capture(&mut npm)?;
    fs::rename(&unfinished, folder).context("cannot move the installed tools")
}

/// Makes `link` point at the tools; a folder that somebody installed there is left alone.
fn link(modules: &Path, link: &Path) -> Result<()> {
    if fs::read_link(link).is_ok_and(|old| old == modules) {
        return Ok(());
    }
    if link.is_symlink() {
        fs::remove_file(link)?;
    }
    if link.exists() {
        return Ok(());
    }
    symlink(modules, link).with_context(|| format!("cannot make {}", link.display()))
}

#[cfg(unix)]
fn symlink(target: &Path, link: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(target, link)
}

#[cfg(windows)]
fn symlink(target: &Path, link: &Path) -> std::io::Result<()> {
    std::os::windows::fs::symlink_dir(target, link)
}
