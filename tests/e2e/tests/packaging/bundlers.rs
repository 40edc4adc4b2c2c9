//! Pages that bundlers made, each by its own template, and pages without a bundler.

use anyhow::{Context, Result};
use face_auth_e2e::{
    Browser, Host, Pages, Serving, in_one_browser, installed, session, strict_policy,
};
use face_auth_sandbox::{Config, Sandbox};
use serde_json::json;

use crate::page;

in_one_browser! {
    bundled: [esbuild_in_chunks, esbuild_in_one_file, rollup, webpack]
    unbundled: [modules_by_an_import_map, modules_under_a_strict_policy]
}

async fn esbuild_in_chunks(browser: Browser) -> Result<()> {
    is_approved(&browser, "esbuild/split.html", Policy::Strict, 2).await
}

async fn esbuild_in_one_file(browser: Browser) -> Result<()> {
    is_approved(&browser, "esbuild/unsplit.html", Policy::Strict, 1).await
}

async fn rollup(browser: Browser) -> Result<()> {
    is_approved(&browser, "rollup/index.html", Policy::Strict, 2).await
}

/// Its own loader of chunks knows Trusted Types only when it is told to.
async fn webpack(browser: Browser) -> Result<()> {
    is_approved(&browser, "webpack/index.html", Policy::None, 2).await
}

/// The import map stands in the page itself, which a strict policy refuses.
async fn modules_by_an_import_map(browser: Browser) -> Result<()> {
    is_approved(&browser, "module/index.html", Policy::None, 3).await
}

async fn modules_under_a_strict_policy(browser: Browser) -> Result<()> {
    let sandbox = Sandbox::start(Config::default()).await?;
    let host = Host {
        sandbox: &sandbox,
        script: "import { start } from './harness.js'; start('main');",
        given: json!({ "token": session(&sandbox, None)? }),
        serving: Serving::default(),
    };
    let package = installed("module")?.join("node_modules/face-auth-widget");
    let pages = Pages::with_package(host, package).await?;
    browser.open(&pages.origin()).await?;
    browser.press("#face", "#approve").await?;
    let kind = browser.until("sessions.main.outcome?.kind").await?;
    assert_eq!(kind, "approved");
    assert_eq!(browser.eval("return faults").await?, json!([]));
    Ok(())
}

/// What a page allows.
#[derive(Clone, Copy, PartialEq)]
enum Policy {
    Strict,
    None,
}

/// Opens a page of a project, which takes token and frame from its own address. It loads this many
/// scripts.
async fn is_approved(browser: &Browser, file: &str, policy: Policy, scripts: u32) -> Result<()> {
    let sandbox = Sandbox::start(Config::default()).await?;
    let frame = sandbox.frame_url();
    let strict = strict_policy(&frame.origin().ascii_serialization());
    let policy = (policy == Policy::Strict).then_some(&*strict);
    let (project, file) = file.split_once('/').context("a project and a file")?;
    let pages = Pages::folder(installed(project)?, policy).await?;
    let token = session(&sandbox, None)?;
    let address = format!("{}/{file}?token={token}&frame={frame}", pages.origin());
    browser.open(&address).await?;
    page::is_approved(browser).await?;
    page::loads(browser, scripts).await
}
