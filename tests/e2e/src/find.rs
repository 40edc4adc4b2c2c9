//! What the tests need from the machine: named by the environment, or found in the usual place.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

/// An executable: the one that `variable` names, or else one on `PATH`.
///
/// # Errors
/// One line that says what to do about it.
pub(crate) fn program(variable: &str, names: &[&str], hint: &str) -> Result<PathBuf> {
    let found = match env::var_os(variable) {
        Some(path) => Some(PathBuf::from(path)).filter(|path| path.is_file()),
        None => names.iter().find_map(|name| on_path(name)),
    };
    found.with_context(|| {
        format!(
            "{} is missing: run `cargo xtask test`, or `{hint}` and set {variable}",
            names[0]
        )
    })
}

fn on_path(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}

/// The folder of the built package.
///
/// # Errors
/// One line that says what to do about it.
pub fn package_dir() -> Result<PathBuf> {
    let folder = match env::var_os("FACE_AUTH_PACKAGE_DIR") {
        Some(folder) => PathBuf::from(folder),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../pkg"),
    };
    ensure!(
        folder.join("index.js").is_file(),
        "the package is not built: run `cargo xtask build`"
    );
    Ok(folder)
}

/// The script of axe-core, from the tools that the project's commands install.
///
/// # Errors
/// One line that says what to do about it.
pub(crate) fn read_axe() -> Result<String> {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../js/node_modules/axe-core/axe.min.js");
    std::fs::read_to_string(path).context("axe-core is missing: run `cargo xtask build`")
}

/// The folder for pictures: `screenshots` in Cargo's target folder.
///
/// # Errors
/// If it cannot be made.
pub fn screenshots_dir() -> Result<PathBuf> {
    let tests = env::current_exe()?;
    let target = tests
        .ancestors()
        .nth(3)
        .context("tests run in a target folder")?;
    let folder = target.join("screenshots");
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// The folder of a project with the package installed: `webpack`, `examples/vite`.
///
/// # Errors
/// One line that says what to do about it.
pub fn installed(project: &str) -> Result<PathBuf> {
    let folder = PathBuf::from(made_by_the_command("FACE_AUTH_INSTALLED")?).join(project);
    ensure!(folder.is_dir(), "there is no project {project}");
    Ok(folder)
}

/// Where a backend must listen that a project was built for.
///
/// # Errors
/// One line that says what to do about it.
pub fn backend_port() -> Result<u16> {
    let port = made_by_the_command("FACE_AUTH_BACKEND_PORT")?;
    port.to_string_lossy().parse().context("a port is a number")
}

fn made_by_the_command(variable: &str) -> Result<OsString> {
    env::var_os(variable)
        .context("the package is not installed: run `cargo xtask test --only packaging`")
}
