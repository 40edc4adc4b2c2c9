//! What a page downloads: before the vendor's frame starts to load, and after.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::installed_folder;
use crate::process::capture;
use crate::tools::NodeTools;
use crate::workspace::{Workspace, fresh_folder, read, write};

/// A page to be bundled.
struct Page {
    name: &'static str,
    source: &'static str,
}

/// How much there may be of a page, in bytes, brotli.
struct Limits {
    /// Before the frame, where the bundler splits code.
    first: u64,
    /// What is imported later then: the panel.
    later: u64,
    /// All of it in one file, where it does not split.
    unsplit: u64,
}

const MOUNT: Page = Page {
    name: "mount",
    source: "import { mount } from 'face-auth-widget';\nmount('#face', { token: 'token' });\n",
};

/// 14,000 bytes are what fits into the first flight of a new TCP connection. The other two are what
/// was reached, and a little more.
const LIMITS: Limits = Limits {
    first: 14_000,
    later: 18_000,
    unsplit: 30_000,
};

/// Some of what a page downloads.
struct Row {
    name: &'static str,
    weight: Weight,
    limit: u64,
}

/// Sizes in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Weight {
    raw: u64,
    gzip: u64,
    brotli: u64,
}

/// Bundles a page from the installed package as a user's esbuild would, and prints what it weighs.
///
/// # Errors
/// Something is above its limit.
pub(crate) fn report(workspace: &Workspace, node: &NodeTools) -> Result<()> {
    let rows = measure(node, &installed_folder(workspace))?;
    println!("bytes of a page that mounts, minified by esbuild, WASM included:");
    println!(
        "  {:16} {:>8} {:>8} {:>8} {:>8}",
        "", "raw", "gzip", "brotli", "limit"
    );
    for Row {
        name,
        weight: Weight { raw, gzip, brotli },
        limit,
    } in &rows
    {
        println!("  {name:16} {raw:>8} {gzip:>8} {brotli:>8} {limit:>8}");
    }
    let heavy: Vec<&str> = rows
        .iter()
        .filter(|row| row.weight.brotli > row.limit)
        .map(|row| row.name)
        .collect();
    ensure!(heavy.is_empty(), "above the limit: {}", heavy.join(", "));
    Ok(())
}

fn measure(node: &NodeTools, folder: &Path) -> Result<[Row; 3]> {
    let split = bundle(&MOUNT, node, folder, true)?;
    let unsplit = bundle(&MOUNT, node, folder, false)?;
    let row = |name, files: &BTreeSet<String>, limit| -> Result<Row> {
        let files: Vec<PathBuf> = files.iter().map(|file| folder.join(file)).collect();
        let weight = weigh(&files)?;
        Ok(Row {
            name,
            weight,
            limit,
        })
    };
    Ok([
        row("before the frame", &split.first, LIMITS.first)?,
        row("later", &split.later, LIMITS.later)?,
        row("unsplit", &unsplit.first, LIMITS.unsplit)?,
    ])
}

/// What a bundler made of a page, in files.
#[derive(Debug, PartialEq)]
struct Bundle {
    /// Loaded at once.
    first: BTreeSet<String>,
    /// Imported later.
    later: BTreeSet<String>,
}

fn bundle(page: &Page, node: &NodeTools, folder: &Path, splitting: bool) -> Result<Bundle> {
    let source = format!("{}.page.js", page.name);
    write(&folder.join(&source), page.source)?;
    let kind = if splitting { "split" } else { "unsplit" };
    let out = format!("size/{}-{kind}", page.name);
    let metafile = format!("{out}.json");
    fresh_folder(&folder.join(&out))?;
    let mut esbuild = node.command("esbuild", folder);
    esbuild
        .args([source.as_str(), "--bundle", "--minify"])
        .arg(format!("--splitting={splitting}"))
        .args(["--format=esm", "--log-level=warning"])
        .arg(format!("--outdir={out}"))
        .arg(format!("--metafile={metafile}"));
    capture(&mut esbuild)?;
    let outputs = serde_json::from_str::<Value>(&read(&folder.join(metafile))?)?["outputs"].take();
    parts(&outputs, &source)
}

/// Tells the output of an entry and all that it imports statically from all the rest, by esbuild's
/// own account.
fn parts(outputs: &Value, entry: &str) -> Result<Bundle> {
    let outputs = outputs.as_object().context("esbuild named no outputs")?;
    let (main, _) = outputs
        .iter()
        .find(|(_, output)| output["entryPoint"] == entry)
        .context("esbuild made no output of the page")?;
    let mut first = BTreeSet::new();
    let mut waiting = vec![main.as_str()];
    while let Some(name) = waiting.pop() {
        if !first.insert(name.to_owned()) {
            continue;
        }
        let imports = outputs
            .get(name)
            .and_then(|output| output["imports"].as_array());
        let fixed = imports
            .into_iter()
            .flatten()
            .filter(|import| import["kind"] == "import-statement");
        waiting.extend(fixed.filter_map(|import| import["path"].as_str()));
    }
    let later = outputs
        .keys()
        .filter(|name| !first.contains(*name))
        .cloned()
        .collect();
    Ok(Bundle { first, later })
}

/// Each file compressed on its own, as a server would, by the zlib and brotli that Node.js brings
/// (brotli quality 11, window 22: its defaults).
fn weigh(files: &[PathBuf]) -> Result<Weight> {
    const SCRIPT: &str = "
        const { readFileSync } = require('node:fs');
        const { gzipSync, brotliCompressSync } = require('node:zlib');
        for (const file of process.argv.slice(1)) {
          const raw = readFileSync(file);
          console.log(raw.length, gzipSync(raw, { level: 9 }).length, brotliCompressSync(raw).length);
        }";
    let mut node = Command::new("node");
    node.args(["--eval", SCRIPT]).args(files);
    let mut total = Weight::default();
    for line in capture(&mut node)?.lines() {
        let sizes: Vec<u64> = line.split(' ').map(str::parse).collect::<Result<_, _>>()?;
        let [raw, gzip, brotli] = sizes[..] else {
            anyhow::bail!("unexpected answer: {line}");
        };
        total.raw += raw;
        total.gzip += gzip;
        total.brotli += brotli;
    }
    Ok(total)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_imported_later_is_told_apart() {
        let outputs = json!({
            "page.js": {
                "entryPoint": "page.src.js",
                "imports": [
                    { "path": "shared.js", "kind": "import-statement" },
                    { "path": "later.js", "kind": "dynamic-import" },
                ],
            },
            "shared.js": { "imports": [{ "path": "deep.js", "kind": "import-statement" }] },
            "deep.js": { "imports": [{ "path": "shared.js", "kind": "import-statement" }] },
            "later.js": { "imports": [], "entryPoint": "later.src.js" },
        });
        let expected = Bundle {
            first: BTreeSet::from(["deep.js", "page.js", "shared.js"].map(str::to_owned)),
            later: BTreeSet::from(["later.js".to_owned()]),
        };
        assert_eq!(parts(&outputs, "page.src.js").unwrap(), expected);
        assert!(parts(&outputs, "other.js").is_err());
    }

    #[test]
    fn files_are_weighed_one_by_one() {
        let file = std::env::temp_dir().join(format!("xtask-weight-{}", std::process::id()));
        write(&file, "a".repeat(1000)).unwrap();
        let one = weigh(std::slice::from_ref(&file)).unwrap();
        let two = weigh(&[file.clone(), file.clone()]).unwrap();
        std::fs::remove_file(file).unwrap();
        assert_eq!(one.raw, 1000);
        assert!(one.brotli > 0 && one.brotli < one.gzip && one.gzip < 100);
        let doubled = Weight {
            raw: 2000,
            gzip: one.gzip * 2,
            brotli: one.brotli * 2,
        };
        assert_eq!(two, doubled);
    }
}
