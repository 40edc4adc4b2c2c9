//! What a page downloads before the vendor's frame starts to load.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::installed_folder;
use crate::process::capture;
use crate::tools::NodeTools;
use crate::workspace::{Workspace, read, write};

/// A page to be bundled, and how much of it there may be.
struct Page {
    name: &'static str,
    source: &'static str,
    /// Bytes, brotli.
    limit: u64,
}

/// 14,000 bytes are what fits into the first flight of a new TCP connection.
const PAGES: [Page; 1] = [Page {
    name: "mount",
    source: "import { mount } from 'face-auth-widget';\nmount('#face', { token: 'token' });\n",
    limit: 14_000,
}];

/// Sizes in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Weight {
    raw: u64,
    gzip: u64,
    brotli: u64,
}

/// Bundles each page from the installed package as a user's esbuild would, and prints what it
/// weighs before the frame.
///
/// # Errors
/// A page is above its limit.
pub(crate) fn report(workspace: &Workspace, node: &NodeTools) -> Result<()> {
    let folder = installed_folder(workspace);
    println!("bytes before the frame, minified by esbuild with splitting, WASM included:");
    println!(
        "  {:12} {:>8} {:>8} {:>8} {:>8}",
        "page", "raw", "gzip", "brotli", "limit"
    );
    let mut heavy = Vec::new();
    for page in &PAGES {
        let weight = weigh(&bundle(page, node, &folder)?)?;
        let Weight { raw, gzip, brotli } = weight;
        println!(
            "  {:12} {raw:>8} {gzip:>8} {brotli:>8} {:>8}",
            page.name, page.limit
        );
        if brotli > page.limit {
            heavy.push(page.name);
        }
    }
    ensure!(heavy.is_empty(), "above the limit: {}", heavy.join(", "));
    Ok(())
}

/// The files that a page loads at once.
fn bundle(page: &Page, node: &NodeTools, folder: &Path) -> Result<Vec<PathBuf>> {
    let source = format!("{}.page.js", page.name);
    write(&folder.join(&source), page.source)?;
    let out = format!("size/{}", page.name);
    let metafile = format!("{out}.json");
    crate::workspace::fresh_folder(&folder.join(&out))?;
    let mut esbuild = node.command("esbuild", folder);
    esbuild
        .args([source.as_str(), "--bundle", "--minify", "--splitting"])
        .args(["--format=esm", "--log-level=warning"])
        .arg(format!("--outdir={out}"))
        .arg(format!("--metafile={metafile}"));
    capture(&mut esbuild)?;
    let outputs = serde_json::from_str::<Value>(&read(&folder.join(metafile))?)?["outputs"].take();
    let names = loaded_at_once(&outputs, &source)?;
    Ok(names.into_iter().map(|name| folder.join(name)).collect())
}

/// The output of an entry and all that it imports statically, by esbuild's own account.
fn loaded_at_once(outputs: &Value, entry: &str) -> Result<BTreeSet<String>> {
    let outputs = outputs.as_object().context("esbuild named no outputs")?;
    let (first, _) = outputs
        .iter()
        .find(|(_, output)| output["entryPoint"] == entry)
        .context("esbuild made no output of the page")?;
    let mut loaded = BTreeSet::new();
    let mut waiting = vec![first.as_str()];
    while let Some(name) = waiting.pop() {
        if !loaded.insert(name.to_owned()) {
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
    Ok(loaded)
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
    fn what_is_imported_later_does_not_count() {
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
        let loaded = loaded_at_once(&outputs, "page.src.js").unwrap();
        let expected = ["deep.js", "page.js", "shared.js"].map(str::to_owned);
        assert_eq!(loaded, BTreeSet::from(expected));
        assert!(loaded_at_once(&outputs, "other.js").is_err());
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
