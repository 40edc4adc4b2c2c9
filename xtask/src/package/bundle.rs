//! The TypeScript and the WASM as the package's scripts, with their declarations.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::{MODULES, module_folder};
use crate::process::capture;
use crate::tools::NodeTools;
use crate::workspace::{WIDGET, WasmCrate, Workspace, read, write};

/// What the page downloads before the frame, and after: `index` alone imports the panel, later. The
/// languages are bundled with them. Nothing else is: a chunk that these shared with another entry
/// would be one more request before the frame.
const MAIN: [&str; 2] = ["index", "panel"];

/// Entries beside [`MAIN`], by their source in `js/`. They import it, and each other, as the files
/// that they are in the package, so that all of them in a page are one copy of the widget.
const BESIDE: [&str; 6] = [
    "element",
    "element/class",
    "element/solid",
    "element/svelte",
    "element/vue",
    "react",
];

/// What [`BESIDE`] imports as it stands: files of the package, and what its user installs.
const IMPORTED: [&str; 5] = [
    "./index.js",
    "../index.js",
    "./element/class.js",
    "react",
    "react/*",
];

/// The entry for those who serve the modules apart, and the panel without its module.
const EXTERNAL: [&str; 2] = ["external", "external/panel"];

/// What takes the place of the main entries in edge workers, which refuse WebAssembly from bytes and
/// never have a document; [`BESIDE`] stands beside it there too. They alone have conditions of their own
/// in the manifest: Node.js, Deno and Bun get what browsers get, which does nothing there until it is
/// called, since tests in jsdom resolve `node` and must run the real thing.
const EDGE: [&str; 2] = ["edge/index", "edge/external"];

/// The entry for backends, by its source.
const SERVER: &str = "server";

/// What is made of it for whom: the file without its extension, the condition that says where its
/// module comes from (see `js/package.json`), and for which engines.
const SERVERS: [(&str, &str); 3] = [
    ("server", "inline"),
    ("server/workerd", "workerd"),
    ("server/edge-light", "edge-light"),
];

/// What stands in its place where nobody says that it is for a server, and where it is said not to be.
const GUARDS: [&str; 2] = ["server/unknown", "server/browser"];

/// What the oldest Node.js that is served understands, and all the others.
const SERVER_TARGET: &str = "node20";

/// The one file for a plain `<script src>`, by its source; the package says more in its name.
const GLOBAL: &str = "global";

/// Says that a file is UTF-8, whatever the charset of the page that loads it.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// What browsers the scripts are for: some that are older than WebAssembly's reference types too, so that
/// they understand them as far as the error that says so.
const TARGET: &str = "chrome85,firefox79,safari14.1";

/// The same for [`MAIN`], whose syntax those browsers understand as it is: what esbuild would do for a bug
/// of one of them weighs 50 bytes before the frame.
const MAIN_TARGET: &str = "es2022";

/// The name of the classic script in the package.
pub(crate) fn global_script() -> String {
    format!("{WIDGET}.{GLOBAL}.js")
}

/// The name in the package of a module that is served apart.
pub(crate) fn module_file(module: WasmCrate) -> String {
    let name = module.name.strip_suffix("-wasm").unwrap_or(module.name);
    format!("{name}.wasm")
}

/// Bundles the entries and declares their types into `pkg/`.
pub(crate) fn build(workspace: &Workspace, node: &NodeTools) -> Result<()> {
    main(workspace, node)?;
    beside(workspace, node)?;
    external(workspace, node)?;
    global(workspace, node)?;
    server(workspace, node)?;
    declare(workspace, node)?;
    describe_element(workspace, node)
}

fn main(workspace: &Workspace, node: &NodeTools) -> Result<()> {
    let mut esbuild = minified(workspace, node, "");
    esbuild
        .arg(format!("--target={MAIN_TARGET}"))
        .args(MAIN.map(source))
        .args(locales(workspace)?)
        .args(["--format=esm", "--splitting"])
        .arg("--chunk-names=chunks/[name]-[hash]");
    capture(&mut esbuild).map(drop)
}

/// Twice: for browsers, and beside what edge workers get.
fn beside(workspace: &Workspace, node: &NodeTools) -> Result<()> {
    for folder in ["", "edge"] {
        let mut esbuild = minified(workspace, node, folder);
        esbuild
            .args(BESIDE.map(source))
            .arg("--format=esm")
            .args(IMPORTED.map(|path| format!("--external:{path}")));
        capture(&mut esbuild)?;
    }
    let mut esbuild = minified(workspace, node, "");
    esbuild.args(EDGE.map(source)).arg("--format=esm");
    capture(&mut esbuild).map(drop)
}

/// Without the modules in the script: `js/package.json` says what takes the place of which source.
fn external(workspace: &Workspace, node: &NodeTools) -> Result<()> {
    let mut esbuild = minified(workspace, node, "");
    esbuild
        .args(EXTERNAL.map(source))
        .args(["--format=esm", "--conditions=external"])
        .args(["--external:./panel.js", "--external:./external/panel.js"]);
    capture(&mut esbuild)?;
    for module in MODULES {
        let made = module_folder(workspace, module).join("module.wasm");
        let file = workspace.pkg().join(module_file(module));
        fs::copy(&made, file).with_context(|| format!("cannot copy {}", made.display()))?;
    }
    Ok(())
}

fn global(workspace: &Workspace, node: &NodeTools) -> Result<()> {
    let script = global_script();
    let name = script.trim_end_matches(".js");
    let mut esbuild = minified(workspace, node, "");
    esbuild
        .arg(format!("{name}={}", source(GLOBAL)))
        .arg("--format=iife");
    capture(&mut esbuild)?;
    let file = workspace.pkg().join(&script);
    write(&file, format!("{BYTE_ORDER_MARK}{}", read(&file)?))
}

/// For each kind of server with its module from where that kind wants it, and what refuses all else. Its
/// script is read in stack traces, and nobody downloads it: it keeps its names.
fn server(workspace: &Workspace, node: &NodeTools) -> Result<()> {
    for (file, condition) in SERVERS {
        let mut esbuild = esbuild(workspace, node, "");
        esbuild
            .arg(format!("{file}={}", source(SERVER)))
            .arg(format!("--conditions={condition}"))
            .arg(format!("--target={SERVER_TARGET}"))
            .args([
                "--format=esm",
                "--external:*.wasm",
                "--external:*.wasm?module",
            ]);
        capture(&mut esbuild)?;
    }
    let mut esbuild = esbuild(workspace, node, "");
    esbuild
        .args(GUARDS.map(source))
        .arg(format!("--target={SERVER_TARGET}"))
        .args([
            "--format=esm",
            "--external:../server.js",
            "--external:./face-auth-widget*",
        ]);
    capture(&mut esbuild).map(drop)
}

/// The path of an entry in `js/`.
fn source(entry: &str) -> String {
    format!("{entry}.ts")
}

/// esbuild for what a page downloads.
fn minified(workspace: &Workspace, node: &NodeTools, folder: &str) -> Command {
    let mut esbuild = esbuild(workspace, node, folder);
    esbuild.arg("--minify");
    esbuild
}

/// esbuild in `js/`, with what all entries have in common, into a folder of the package.
fn esbuild(workspace: &Workspace, node: &NodeTools, folder: &str) -> Command {
    let mut esbuild = node.command("esbuild", &workspace.js());
    esbuild
        .args(["--bundle", "--sourcemap"])
        .args(["--outbase=.", "--log-level=warning"])
        .arg(format!("--target={TARGET}"))
        .args(MODULES.map(|module| {
            let folder = module_folder(workspace, module);
            format!("--alias:{}={}", module.name, folder.display())
        }))
        .arg(format!(
            "--outdir={}",
            workspace.pkg().join(folder).display()
        ));
    esbuild
}

/// The languages, as paths in `js/`.
fn locales(workspace: &Workspace) -> Result<Vec<String>> {
    let folder = workspace.js().join("locales");
    let files =
        fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut paths = Vec::new();
    for file in files {
        paths.push(format!("locales/{}", file?.file_name().display()));
    }
    paths.sort();
    Ok(paths)
}

fn declare(workspace: &Workspace, node: &NodeTools) -> Result<()> {
    let mut tsc = node.command("tsc", &workspace.js());
    tsc.args(["--project", "tsconfig.build.json", "--outDir"])
        .arg(workspace.pkg());
    capture(&mut tsc).map(drop)
}

/// Writes `custom-elements.json`, from what the element's documentation says.
fn describe_element(workspace: &Workspace, node: &NodeTools) -> Result<()> {
    let mut analyzer = node.command("cem", &workspace.js());
    analyzer.args(["analyze", "--config", "custom-elements.config.js"]);
    capture(&mut analyzer)?;
    let manifest = read(&workspace.pkg().join("custom-elements.json"))?;
    for what in ["\"tagName\": \"face-auth\"", "custom-element-definition"] {
        ensure!(
            manifest.contains(what),
            "custom-elements.json has no {what}"
        );
    }
    Ok(())
}
