//! The package as its users get it: packed, installed into an empty folder, used by two pages.

use anyhow::Result;
use face_auth_e2e::{
    Browser, Host, Pages, Serving, for_each_engine, installed_dir, session, strict_policy,
};
use face_auth_sandbox::{Config, Sandbox};
use serde_json::json;

for_each_engine!(
    bundled_by_esbuild,
    plain_modules_by_an_import_map,
    plain_modules_under_a_strict_policy,
);

async fn bundled_by_esbuild(browser: Browser) -> Result<()> {
    let sandbox = Sandbox::start(Config::default()).await?;
    let policy = strict_policy(&sandbox.frame_url().origin().ascii_serialization());
    let pages = Pages::folder(installed_dir()?, Some(&policy)).await?;
    is_approved(&browser, &sandbox, &pages, "bundled.html").await
}

/// The import map stands in the page itself, which a strict policy refuses.
async fn plain_modules_by_an_import_map(browser: Browser) -> Result<()> {
    let sandbox = Sandbox::start(Config::default()).await?;
    let pages = Pages::folder(installed_dir()?, None).await?;
    is_approved(&browser, &sandbox, &pages, "plain.html").await
}

async fn plain_modules_under_a_strict_policy(browser: Browser) -> Result<()> {
    let sandbox = Sandbox::start(Config::default()).await?;
    let host = Host {
        sandbox: &sandbox,
        script: "import { start } from './harness.js'; start('main');",
        given: json!({ "token": session(&sandbox, None)? }),
        serving: Serving::default(),
    };
    let package = installed_dir()?.join("node_modules/face-auth-widget");
    let pages = Pages::with_package(host, package).await?;
    browser.open(&pages.origin()).await?;
    browser.press("#face", "#approve").await?;
    let kind = browser.until("sessions.main.outcome?.kind").await?;
    assert_eq!(kind, "approved");
    assert_eq!(browser.eval("return faults").await?, json!([]));
    Ok(())
}

/// Opens one of the two pages, which takes token and frame from its own address.
async fn is_approved(
    browser: &Browser,
    sandbox: &Sandbox,
    pages: &Pages,
    page: &str,
) -> Result<()> {
    let token = session(sandbox, None)?;
    let frame = sandbox.frame_url();
    let address = format!("{}/{page}?token={token}&frame={frame}", pages.origin());
    browser.open(&address).await?;
    browser.press("#face", "#approve").await?;
    let outcome = browser
        .until("document.documentElement.dataset.outcome")
        .await?;
    assert_eq!(outcome, "approved");
    Ok(())
}
