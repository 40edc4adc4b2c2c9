//! What a page downloads: before the vendor's frame starts to load, and after.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::bundle::{global_script, module_file};
use super::{MODULES, installed_folder};
use crate::process::capture;
use crate::tools::NodeTools;
use crate::workspace::{WIDGET, Workspace, fresh_folder, read, write};

/// A page to be bundled, and how much there may be of it, in bytes, brotli.
struct Page {
    name: &'static str,
    source: &'static str,
    limits: Limits,
}

/// All but the first are for bundlers that split code or for those that do not; without a limit, that
/// part of the page is as in another one, or there is none.
struct Limits {
    /// Before the frame, where the bundler splits code.
    first: u64,
    /// What is imported later then: the panel.
    later: Option<u64>,
    /// All of it in one file, where it does not split.
    unsplit: Option<u64>,
}

/// 14,000 bytes are what fits into the first flight of a new TCP connection. All the others are what
/// was reached, and a little more. React itself is not counted.
const PAGES: [Page; 7] = [
    Page {
        name: "mount",
        source: "import { mount } from 'face-auth-widget';\nmount('#face', { token: 'token' });\n",
        limits: Limits {
            first: 14_000,
            later: Some(18_000),
            unsplit: Some(30_000),
        },
    },
    Page {
        name: "element",
        source: "import 'face-auth-widget/element';\n",
        limits: Limits {
            first: 19_500,
            later: None,
            unsplit: Some(35_500),
        },
    },
    Page {
        name: "element class",
        source: "export { FaceAuthElement } from 'face-auth-widget/element/class';\n",
        limits: Limits {
            first: 19_500,
            later: None,
            unsplit: Some(35_500),
        },
    },
    Page {
        name: "react",
        source: "export { FaceAuth } from 'face-auth-widget/react';\n",
        limits: Limits {
            first: 15_500,
            later: None,
            unsplit: Some(31_000),
        },
    },
    Page {
        name: "external",
        source: "export { load, mount } from 'face-auth-widget/external';\n",
        limits: Limits {
            first: 3_200,
            later: None,
            unsplit: Some(21_500),
        },
    },
    Page {
        name: "a language",
        source: "export { default } from 'face-auth-widget/locales/ar';\n",
        limits: Limits {
            first: 1_600,
            later: None,
            unsplit: None,
        },
    },
    Page {
        name: ERROR_ALONE,
        source: "export { FaceAuthError } from 'face-auth-widget';\n",
        limits: Limits {
            first: 1_000,
            later: None,
            unsplit: None,
        },
    },
];

/// A page that needs no WebAssembly.
const ERROR_ALONE: &str = "FaceAuthError";

/// How every module begins, as the scripts have it: `\0asm`.
const MODULE_BEGINS: &str = "<asm";

/// Files that pages load as they are in the package, what edge workers get in place of it all, and what
/// a backend loads: in edge workers the module, elsewhere a script that it is inside.
fn files() -> [(String, u64); 7] {
    let [widget, panel, server] = MODULES.map(module_file);
    [
        (widget, 11_500),
        (panel, 15_500),
        ("external/panel.js".to_owned(), 2_700),
        ("edge/index.js".to_owned(), 1_000),
        (global_script(), 35_500),
        (server, 62_000),
        ("server.js".to_owned(), 72_000),
    ]
}

/// Some of what a page downloads.
struct Row {
    name: String,
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

/// Bundles pages from the installed package as a user's esbuild would, and prints what they weigh.
///
/// # Errors
/// Something is above its limit, or a page has WebAssembly that it does not need.
pub(crate) fn report(workspace: &Workspace, node: &NodeTools) -> Result<()> {
    let folder = installed_folder(workspace);
    let mut rows = Vec::new();
    for page in &PAGES {
        rows.extend(measure(page, node, &folder)?);
    }
    for (file, limit) in files() {
        let path = folder.join("node_modules").join(WIDGET).join(&file);
        rows.push(Row {
            weight: weigh(&[path])?,
            name: file,
            limit,
        });
    }
    print_table(&rows);
    let heavy = rows.iter().filter(|row| row.weight.brotli > row.limit);
    let heavy: Vec<&str> = heavy.map(|row| row.name.as_str()).collect();
    ensure!(heavy.is_empty(), "above the limit: {}", heavy.join(", "));
    Ok(())
}

fn print_table(rows: &[Row]) {
    println!("bytes that a page downloads, minified by esbuild:");
    let head = ["", "raw", "gzip", "brotli", "limit"];
    let [name, raw, gzip, brotli, limit] = head;
    println!("  {name:30} {raw:>8} {gzip:>8} {brotli:>8} {limit:>8}");
    for row in rows {
        let Weight { raw, gzip, brotli } = row.weight;
        let Row { name, limit, .. } = row;
        println!("  {name:30} {raw:>8} {gzip:>8} {brotli:>8} {limit:>8}");
    }
}

/// The rows of a page: each part that has a limit.
fn measure(page: &Page, node: &NodeTools, folder: &Path) -> Result<Vec<Row>> {
    let Page { name, limits, .. } = page;
    let split = bundle(page, node, folder, true)?;
    ensure_wasm_where_needed(page, &split, folder)?;
    let mut parts = vec![((*name).to_owned(), split.first, limits.first)];
    if let Some(limit) = limits.later {
        parts.push((format!("{name}, later"), split.later, limit));
    }
    if let Some(limit) = limits.unsplit {
        let unsplit = bundle(page, node, folder, false)?;
        parts.push((format!("{name}, unsplit"), unsplit.first, limit));
    }
    let row = |(name, files, limit): (String, BTreeSet<String>, u64)| -> Result<Row> {
        let files: Vec<PathBuf> = files.iter().map(|file| folder.join(file)).collect();
        Ok(Row {
            weight: weigh(&files)?,
            name,
            limit,
        })
    };
    parts.into_iter().map(row).collect()
}

/// Whoever needs the error alone must not download the module; that it would be found is seen where
/// it is needed.
fn ensure_wasm_where_needed(page: &Page, bundle: &Bundle, folder: &Path) -> Result<()> {
    let mut found = false;
    for file in &bundle.first {
        found |= read(&folder.join(file))?.contains(MODULE_BEGINS);
    }
    let needed = match page.name {
        ERROR_ALONE => false,
        "mount" => true,
        _ => return Ok(()),
    };
    ensure!(
        found == needed,
        "{}: WebAssembly is in it: {found}",
        page.name
    );
    Ok(())
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
        .args(["--format=esm", "--external:react", "--log-level=warning"])
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
            .filter(|import| import["kind"] == "import-statement" && import["external"] != true);
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
/// (brotli quality 11, window 22: its defaults). The hash in the name of a chunk is always the same
/// one here: another hash moves the size by up to 40 bytes, with nothing else changed.
fn weigh(files: &[PathBuf]) -> Result<Weight> {
    const SCRIPT: &str = "
        const { readFileSync } = require('node:fs');
        const { gzipSync, brotliCompressSync } = require('node:zlib');
        const anyHash = /-[0-9A-Z]{8}\\.js/g;
        for (const file of process.argv.slice(1)) {
          const text = readFileSync(file, 'latin1').replace(anyHash, '-K7QZ3XWB.js');
          const raw = Buffer.from(text, 'latin1');
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
                    { "path": "react", "kind": "import-statement", "external": true },
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
