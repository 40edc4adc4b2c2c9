//! Where things stand in this clone, and what Cargo knows of them.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::process::capture;

/// The crate that becomes the npm package, and that package's name.
pub(crate) const WIDGET: &str = "face-auth-widget";

/// A crate that wasm-pack builds: it links [`WIDGET`] as a WebAssembly module. The TypeScript
/// imports the results by the crate's name.
#[derive(Clone, Copy)]
pub(crate) struct WasmCrate {
    /// The crate's name.
    pub(crate) name: &'static str,
    /// What is made of its glue.
    pub(crate) glue: Glue,
    /// Its folder in `js/`.
    folder: &'static str,
}

/// What is made of the glue that wasm-bindgen wrote for a module.
#[derive(Clone, Copy)]
pub(crate) enum Glue {
    /// Nothing.
    AsItIs,
    /// It is shortened: every byte of it is downloaded before the frame.
    Short,
    /// It takes a compiled module as often as it is given one: a server goes on after a bug.
    Renewable,
}

/// What a page needs before the frame.
pub(crate) const WASM: WasmCrate = WasmCrate {
    name: "face-auth-widget-wasm",
    glue: Glue::Short,
    folder: "wasm",
};

/// What a person sees besides the frame: it comes later.
pub(crate) const PANEL: WasmCrate = WasmCrate {
    name: "face-auth-widget-panel",
    glue: Glue::AsItIs,
    folder: "panel",
};

/// What a host's backend runs.
pub(crate) const SERVER: WasmCrate = WasmCrate {
    name: "face-auth-widget-server",
    glue: Glue::Renewable,
    folder: "server",
};

/// What makes [`WIDGET`] the panel.
pub(crate) const PANEL_FEATURE: &str = "face-auth-widget/panel";

/// This clone.
pub(crate) struct Workspace {
    /// The folder of the root `Cargo.toml`.
    pub(crate) root: PathBuf,
    /// Cargo's target folder, which also holds what is made on the way to the package.
    pub(crate) target: PathBuf,
    metadata: Value,
}

impl Workspace {
    /// Asks Cargo for the workspace that the current folder belongs to.
    pub(crate) fn load() -> Result<Self> {
        let args = ["metadata", "--format-version", "1", "--no-deps"];
        let metadata: Value = serde_json::from_str(&capture(Command::new("cargo").args(args))?)?;
        let folder = |name: &str| {
            metadata[name]
                .as_str()
                .map(PathBuf::from)
                .with_context(|| format!("cargo metadata has no {name}"))
        };
        Ok(Self {
            root: folder("workspace_root")?,
            target: folder("target_directory")?,
            metadata,
        })
    }

    /// The TypeScript sources and the manifest of the tools for them.
    pub(crate) fn js(&self) -> PathBuf {
        self.root.join("js")
    }

    /// The built npm package.
    pub(crate) fn pkg(&self) -> PathBuf {
        self.root.join("pkg")
    }

    /// A command that runs in the root folder.
    pub(crate) fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        command
    }

    /// The widget crate's version.
    pub(crate) fn version(&self) -> Result<&str> {
        self.widget("version")
    }

    /// The widget crate's description.
    pub(crate) fn description(&self) -> Result<&str> {
        self.widget("description")
    }

    /// The version of a dependency, as `Cargo.lock` has it.
    pub(crate) fn locked_version(&self, dependency: &str) -> Result<String> {
        let lock = read(&self.root.join("Cargo.lock"))?;
        locked_version(&lock, dependency)
            .map(str::to_owned)
            .with_context(|| format!("Cargo.lock does not have {dependency}"))
    }

    /// The folder of a crate that wasm-pack builds.
    pub(crate) fn wasm_crate(&self, module: WasmCrate) -> PathBuf {
        self.js().join(module.folder)
    }

    /// The WASM features that the release build enables: the `--enable-…` flags that the crate
    /// gives to wasm-opt.
    pub(crate) fn wasm_features(&self, module: WasmCrate) -> Result<Vec<&str>> {
        let name = module.name;
        let profile = &self.package(name)?["metadata"]["wasm-pack"]["profile"]["release"];
        let features: Vec<&str> = profile["wasm-opt"]
            .as_array()
            .with_context(|| format!("{name} has no wasm-opt flags for the release profile"))?
            .iter()
            .filter_map(Value::as_str)
            .filter(|flag| flag.starts_with("--enable-"))
            .collect();
        Ok(features)
    }

    /// The names of a package's integration tests.
    pub(crate) fn integration_tests(&self, package: &str) -> Result<Vec<&str>> {
        let targets = self.package(package)?["targets"].as_array();
        let tests = targets
            .into_iter()
            .flatten()
            .filter(|target| target["kind"][0] == "test")
            .filter_map(|target| target["name"].as_str());
        Ok(tests.collect())
    }

    fn widget(&self, field: &str) -> Result<&str> {
        self.package(WIDGET)?[field]
            .as_str()
            .with_context(|| format!("Cargo.toml gives {WIDGET} no {field}"))
    }

    fn package(&self, name: &str) -> Result<&Value> {
        self.metadata["packages"]
            .as_array()
            .into_iter()
            .flatten()
            .find(|package| package["name"] == name)
            .with_context(|| format!("the workspace has no package {name}"))
    }
}

/// Reads a text file, naming it where that fails.
pub(crate) fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// Writes a file, naming it where that fails.
pub(crate) fn write(path: &Path, contents: impl AsRef<[u8]>) -> Result<()> {
    std::fs::write(path, contents).with_context(|| format!("cannot write {}", path.display()))
}

/// All files in a folder and those in it, in order.
pub(crate) fn files_under(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder);
    let entries = entries.with_context(|| format!("cannot read {}", folder.display()))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(files_under(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Removes a folder and all in it, if it is there.
pub(crate) fn remove_folder(path: &Path) -> Result<()> {
    match std::fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", path.display()))
        }
        _ => Ok(()),
    }
}

/// Makes a folder that is empty.
pub(crate) fn fresh_folder(path: &Path) -> Result<()> {
    remove_folder(path)?;
    std::fs::create_dir_all(path).with_context(|| format!("cannot make {}", path.display()))
}

/// The version that follows a package's name in a lock file.
fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines
        .nth(1)?
        .strip_prefix("version = \"")?
        .strip_suffix('"')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    const LOCK: &str = r#"
[[package]]
name = "wasm-bindgen-macro"
version = "0.2.1"

[[package]]
name = "wasm-bindgen"
version = "0.2.130"
source = "registry"
"#;

    #[test]
    fn the_locked_version_is_that_of_the_whole_name() {
        assert_eq!(locked_version(LOCK, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(LOCK, "wasm"), None);
    }

    #[test]
    fn this_workspace_is_understood() {
        let workspace = Workspace::load().unwrap();
        assert!(workspace.root.join("xtask").is_dir());
        assert_eq!(workspace.version().unwrap(), env!("CARGO_PKG_VERSION"));
        assert!(workspace.locked_version("wasm-bindgen").is_ok());
    }
}
