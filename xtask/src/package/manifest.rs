//! The manifest and the papers of the npm package.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::bundle::global_script;
use super::integrity;
use crate::workspace::{Workspace, read, write as write_file};

const MANIFEST: &str = "package.json";

/// What each error code means: part of the package's documentation.
const ERRORS: &str = "docs/errors.md";

const README: &str = "README.md";

/// Copies `pkg-template/` into `pkg/`; version and description come from Cargo, the integrity of the
/// global script from the script.
///
/// # Errors
/// The README lacks one of these, or the manifest exports a file that is not there.
pub(crate) fn write(workspace: &Workspace) -> Result<()> {
    let template = workspace.root.join("pkg-template");
    let pkg = workspace.pkg();
    let files =
        fs::read_dir(&template).with_context(|| format!("cannot read {}", template.display()))?;
    for file in files {
        let file = file?;
        fs::copy(file.path(), pkg.join(file.file_name()))?;
    }
    fs::copy(workspace.root.join(ERRORS), pkg.join("errors.md"))
        .with_context(|| format!("cannot copy {ERRORS}"))?;
    let readme = explained(
        &read(&template.join(README))?,
        workspace.version()?,
        &global_integrity(workspace)?,
    )?;
    write_file(&pkg.join(README), readme)?;
    let manifest = filled(
        &read(&template.join(MANIFEST))?,
        workspace.version()?,
        workspace.description()?,
    )?;
    ensure_exported(&manifest, &pkg)?;
    write_file(&pkg.join(MANIFEST), manifest)
}

/// What a page that loads the global script of this build writes into its `integrity`.
pub(crate) fn global_integrity(workspace: &Workspace) -> Result<String> {
    let script = workspace.pkg().join(global_script());
    let bytes = fs::read(&script).with_context(|| format!("cannot read {}", script.display()))?;
    Ok(integrity::of(&bytes))
}

/// The README with what only the build knows.
fn explained(template: &str, version: &str, integrity: &str) -> Result<String> {
    let mut readme = template.to_owned();
    for (name, value) in [("{{version}}", version), ("{{integrity}}", integrity)] {
        ensure!(
            readme.contains(name),
            "pkg-template/{README} does not say {name}"
        );
        readme = readme.replace(name, value);
    }
    Ok(readme)
}

/// Whether every file that the manifest exports is there; those with a `*` are looked for by folder.
fn ensure_exported(manifest: &str, pkg: &Path) -> Result<()> {
    let manifest: Value = serde_json::from_str(manifest)?;
    for path in targets(&manifest["exports"]) {
        let (path, _) = path.split_once('*').unwrap_or((path, ""));
        ensure!(
            pkg.join(path).exists(),
            "the manifest exports {path}, which is not built"
        );
    }
    Ok(())
}

/// All paths in `exports`, under whatever conditions.
fn targets(exports: &Value) -> Vec<&str> {
    match exports {
        Value::String(path) => vec![path],
        Value::Object(conditions) => conditions.values().flat_map(targets).collect(),
        _ => vec![],
    }
}

/// The template with the fields that Cargo knows, in the order in which the template has them.
fn filled(template: &str, version: &str, description: &str) -> Result<String> {
    let mut manifest: Value =
        serde_json::from_str(template).context("pkg-template/package.json is not JSON")?;
    let fields = manifest
        .as_object_mut()
        .context("pkg-template/package.json is not an object")?;
    fields.insert("version".to_owned(), version.into());
    fields.insert("description".to_owned(), description.into());
    Ok(serde_json::to_string_pretty(&manifest)? + "\n")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn cargo_fills_version_and_description_and_the_order_stays() {
        let template = r#"{"name": "n", "version": "0.0.0", "exports": {"b": 1, "a": 2}}"#;
        let manifest = filled(template, "1.2.3", "What it is.").unwrap();
        let order = ["\"name\"", "1.2.3", "\"b\"", "\"a\"", "What it is."];
        let places: Vec<usize> = order.iter().map(|s| manifest.find(s).unwrap()).collect();
        assert!(places.is_sorted(), "{manifest}");
    }

    #[test]
    fn the_readme_says_what_only_the_build_knows() {
        let readme = explained("v{{version}}: {{integrity}}", "1.2.3", "sha384-x").unwrap();
        assert_eq!(readme, "v1.2.3: sha384-x");
        assert!(explained("v{{version}}", "1.2.3", "sha384-x").is_err());
    }

    #[test]
    fn what_is_exported_must_be_there() {
        let folder = std::env::temp_dir().join(format!("xtask-exports-{}", std::process::id()));
        crate::workspace::fresh_folder(&folder).unwrap();
        write_file(&folder.join("a.js"), "").unwrap();
        let exported = |exports: &str| {
            ensure_exported(&format!(r#"{{"exports": {exports}}}"#), &folder).is_ok()
        };
        assert!(exported(
            r#"{".": {"edge": "./a.js", "default": "./a.js"}}"#
        ));
        assert!(!exported(
            r#"{".": {"edge": "./b.js", "default": "./a.js"}}"#
        ));
        assert!(!exported(r#"{"./all/*": "./all/*.js"}"#));
        fs::remove_dir_all(folder).unwrap();
    }
}
