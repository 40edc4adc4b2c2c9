//! The examples, each as its README says, before the example backend and the sandbox.

use anyhow::Result;
use face_auth_e2e::{Browser, Demo, Script, free_port, in_chromium, installed, origin};

use crate::page;

in_chromium!(react, script_tag, svelte, vite, vite_built, vue);

/// In StrictMode, which mounts twice.
async fn react(browser: Browser) -> Result<()> {
    is_approved(&browser, "examples/react", "dev").await
}

async fn script_tag(browser: Browser) -> Result<()> {
    is_approved(&browser, "examples/script-tag", "dev").await
}

async fn svelte(browser: Browser) -> Result<()> {
    is_approved(&browser, "examples/svelte", "dev").await
}

async fn vite(browser: Browser) -> Result<()> {
    is_approved(&browser, "examples/vite", "dev").await
}

async fn vite_built(browser: Browser) -> Result<()> {
    is_approved(&browser, "examples/vite", "preview").await
}

async fn vue(browser: Browser) -> Result<()> {
    is_approved(&browser, "examples/vue", "dev").await
}

/// Starts the project's server by one of its scripts, and passes the check in its page.
async fn is_approved(browser: &Browser, project: &str, script: &str) -> Result<()> {
    let port = free_port().await?;
    let demo = Demo::behind(&origin(port), 0).await?;
    let server = Script::start(
        &installed(project)?,
        script,
        port,
        &[("BACKEND", &demo.backend())],
    )
    .await?;
    let test = async {
        browser.open(&server.origin()).await?;
        page::is_approved_once(browser).await
    };
    server.explained(test.await)
}
