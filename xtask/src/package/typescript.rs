//! The TypeScript that is generated from the Rust types, in `js/generated/`.

use std::fs;
use std::path::PathBuf;

use anyhow::{Result, ensure};

use crate::workspace::{Workspace, write as write_file};

/// Writes the files that differ.
pub(crate) fn write(workspace: &Workspace) -> Result<()> {
    fs::create_dir_all(folder(workspace))?;
    for (path, text) in stale(workspace) {
        write_file(&path, text)?;
    }
    Ok(())
}

/// Refuses generated files that do not fit the Rust sources.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    let stale = stale(workspace);
    let names: Vec<String> = stale.iter().map(|(p, _)| p.display().to_string()).collect();
    ensure!(
        names.is_empty(),
        "not as the Rust types have it (`cargo xtask build` writes it): {}",
        names.join(", ")
    );
    Ok(())
}

fn stale(workspace: &Workspace) -> Vec<(PathBuf, String)> {
    face_auth_widget::typescript::files()
        .into_iter()
        .map(|(name, text)| (folder(workspace).join(name), text))
        .filter(|(path, text)| fs::read_to_string(path).ok().as_ref() != Some(text))
        .collect()
}

fn folder(workspace: &Workspace) -> PathBuf {
    workspace.js().join("generated")
}
