//! A project that uses the package.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::ARCHIVE;
use super::manifest::Manifest;
use super::tree;
use crate::fingerprint::Stamp;
use crate::process::capture;
use crate::progress::step;
use crate::tools::Tools;
use crate::workspace::{Workspace, fresh_folder};

/// The folder of the projects that only tests need.
const TESTS: &str = "tests/packaging";
/// The folder of those that people read.
const EXAMPLES: &str = "examples";
/// What makes them.
const HERE: &str = "xtask/src/test/packaging";
/// The program that the tests' own projects share.
const PAGE: &str = "mount.js";
/// The project that reads the tables of webhooks, and where they are.
const TABLES: (&str, &str) = ("server", "tests/webhooks");

/// What is done with a project that has such scripts, in this order.
const SCRIPTS: [&str; 2] = ["build", "test"];

/// Where what is built finds its backend: the browser tests start one there.
pub(super) const BACKEND_PORT: u16 = 18_431;

/// Tools tell nobody that they run.
const QUIET: (&str, &str) = ("NEXT_TELEMETRY_DISABLED", "1");

/// A folder of `tests/packaging`, or of `examples`.
pub(super) struct Project {
    /// Where it is made: `webpack`, `examples/vite`.
    pub(super) name: String,
    /// What it is made of; a later file takes the place of an earlier one.
    sources: Vec<PathBuf>,
}

/// All projects. To the example `next` the tests add what is in their `examples/next`.
pub(super) fn all(workspace: &Workspace) -> Result<Vec<Project>> {
    let root = &workspace.root;
    let tests = root.join(TESTS);
    let own = with_manifest(&tests)?.into_iter().map(|name| {
        let mut sources = [PAGE, shared(&name), &name]
            .map(|part| tests.join(part))
            .to_vec();
        if name == TABLES.0 {
            sources.push(root.join(TABLES.1));
        }
        Project { name, sources }
    });
    let examples = with_manifest(&root.join(EXAMPLES))?
        .into_iter()
        .map(|name| {
            let name = format!("{EXAMPLES}/{name}");
            Project {
                sources: vec![root.join(&name), tests.join(&name)],
                name,
            }
        });
    Ok(own.chain(examples).collect())
}

/// What projects have in common that differ in a version: `react18` and `react19` are made of `react`.
fn shared(name: &str) -> &str {
    name.trim_end_matches(|digit: char| digit.is_ascii_digit())
}

/// The names of the folders in this one that have a manifest, in order.
fn with_manifest(folder: &Path) -> Result<Vec<String>> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry?;
        if Manifest::is_in(&entry.path()) {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

impl Project {
    /// Installs the packed package into a copy of the project, and runs the project's scripts; not
    /// again where nothing has changed since that went well.
    pub(super) fn make(&self, workspace: &Workspace, tools: &Tools, folder: &Path) -> Result<()> {
        let archive = folder.join(ARCHIVE);
        let made = folder.join(&self.name);
        let mut inputs = self.sources.clone();
        inputs.extend([archive.clone(), workspace.root.join(HERE)]);
        let stamp = Stamp::new(made.with_extension("stamp"), &workspace.root, &inputs)?;
        if stamp.is_current() && made.is_dir() {
            return Ok(());
        }
        step(&format!("project {}", self.name), || {
            fs::create_dir_all(&made)?;
            stamp.void()?;
            fresh_folder(&made)?;
            self.install(tools, &made, &archive)?;
            run_scripts(&made)
        })?;
        stamp.record()
    }

    fn install(&self, tools: &Tools, made: &Path, archive: &Path) -> Result<()> {
        for source in &self.sources {
            tree::copy(source, made)?;
        }
        let mut manifest = Manifest::read(made)?;
        manifest.forget_package()?;
        let modules = tools.npm(&self.name, made)?;
        tree::link(&modules, &made.join("node_modules"))?;
        let args = ["install", "--ignore-scripts", "--prefer-offline"];
        let mut npm = Command::new("npm");
        npm.args(args)
            .args(["--no-audit", "--no-fund"])
            .arg(archive)
            .current_dir(made);
        capture(&mut npm).map(drop)
    }
}

fn run_scripts(made: &Path) -> Result<()> {
    let manifest = Manifest::read(made)?;
    for script in SCRIPTS {
        if manifest.has_script(script) {
            let mut npm = Command::new("npm");
            npm.args(["run", script])
                .env("BACKEND", format!("http://localhost:{BACKEND_PORT}"))
                .env(QUIET.0, QUIET.1)
                .current_dir(made);
            capture(&mut npm)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_share_their_sources() {
        assert_eq!(shared("react18"), "react");
        assert_eq!(shared("vite"), "vite");
    }
}
