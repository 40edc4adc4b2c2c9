//! The manifest and the papers of the npm package.

use std::fs;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::workspace::{Workspace, read, write as write_file};

const MANIFEST: &str = "package.json";

/// What each error code means: part of the package's documentation.
const ERRORS: &str = "docs/errors.md";

/// Copies `pkg-template/` into `pkg/`; version and description come from Cargo.
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
    let manifest = filled(
        &read(&template.join(MANIFEST))?,
        workspace.version()?,
        workspace.description()?,
    )?;
    write_file(&pkg.join(MANIFEST), manifest)
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
}
