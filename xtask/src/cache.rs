//! The folder where tools are kept, for all clones of this user.

use std::env;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The cache folder: `FACE_AUTH_CACHE`, or `face-auth-widget` in the user's cache.
pub(crate) struct Cache {
    /// Its path; it exists once something was locked.
    pub(crate) root: PathBuf,
}

impl Cache {
    /// Finds the folder; makes nothing.
    pub(crate) fn find() -> Result<Self> {
        let given = |name| {
            env::var_os(name)
                .filter(|v| !v.is_empty())
                .map(PathBuf::from)
        };
        let root = given("FACE_AUTH_CACHE")
            .or_else(|| given("XDG_CACHE_HOME").map(|cache| cache.join("face-auth-widget")))
            .or_else(|| given("HOME").map(|home| home.join(".cache/face-auth-widget")))
            .context("no folder for tools: set FACE_AUTH_CACHE")?;
        Ok(Self {
            root: std::path::absolute(root)?,
        })
    }

    /// Where a cargo-installed tool of one version stands.
    pub(crate) fn tool(&self, name: &str, version: &str) -> PathBuf {
        self.root.join("tools").join(format!("{name}-{version}"))
    }

    /// Holds the folder for one process until the guard is dropped, so that two never install the
    /// same thing.
    pub(crate) fn lock(&self) -> Result<File> {
        lock(&self.root.join("lock"), "another install")
    }
}

/// Locks a file for this process, saying what it waits for if it must.
pub(crate) fn lock(path: &Path, holder: &str) -> Result<File> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    let file = File::create(path).with_context(|| format!("cannot open {}", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::Error(error)) => {
            Err(error).with_context(|| format!("cannot lock {}", path.display()))
        }
        Err(TryLockError::WouldBlock) => {
            println!("waiting for {holder} to finish");
            file.lock()?;
            Ok(file)
        }
    }
}
