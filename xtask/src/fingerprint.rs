//! Whether a result still fits what it was made from.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::workspace::write;

/// Folders among sources that tools leave there.
pub(crate) const LEFTOVERS: [&str; 3] = ["node_modules", "dist", ".next"];

/// A hash over the names and contents of files, in hex.
pub(crate) fn of_files(root: &Path, paths: &[PathBuf]) -> Result<String> {
    let mut files = Vec::new();
    for path in paths {
        collect(path, &mut files)?;
    }
    files.sort();
    let mut hash = Sha256::new();
    for file in &files {
        let name = file.strip_prefix(root).unwrap_or(file);
        let contents = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
        hash.update(name.to_string_lossy().as_bytes());
        hash.update([0]);
        hash.update(contents.len().to_le_bytes());
        hash.update(contents);
    }
    Ok(hex(&hash.finalize()))
}

/// The record of what a result was made from, kept beside it.
pub(crate) struct Stamp {
    file: PathBuf,
    fingerprint: String,
}

impl Stamp {
    /// A stamp kept in `file`, for a result of these files and folders.
    pub(crate) fn new(file: PathBuf, root: &Path, inputs: &[PathBuf]) -> Result<Self> {
        let fingerprint = of_files(root, inputs)?;
        Ok(Self { file, fingerprint })
    }

    /// Whether the result was made from exactly these inputs.
    pub(crate) fn is_current(&self) -> bool {
        fs::read_to_string(&self.file).is_ok_and(|kept| kept == self.fingerprint)
    }

    /// Voids the record, before the result is made anew.
    pub(crate) fn void(&self) -> Result<()> {
        write(&self.file, "")
    }

    /// Records that the result is complete.
    pub(crate) fn record(&self) -> Result<()> {
        write(&self.file, &self.fingerprint)
    }
}

/// All files at or under a path, in no order; [`LEFTOVERS`] are not looked at.
fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if !path.is_dir() {
        files.extend(path.exists().then(|| path.to_path_buf()));
        return Ok(());
    }
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        if !LEFTOVERS.iter().any(|name| entry.file_name() == *name) {
            collect(&entry.path(), files)?;
        }
    }
    Ok(())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("xtask-{name}-{}", std::process::id()));
        crate::workspace::fresh_folder(&folder).unwrap();
        folder
    }

    #[test]
    fn a_stamp_is_current_until_an_input_changes() {
        let root = folder("stamp");
        let source = root.join("source");
        fs::create_dir(&source).unwrap();
        write(&source.join("a"), "one").unwrap();
        let stamp =
            || Stamp::new(root.join("stamp"), &root, std::slice::from_ref(&source)).unwrap();

        assert!(!stamp().is_current());
        stamp().record().unwrap();
        assert!(stamp().is_current());

        write(&source.join("a"), "two").unwrap();
        assert!(!stamp().is_current());

        write(&source.join("a"), "one").unwrap();
        assert!(stamp().is_current());
        fs::rename(source.join("a"), source.join("b")).unwrap();
        assert!(!stamp().is_current());
        fs::remove_dir_all(root).unwrap();
    }
}
