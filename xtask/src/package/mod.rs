//! From the sources to `pkg/`, ready for `npm pack`.
//!
//! Rust to TypeScript, Rust to WASM, short names, one bundle, declarations, manifest; then what a
//! page would download is measured on the package as npm installs it. A stage whose inputs did not
//! change is not run again.

mod build_id;
mod bundle;
mod bytes;
mod installed;
mod integrity;
mod lean;
mod manifest;
mod names;
mod portable;
mod size;
pub(crate) mod typescript;
mod wasm;

use std::fs;
use std::path::PathBuf;

use anyhow::Result;

pub(crate) use self::installed::pack;

use self::installed::install_into;

use crate::cache::lock;
use crate::fingerprint::Stamp;
use crate::progress::step;
use crate::tools::{NodeTools, Tools};
use crate::workspace::{PANEL, SERVER, WASM, WasmCrate, Workspace, fresh_folder};

/// The modules that `js/` imports with their glue.
const MODULES: [WasmCrate; 3] = [WASM, PANEL, SERVER];

/// The sources here that a module depends on: compiling one takes a minute.
const MAKE_WASM: [&str; 5] = ["wasm.rs", "lean.rs", "names.rs", "bytes.rs", "build_id.rs"];

/// Builds what is not up to date, and prints what it weighs.
pub(crate) fn build(workspace: &Workspace, tools: &Tools) -> Result<()> {
    let work = work_folder(workspace);
    fs::create_dir_all(&work)?;
    let _lock = lock(&work.join("lock"), "another build")?;
    typescript::write(workspace)?;
    let node = tools.node()?;
    for module in MODULES {
        build_wasm(workspace, tools, &node, module)?;
    }
    build_package(workspace, &node)?;
    size::report(workspace, &node)?;
    let script = bundle::global_script();
    println!("{script}: {}", manifest::global_integrity(workspace)?);
    Ok(())
}

/// Where the stages leave their results: a folder for each module, and the package as installed.
fn work_folder(workspace: &Workspace) -> PathBuf {
    workspace.target.join("package")
}

fn installed_folder(workspace: &Workspace) -> PathBuf {
    work_folder(workspace).join("installed")
}

/// The folder of a module's `glue.js` and `bytes.js`.
fn module_folder(workspace: &Workspace, module: WasmCrate) -> PathBuf {
    work_folder(workspace).join(module.name)
}

fn build_wasm(
    workspace: &Workspace,
    tools: &Tools,
    node: &NodeTools,
    module: WasmCrate,
) -> Result<()> {
    let root = &workspace.root;
    let work = module_folder(workspace, module);
    fs::create_dir_all(&work)?;
    let mut inputs = ["Cargo.toml", "Cargo.lock", "src"]
        .map(|p| root.join(p))
        .to_vec();
    inputs.extend(MAKE_WASM.map(|p| root.join("xtask/src/package").join(p)));
    // All: two of them share the allocator.
    inputs.extend(MODULES.map(|module| workspace.wasm_crate(module)));
    let stamp = Stamp::new(work.join("wasm.stamp"), root, &inputs)?;
    if stamp.is_current() {
        return Ok(());
    }
    tools.wasm_target()?;
    let programs = wasm::Programs {
        wasm_pack: tools.wasm_pack()?,
        wasm_bindgen: tools.wasm_bindgen()?,
        node,
    };
    stamp.void()?;
    step(&format!("compiling {} to WebAssembly", module.name), || {
        wasm::build(workspace, &programs, module, &work)
    })?;
    stamp.record()
}

fn build_package(workspace: &Workspace, node: &NodeTools) -> Result<()> {
    let root = &workspace.root;
    let work = work_folder(workspace);
    let pkg = workspace.pkg();
    let mut inputs = [
        "Cargo.toml",
        "js",
        "pkg-template",
        "docs",
        "xtask/src/package",
    ]
    .map(|p| root.join(p))
    .to_vec();
    for module in MODULES {
        let made = module_folder(workspace, module);
        let files = ["glue.js", "bytes.js", "snippets", "module.wasm", "id.js"];
        inputs.extend(files.map(|p| made.join(p)));
    }
    let stamp = Stamp::new(work.join("package.stamp"), root, &inputs)?;
    if stamp.is_current() && pkg.join("package.json").exists() {
        return Ok(());
    }
    stamp.void()?;
    step("making the package", || {
        fresh_folder(&pkg)?;
        bundle::build(workspace, node)?;
        manifest::write(workspace)?;
        portable::ensure(workspace)?;
        install_into(workspace, &installed_folder(workspace))
    })?;
    stamp.record()
}
