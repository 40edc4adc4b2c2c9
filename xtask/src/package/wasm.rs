//! From a crate to `glue.js`, `bytes.js` and, for those who serve it apart, `module.wasm` with
//! `id.js`: compiled, stripped of what the glue does not use, with short names.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::json;

use super::build_id;
use super::bytes;
use super::lean;
use super::names::{Names, used_exports};
use crate::process::{capture, path_with, stream};
use crate::tools::NodeTools;
use crate::workspace::{Glue, WasmCrate, Workspace, fresh_folder, read, remove_folder, write};

/// What the build runs.
pub(crate) struct Programs<'a> {
    pub(crate) wasm_pack: PathBuf,
    pub(crate) wasm_bindgen: PathBuf,
    pub(crate) node: &'a NodeTools,
}

/// What wasm-pack calls its results.
const OUT_NAME: &str = "face_auth_widget";

/// Builds a module into a folder.
pub(crate) fn build(
    workspace: &Workspace,
    programs: &Programs,
    module: WasmCrate,
    work: &Path,
) -> Result<()> {
    let packed = workspace.target.join("wasm-pack").join(module.name);
    compile(workspace, programs, module, &packed)?;

    let features = workspace.wasm_features(module)?;
    let glue = lean::loader(&read(&packed.join(format!("{OUT_NAME}.js")))?)?;
    let glue = match module.glue {
        Glue::AsItIs => glue,
        Glue::Short => lean::glue(&glue)?,
        Glue::Renewable => lean::renewable(&glue)?,
    };
    let compiled = packed.join(format!("{OUT_NAME}_bg.wasm"));
    let reachable = keep_used_exports(programs, &features, &compiled, &glue, work)?;
    let small = work.join("glue.wasm");
    let names = shorten_names(programs, &features, &reachable, &small)?;

    copy_snippets(&packed.join("snippets"), &work.join("snippets"))?;
    write(&work.join("glue.js"), names.apply(&glue)?)?;
    let wasm = fs::read(&small).context("wasm-opt left no file")?;
    write(&work.join("bytes.js"), bytes::module(&wasm))?;
    let marked = build_id::mark(&wasm)?;
    write(&work.join("id.js"), marked.script)?;
    write(&work.join("module.wasm"), marked.wasm)
}

/// Runs wasm-pack with our wasm-bindgen and wasm-opt before all others on `PATH`.
fn compile(
    workspace: &Workspace,
    programs: &Programs,
    module: WasmCrate,
    out: &Path,
) -> Result<()> {
    fresh_folder(out)?;
    let wasm_bindgen = programs.wasm_bindgen.parent().context("no folder")?;
    let mut wasm_pack = workspace.command(&programs.wasm_pack);
    wasm_pack
        .args(["build", "--mode", "no-install", "--target", "web"])
        .args(["--release", "--no-pack", "--no-typescript"])
        .args(["--out-name", OUT_NAME, "--out-dir"])
        .arg(out)
        .arg(workspace.wasm_crate(module))
        .env("CARGO_ENCODED_RUSTFLAGS", without_paths(workspace)?)
        .env("PATH", path_with(&[wasm_bindgen, &programs.node.bin])?);
    stream(&mut wasm_pack)
}

/// Flags that keep this machine's folders out of the module: panics name the file they come from,
/// and the same sources must weigh the same everywhere.
fn without_paths(workspace: &Workspace) -> Result<String> {
    let cargo_home = match env::var_os("CARGO_HOME") {
        Some(folder) => PathBuf::from(folder),
        None => env::home_dir().context("no home folder")?.join(".cargo"),
    };
    let registries = cargo_home.join("registry/src");
    let mut folders = vec![workspace.root.clone()];
    for registry in fs::read_dir(&registries)
        .with_context(|| format!("cannot read {}", registries.display()))?
    {
        folders.push(registry?.path());
    }
    let flags = folders
        .iter()
        .map(|folder| format!("--remap-path-prefix={}=", folder.display()));
    Ok(flags.collect::<Vec<_>>().join("\x1f"))
}

/// Drops the exports that the glue has no use for, and what only they reach.
fn keep_used_exports(
    programs: &Programs,
    features: &[&str],
    wasm: &Path,
    glue: &str,
    work: &Path,
) -> Result<PathBuf> {
    let roots: Vec<_> = used_exports(glue)
        .into_iter()
        .map(|name| json!({ "name": name, "export": name, "root": true }))
        .collect();
    let graph = work.join("exports.json");
    write(&graph, serde_json::to_string(&roots)?)?;
    let out = work.join("reachable.wasm");
    let mut metadce = programs.node.command("wasm-metadce", work);
    metadce
        .args(features)
        .arg("--graph-file")
        .arg(&graph)
        .arg(wasm)
        .arg("-o")
        .arg(&out);
    capture(&mut metadce)?;
    Ok(out)
}

/// Optimises again, now that less is reachable, drops the sections that only tools read, and
/// shortens the names.
fn shorten_names(programs: &Programs, features: &[&str], wasm: &Path, out: &Path) -> Result<Names> {
    let folder = out.parent().context("no folder")?;
    let mut wasm_opt = programs.node.command("wasm-opt", folder);
    wasm_opt
        .args(features)
        // Nothing lives in the first KiB: the stack grows down to it, and would have run over.
        .arg("--low-memory-unused")
        .args([
            "--monomorphize",
            "--flatten",
            "--rereloop",
            "-Oz",
            "-O4",
            "-Oz",
        ])
        .args(["--strip-producers", "--strip-target-features"])
        .arg("--minify-imports-and-exports-and-modules")
        .arg(wasm)
        .arg("-o")
        .arg(out);
    Names::parse(&capture(&mut wasm_opt)?)
}

/// The JavaScript that the crate brings along, imported by the glue from `./snippets/`.
fn copy_snippets(from: &Path, to: &Path) -> Result<()> {
    remove_folder(to)?;
    if !from.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_snippets(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
