//! The example with Next.js: rendered by a server, and in its edge runtime.

use anyhow::Result;
use face_auth_e2e::{
    Browser, Demo, Script, backend_port, free_port, in_chromium, installed, origin,
};
use face_auth_widget::webhook::signature;
use serde_json::json;

use crate::page;

in_chromium!(developed, built);

/// In StrictMode, which mounts twice.
async fn developed(browser: Browser) -> Result<()> {
    let (server, _demo) = start("dev", 0).await?;
    let test = async {
        browser.open(&server.origin()).await?;
        page::is_approved_once(&browser).await?;
        takes_webhooks(&browser).await
    };
    server.explained(test.await)
}

async fn built(browser: Browser) -> Result<()> {
    // What is built knows its backend.
    let (server, _demo) = start("start", backend_port()?).await?;
    let test = async {
        browser.open(&server.origin()).await?;
        page::is_approved_once(&browser).await?;
        is_rendered_by_the_server(&browser).await?;
        is_refused_at_the_edge(&browser).await?;
        takes_webhooks(&browser).await
    };
    server.explained(test.await)
}

/// Starts Next.js by one of the example's scripts, and before it the backend, on this port.
async fn start(script: &str, backend: u16) -> Result<(Script, Demo)> {
    let port = free_port().await?;
    let demo = Demo::behind(&origin(port), backend).await?;
    let folder = installed("examples/next")?;
    let server = Script::start(&folder, script, port, &[("BACKEND", &demo.backend())]).await?;
    Ok((server, demo))
}

async fn is_rendered_by_the_server(browser: &Browser) -> Result<()> {
    let markup = markup(browser, "/").await?;
    assert!(markup.contains("Loading…"), "{markup}");
    assert!(!markup.contains("<iframe"), "{markup}");
    Ok(())
}

/// `tests/packaging/examples/next` adds this page.
async fn is_refused_at_the_edge(browser: &Browser) -> Result<()> {
    let markup = markup(browser, "/edge").await?;
    assert!(markup.contains("wasm_unavailable"), "{markup}");
    assert!(markup.contains("Loading…"), "{markup}");
    Ok(())
}

/// So do the routes, one for each runtime, which verify what is posted to them.
async fn takes_webhooks(browser: &Browser) -> Result<()> {
    let body = r#"{"token":"T","status":"FAILED","failReason":"EYES_CLOSED"}"#;
    let signed = signature::sign(body.as_bytes(), b"a signing key");
    let forged = signature::sign(body.as_bytes(), b"another key");
    for runtime in ["node", "edge"] {
        let post = async |signature: &str| {
            let init = json!({
                "method": "POST", "body": body, "headers": { "Idenfy-Signature": signature },
            });
            let posted = format!(
                "return fetch('/server/{runtime}', {init}).then(async (answer) => \
                 answer.status + await answer.text())"
            );
            browser.eval(&posted).await
        };
        let reason = r#"{"code":"EYES_CLOSED","category":"picture","advice":"retry"}"#;
        let told = format!(r#"200{{"status":"FAILED","reason":{reason}}}"#);
        assert_eq!(post(&signed).await?, told, "{runtime}");
        assert_eq!(post(&forged).await?, "401", "{runtime}");
    }
    Ok(())
}

/// A page as the server sends it.
async fn markup(browser: &Browser, path: &str) -> Result<String> {
    let fetched = format!("return fetch('{path}').then((page) => page.text())");
    let markup = browser.eval(&fetched).await?;
    Ok(markup.as_str().unwrap_or_default().to_owned())
}
