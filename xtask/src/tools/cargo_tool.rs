//! Tools that `cargo install` builds.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};

use crate::cache::Cache;
use crate::process::{is_executable, stream};
use crate::progress::step;
use crate::workspace::remove_folder;

/// A tool as crates.io has it.
pub(crate) struct CargoTool<'a> {
    package: &'a str,
    version: &'a str,
    executable: &'a str,
    /// Whether to build with the dependencies that its author locked.
    locked: bool,
}

pub(crate) const WASM_PACK: CargoTool<'_> = CargoTool {
    package: "wasm-pack",
    version: "0.15.1",
    executable: "wasm-pack",
    locked: true,
};

pub(crate) const GECKODRIVER: CargoTool<'_> = CargoTool {
    package: "geckodriver",
    version: "0.37.1",
    executable: "geckodriver",
    locked: true,
};

pub(crate) const CARGO_FUZZ: CargoTool<'_> = CargoTool {
    package: "cargo-fuzz",
    version: "0.13.2",
    executable: "cargo-fuzz",
    locked: true,
};

impl<'a> CargoTool<'a> {
    /// The wasm-bindgen command line of a version.
    pub(crate) fn wasm_bindgen(version: &'a str) -> Self {
        Self {
            package: "wasm-bindgen-cli",
            version,
            executable: "wasm-bindgen",
            // Its lock file names a crate that is newer than some registries serve.
            locked: false,
        }
    }

    /// The executable; built first if it is not there. Cargo puts it there in one move when it is
    /// complete, so one that is there is whole.
    pub(crate) fn ensure(&self, cache: &Cache) -> Result<PathBuf> {
        let root = cache.tool(self.package, self.version);
        let executable = root.join("bin").join(self.executable);
        if is_executable(&executable) {
            return Ok(executable);
        }
        let _lock = cache.lock()?;
        if !is_executable(&executable) {
            let Self {
                package, version, ..
            } = self;
            step(
                &format!("installing {package} {version} (about 2 minutes, once per user)"),
                || self.install(cache, &root),
            )?;
        }
        ensure!(
            is_executable(&executable),
            "{} was installed without {}",
            self.package,
            self.executable
        );
        Ok(executable)
    }

    /// Builds in the cache folder, so that an interrupted build goes on where it stopped.
    fn install(&self, cache: &Cache, root: &Path) -> Result<()> {
        let build = cache.root.join("build").join(self.package);
        let mut cargo = Command::new("cargo");
        cargo
            .args(["install", self.package, "--version", self.version])
            .arg("--root")
            .arg(root)
            .arg("--target-dir")
            .arg(&build)
            // Away from this workspace's own settings.
            .current_dir(&cache.root)
            .env_remove("RUSTFLAGS");
        if self.locked {
            cargo.arg("--locked");
        }
        // Cargo's progress is for a person who waits; a log needs only what went wrong.
        if !std::io::stderr().is_terminal() {
            cargo.arg("--quiet");
        }
        stream(&mut cargo)?;
        remove_folder(&build)
    }
}
