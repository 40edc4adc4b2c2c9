//! The tests of the DOM layer, `tests/browser`, by wasm-bindgen's runner in headless browsers.

use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::webdriver::write_capabilities;
use crate::process::{path_with, stream};
use crate::progress::step;
use crate::tools::Tools;
use crate::workspace::Workspace;

/// The name of the integration test in `Cargo.toml`.
const TEST: &str = "browser";

/// Installs what they need.
pub(super) fn prepare(tools: &Tools) -> Result<()> {
    tools.wasm_target()?;
    tools.wasm_pack()?;
    tools.wasm_bindgen()?;
    tools.browsers().map(drop)
}

/// Runs them in Chromium and in Firefox, also if they failed in the first.
pub(super) fn run(workspace: &Workspace, tools: &Tools) -> Result<()> {
    let browsers = tools.browsers()?;
    let wasm_pack = tools.wasm_pack()?;
    let wasm_bindgen = tools.wasm_bindgen()?;
    let path = path_with(&[wasm_bindgen.parent().context("no folder")?])?;
    let capabilities = write_capabilities(workspace, &browsers)?;

    let test = |browser: &str, driver: &Path| {
        let mut command = workspace.command(&wasm_pack);
        command
            .args(["test", "--mode", "no-install", "--headless"])
            .args([
                format!("--{browser}"),
                format!("--{}", driver_option(browser)),
            ])
            .arg(driver)
            .args([".", "--test", TEST])
            .env("PATH", &path)
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &capabilities);
        step(&format!("tests in headless {browser}"), || {
            stream(&mut command)
        })
    };
    let chromium = test("chrome", &browsers.chromedriver);
    let firefox = test("firefox", &browsers.geckodriver);
    for error in [&chromium, &firefox]
        .into_iter()
        .filter_map(|r| r.as_ref().err())
    {
        eprintln!("{error:#}");
    }
    ensure!(
        chromium.is_ok() && firefox.is_ok(),
        "not all browsers passed"
    );
    Ok(())
}

fn driver_option(browser: &str) -> &'static str {
    match browser {
        "firefox" => "geckodriver",
        _ => "chromedriver",
    }
}
