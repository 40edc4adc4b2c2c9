//! Back to a fresh clone.

use std::fs;

use anyhow::{Context, Result};
use clap::Args;

use crate::process::stream;
use crate::tools::Tools;
use crate::workspace::{Workspace, remove_folder};

/// What goes beyond this clone.
#[derive(Args)]
pub(crate) struct Options {
    /// Remove the installed tools too, which all clones of this user share
    #[arg(long)]
    tools: bool,
}

/// Removes all that the other commands made.
pub(crate) fn run(workspace: &Workspace, tools: &Tools, options: &Options) -> Result<()> {
    let modules = workspace.js().join("node_modules");
    if modules.is_symlink() {
        fs::remove_file(&modules).context("cannot remove js/node_modules")?;
    }
    remove_folder(&workspace.pkg())?;
    stream(workspace.command("cargo").arg("clean"))?;
    if options.tools {
        remove_folder(&tools.cache.root)?;
    }
    Ok(())
}
