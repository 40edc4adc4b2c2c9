//! What a project's manifest and lock file say.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::workspace::{WIDGET, read, write};

const MANIFEST: &str = "package.json";
const LOCK: &str = "package-lock.json";

/// The manifest of a project, and where it stands.
pub(super) struct Manifest {
    folder: PathBuf,
    json: Value,
}

impl Manifest {
    /// Whether a folder has one.
    pub(super) fn is_in(folder: &Path) -> bool {
        folder.join(MANIFEST).is_file()
    }

    /// Reads the one of a folder.
    pub(super) fn read(folder: &Path) -> Result<Self> {
        Ok(Self {
            json: read_json(&folder.join(MANIFEST))?,
            folder: folder.to_path_buf(),
        })
    }

    /// Whether `npm run` knows this script.
    pub(super) fn has_script(&self, name: &str) -> bool {
        self.json["scripts"].get(name).is_some()
    }

    /// Takes the folder of the built package, which an example depends on, out of manifest and lock
    /// file: the packed package takes its place.
    pub(super) fn forget_package(&mut self) -> Result<()> {
        let Some(from) = forgotten(&mut self.json) else {
            return Ok(());
        };
        let path = self.folder.join(LOCK);
        let mut lock = read_json(&path)?;
        let packages = &mut lock["packages"];
        forgotten(&mut packages[""]);
        if let Some(packages) = packages.as_object_mut() {
            packages.remove(&format!("node_modules/{WIDGET}"));
            packages.remove(&from);
        }
        write_json(&path, &lock)?;
        write_json(&self.folder.join(MANIFEST), &self.json)
    }
}

/// Removes the dependency on the package, and returns the folder that it named.
fn forgotten(manifest: &mut Value) -> Option<String> {
    let dependencies = manifest.get_mut("dependencies")?.as_object_mut()?;
    let from = dependencies.remove(WIDGET)?;
    Some(from.as_str()?.strip_prefix("file:")?.to_owned())
}

fn read_json(path: &Path) -> Result<Value> {
    serde_json::from_str(&read(path)?).with_context(|| format!("{} is not JSON", path.display()))
}

fn write_json(path: &Path, json: &Value) -> Result<()> {
    write(path, serde_json::to_string_pretty(json)? + "\n")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_dependency_on_the_package_is_forgotten_alone() {
        let mut manifest = json!({ "dependencies": { WIDGET: "file:../../pkg", "vue": "3.5.45" } });
        assert_eq!(forgotten(&mut manifest).as_deref(), Some("../../pkg"));
        assert_eq!(manifest, json!({ "dependencies": { "vue": "3.5.45" } }));
        assert_eq!(forgotten(&mut manifest), None);
        assert_eq!(forgotten(&mut json!({ "private": true })), None);
    }
}
