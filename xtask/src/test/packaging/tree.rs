//! Folders laid out anew elsewhere.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::fingerprint::LEFTOVERS;

/// npm's record of what is installed, which it changes in place.
const RECORD: &str = ".package-lock.json";

/// Copies a file or a folder of sources into a folder, without what tools have left in it. What is
/// not there is not copied.
pub(super) fn copy(from: &Path, folder: &Path) -> Result<()> {
    if from.is_dir() {
        return each(from, |path, name| {
            if LEFTOVERS.contains(&name) {
                return Ok(());
            }
            let to = folder.join(name);
            if path.is_dir() {
                fs::create_dir_all(&to)?;
                copy(path, &to)
            } else {
                copy_file(path, &to)
            }
        });
    }
    match from.file_name().filter(|_| from.exists()) {
        Some(name) => copy_file(from, &folder.join(name)),
        None => Ok(()),
    }
}

/// Makes a folder with the same files as another one, which takes neither time nor space. Nobody may
/// write into these files; new ones may stand beside them.
pub(super) fn link(from: &Path, to: &Path) -> Result<()> {
    if !from.exists() {
        return Ok(());
    }
    fs::create_dir_all(to).with_context(|| format!("cannot make {}", to.display()))?;
    each(from, |path, name| {
        let to = to.join(name);
        if path.is_symlink() {
            symlink(&fs::read_link(path)?, &to)
        } else if path.is_dir() {
            link(path, &to)
        } else if name == RECORD {
            Ok(())
        } else {
            // On another file system a file has no second name.
            fs::hard_link(path, &to).or_else(|_| copy_file(path, &to))
        }
    })
}

fn each(folder: &Path, mut act: impl FnMut(&Path, &str) -> Result<()>) -> Result<()> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        act(&entry.path(), &entry.file_name().to_string_lossy())?;
    }
    Ok(())
}

fn copy_file(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).with_context(|| format!("cannot copy {}", from.display()))?;
    Ok(())
}

#[cfg(unix)]
fn symlink(target: &Path, link: &Path) -> Result<()> {
    Ok(std::os::unix::fs::symlink(target, link)?)
}

/// What npm makes there are files.
#[cfg(not(unix))]
fn symlink(_: &Path, link: &Path) -> Result<()> {
    anyhow::bail!("{} is a symbolic link", link.display())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use crate::workspace::{fresh_folder, read, write};

    #[test]
    fn sources_are_copied_and_modules_are_linked() {
        let root = std::env::temp_dir().join(format!("xtask-tree-{}", std::process::id()));
        let [from, copied, linked] = ["from", "copied", "linked"].map(|name| root.join(name));
        for folder in [&from.join("src"), &from.join("dist"), &copied] {
            fresh_folder(folder).unwrap();
        }
        for file in ["src/page.js", "dist/page.js", RECORD] {
            write(&from.join(file), file).unwrap();
        }

        copy(&from, &copied).unwrap();
        assert_eq!(read(&copied.join("src/page.js")).unwrap(), "src/page.js");
        assert!(!copied.join("dist").exists());
        copy(&root.join("nothing"), &copied).unwrap();

        link(&from, &linked).unwrap();
        assert_eq!(read(&linked.join("dist/page.js")).unwrap(), "dist/page.js");
        assert!(!linked.join(RECORD).exists());
        link(&root.join("nothing"), &linked).unwrap();
        fs::remove_dir_all(root).unwrap();
    }
}
