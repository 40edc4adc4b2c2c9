//! The programs that the commands need: found, or installed once per user.

mod apt;
mod browsers;
mod cargo_tool;
mod node;
mod npm;
mod postgres;
mod rust;

use std::path::{Path, PathBuf};

use anyhow::Result;

pub(crate) use self::browsers::Browsers;
pub(crate) use self::npm::NodeTools;
pub(crate) use self::postgres::Postgres;
pub(crate) use self::rust::TARGET as WASM_TARGET;

use self::cargo_tool::CargoTool;
use crate::cache::Cache;
use crate::workspace::Workspace;

/// Where tools come from. Each method installs what it names if that is missing.
pub(crate) struct Tools<'a> {
    workspace: &'a Workspace,
    /// The folder that they are kept in.
    pub(crate) cache: Cache,
}

impl<'a> Tools<'a> {
    /// Knows where tools stand; installs nothing yet.
    pub(crate) fn new(workspace: &'a Workspace) -> Result<Self> {
        let cache = Cache::find()?;
        Ok(Self { workspace, cache })
    }

    /// The standard library for WebAssembly.
    pub(crate) fn wasm_target(&self) -> Result<()> {
        rust::wasm_target(self.workspace)
    }

    /// `cargo fmt` and `cargo clippy`.
    pub(crate) fn lints(&self) -> Result<()> {
        rust::lints(self.workspace)
    }

    /// `wasm-pack`.
    pub(crate) fn wasm_pack(&self) -> Result<PathBuf> {
        cargo_tool::WASM_PACK.ensure(&self.cache)
    }

    /// `wasm-bindgen` and its test runner, of the very version that the crate was compiled with:
    /// with any other the two do not understand each other.
    pub(crate) fn wasm_bindgen(&self) -> Result<PathBuf> {
        let version = self.workspace.locked_version("wasm-bindgen")?;
        CargoTool::wasm_bindgen(&version).ensure(&self.cache)
    }

    /// `geckodriver`, which Debian does not package.
    pub(crate) fn geckodriver(&self) -> Result<PathBuf> {
        cargo_tool::GECKODRIVER.ensure(&self.cache)
    }

    /// `cargo fuzz`.
    pub(crate) fn cargo_fuzz(&self) -> Result<PathBuf> {
        cargo_tool::CARGO_FUZZ.ensure(&self.cache)
    }

    /// The tools of `js/package.json`.
    pub(crate) fn node(&self) -> Result<NodeTools> {
        npm::install(self.workspace, &self.cache)
    }

    /// What the manifest and the lock file in a folder name; `what` is said where it must be
    /// installed first.
    pub(crate) fn npm(&self, what: &str, project: &Path) -> Result<PathBuf> {
        npm::dependencies(&self.cache, what, project)
    }

    /// Chromium and Firefox with what drives them.
    pub(crate) fn browsers(&self) -> Result<Browsers> {
        let found = browsers::ensure(&self.cache)?;
        Ok(Browsers {
            chromium: found.chromium,
            chromedriver: found.chromedriver,
            firefox: found.firefox,
            geckodriver: self.geckodriver()?,
        })
    }

    /// PostgreSQL, for a server of one's own.
    pub(crate) fn postgres(&self) -> Result<Postgres> {
        Postgres::ensure(&self.cache)
    }
}
