//! Nothing of this machine in the package, and source maps that a debugger can name files from.

use std::env;
use std::fs;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::{MODULES, module_folder};
use crate::workspace::{Workspace, files_under, read, write};

/// Gives the sources in every source map the names that they have in the repository, or that of their
/// module, and then looks for paths of this machine in every file of the package.
///
/// # Errors
/// A map lacks the text of a source, a source is from somewhere else, or a file names a folder of this
/// machine.
pub(crate) fn ensure(workspace: &Workspace) -> Result<()> {
    let pkg = workspace.pkg();
    let files = files_under(&pkg)?;
    let homes = homes(workspace);
    for file in files.iter().filter(|file| has_extension(file, "map")) {
        let map = renamed(&read(file)?, file, &homes)
            .with_context(|| format!("the source map {}", file.display()))?;
        write(file, map)?;
    }
    let folders = machine_folders(workspace)?;
    for file in &files {
        let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
        let named = folders.iter().find(|folder| contains(&bytes, folder));
        ensure!(
            named.is_none(),
            "{} names a folder of this machine",
            file.display()
        );
    }
    Ok(())
}

/// Where sources are, and what that is called in the maps.
fn homes(workspace: &Workspace) -> Vec<(PathBuf, &'static str)> {
    let modules = MODULES.map(|module| (module_folder(workspace, module), module.name));
    let mut homes = vec![(workspace.js(), "js")];
    homes.extend(modules);
    homes
}

/// A source map whose sources are called by home and path in it.
fn renamed(map: &str, file: &Path, homes: &[(PathBuf, &str)]) -> Result<String> {
    let mut map: Value = serde_json::from_str(map)?;
    let folder = file.parent().context("a map is in a folder")?;
    let sources = map["sources"].as_array_mut().context("no sources")?;
    let count = sources.len();
    for source in sources {
        let path = source.as_str().context("a source without a name")?;
        let path = normal(&folder.join(path));
        let name = homes.iter().find_map(|(home, name)| {
            let inside = path.strip_prefix(home).ok()?;
            Some(format!("{name}/{}", inside.display()))
        });
        *source = name
            .with_context(|| format!("{} is no source of ours", path.display()))?
            .into();
    }
    let texts = map["sourcesContent"].as_array().map_or(0, Vec::len);
    ensure!(texts == count, "not every source is in it");
    Ok(serde_json::to_string(&map)?)
}

/// The path without `..`.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(normal.pop()),
            part => normal.push(part),
        }
    }
    normal
}

/// Folders whose name would tell whose machine it was.
fn machine_folders(workspace: &Workspace) -> Result<Vec<String>> {
    let home = env::home_dir().context("no home folder")?;
    let folders = [&workspace.root, &workspace.target, &home].into_iter();
    let named = folders.filter(|folder| folder.parent().is_some());
    Ok(named.map(|folder| folder.display().to_string()).collect())
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}

fn has_extension(file: &Path, extension: &str) -> bool {
    file.extension().is_some_and(|found| found == extension)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    fn names(sources: &str) -> Result<String> {
        let map = format!(r#"{{"sources": {sources}, "sourcesContent": ["a"]}}"#);
        let homes = [(PathBuf::from("/here/js"), "js")];
        renamed(&map, Path::new("/here/pkg/element/class.js.map"), &homes)
    }

    #[test]
    fn sources_are_called_by_their_place_in_the_repository() {
        let map = names(r#"["../../js/element/class.ts"]"#).unwrap();
        assert!(
            map.contains(r#""sources":["js/element/class.ts"]"#),
            "{map}"
        );
    }

    #[test]
    fn a_source_without_text_or_from_elsewhere_is_refused() {
        assert!(names(r#"["../../js/a.ts", "../../js/b.ts"]"#).is_err());
        assert!(names(r#"["../../elsewhere/a.ts"]"#).is_err());
        assert!(names(r#"["../../../../../outside/a.ts"]"#).is_err());
    }

    #[test]
    fn a_folder_is_found_in_bytes() {
        assert!(contains(b"\xff/home/me\0", "/home/me"));
        assert!(!contains(b"/home/m", "/home/me"));
    }
}
