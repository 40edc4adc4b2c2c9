//! The tools of `js/package.json`: TypeScript, esbuild, binaryen, Biome.

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

/// Installs the tools once per manifest and user, and links them into `js/` for editors.
pub(crate) fn install(workspace: &Workspace, cache: &Cache) -> Result<NodeTools> {
    node::check()?;
    let js = workspace.js();
    let manifest = MANIFEST.map(|file| js.join(file));
    let fingerprint = fingerprint::of_files(&js, &manifest)?;
    let folder = cache.root.join("npm").join(&fingerprint[..16]);
    if !folder.is_dir() {
        let _lock = cache.lock()?;
        if !folder.is_dir() {
            step("installing the TypeScript tools (once per user)", || {
                ci(&manifest, &folder)
            })?;
        }
    }
    let modules = folder.join("node_modules");
    link(&modules, &js.join("node_modules"))?;
    Ok(NodeTools {
        bin: modules.join(".bin"),
    })
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
    let args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
    capture(Command::new("npm").args(args).current_dir(&unfinished))?;
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
