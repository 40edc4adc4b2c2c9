//! The tests of the DOM layer and of the panel, `tests/browser` and `tests/panel`, by wasm-bindgen's
//! runner in headless browsers.

use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::webdriver::write_capabilities;
use crate::process::{path_with, stream};
use crate::progress::step;
use crate::tools::Tools;
use crate::workspace::{PANEL_FEATURE, Workspace};

/// The integration tests in `Cargo.toml`, each with the features it needs.
const TESTS: [(&str, &[&str]); 2] = [("browser", &[]), ("panel", &["--features", PANEL_FEATURE])];

/// Installs what they need.
pub(super) fn prepare(tools: &Tools) -> Result<()> {
    tools.wasm_target()?;
    tools.wasm_pack()?;
    tools.wasm_bindgen()?;
    tools.browsers().map(drop)
}

/// Runs them in Chromium and in Firefox, also after some have failed.
pub(super) fn run(workspace: &Workspace, tools: &Tools) -> Result<()> {
    let browsers = tools.browsers()?;
    let wasm_pack = tools.wasm_pack()?;
    let wasm_bindgen = tools.wasm_bindgen()?;
    let path = path_with(&[wasm_bindgen.parent().context("no folder")?])?;
    let capabilities = write_capabilities(workspace, &browsers)?;

    let test = |browser: &str, driver: &Path, name: &str, features: &[&str]| {
        let mut command = workspace.command(&wasm_pack);
        command
            .args(["test", "--mode", "no-install", "--headless"])
            .args([
                format!("--{browser}"),
                format!("--{}", driver_option(browser)),
            ])
            .arg(driver)
            .args([".", "--test", name])
            .args(features)
            .env("PATH", &path)
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &capabilities);
        step(
            &format!("tests of the {name} in headless {browser}"),
            || stream(&mut command),
        )
    };
    let mut passed = true;
    for (name, features) in TESTS {
        for (browser, driver) in [
            ("chrome", &browsers.chromedriver),
            ("firefox", &browsers.geckodriver),
        ] {
            if let Err(error) = test(browser, driver, name, features) {
                eprintln!("{error:#}");
                passed = false;
            }
        }
    }
    ensure!(passed, "not all browsers passed");
    Ok(())
}

fn driver_option(browser: &str) -> &'static str {
    match browser {
        "firefox" => "geckodriver",
        _ => "chromedriver",
    }
}
