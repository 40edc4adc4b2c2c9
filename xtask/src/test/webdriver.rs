//! What a browser is told when tests drive it.

use std::path::PathBuf;

use anyhow::Result;
use serde_json::{Value, json};

use crate::tools::Browsers;
use crate::workspace::{Workspace, write};

/// Chromium looks for updates, models and accounts as soon as it runs; a test wants none of it.
/// Its own sandbox does not work for root, as which containers run.
const CHROMIUM: [&str; 7] = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--disable-dev-shm-usage",
];

/// Writes the capabilities for wasm-bindgen's test runner.
pub(super) fn write_capabilities(workspace: &Workspace, browsers: &Browsers) -> Result<PathBuf> {
    let path = workspace.target.join("webdriver.json");
    write(
        &path,
        serde_json::to_string_pretty(&capabilities(browsers))?,
    )?;
    Ok(path)
}

fn capabilities(browsers: &Browsers) -> Value {
    json!({
        "goog:chromeOptions": { "binary": browsers.chromium, "args": CHROMIUM },
        "moz:firefoxOptions": {
            "binary": browsers.firefox,
            "prefs": {
                "app.update.enabled": false,
                "app.normandy.enabled": false,
                "browser.safebrowsing.downloads.remote.enabled": false,
                "browser.safebrowsing.update.enabled": false,
                "datareporting.policy.dataSubmissionEnabled": false,
                "network.captive-portal-service.enabled": false,
                "network.connectivity-service.enabled": false,
            },
        },
    })
}
