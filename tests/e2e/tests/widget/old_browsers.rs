//! Browsers that cannot run the modules: by each way in, an error that says what to do.

use anyhow::Result;
use face_auth_e2e::{Browser, Engine, File, Pages, run, run_without_webassembly};
use serde_json::{Value, json};

/// Turned off by a person or a company, as browsers can be told to.
#[tokio::test]
async fn chromium_without_webassembly() {
    run_without_webassembly(Engine::Chromium, without_webassembly).await;
}

#[tokio::test]
async fn firefox_without_webassembly() {
    run_without_webassembly(Engine::Firefox, without_webassembly).await;
}

/// As those before reference types: the engine meets a type that it does not know.
#[tokio::test]
async fn chromium_without_a_type() {
    run(Engine::Chromium, without_a_type).await;
}

#[tokio::test]
async fn firefox_without_a_type() {
    run(Engine::Firefox, without_a_type).await;
}

const JAVASCRIPT: &str = "text/javascript; charset=utf-8";
const UNKNOWN_TYPE: &str = include_str!("../../pages/unknown-type.js");

/// Asks all ways in to mount, and keeps what each said.
const ASK: &str = "import { mount } from './pkg/index.js';
    import { load } from './pkg/external.js';
    const options = { token: 'token' };
    const attempts = {
      main: async () => mount('#face', options),
      global: async () => FaceAuth.mount('#face', options),
      external: () => load('./pkg/face-auth-widget.wasm'),
      element: () => new Promise((_, refused) => {
        const element = Object.assign(document.createElement('face-auth'), options);
        element.addEventListener('error', ({ detail }) => refused(detail));
        document.body.append(element);
      }),
    };
    const said = {};
    for (const [name, attempt] of Object.entries(attempts)) {
      said[name] = await attempt().then(String, ({ code, message, cause }) =>
        ({ code, message, cause: `${cause}` }));
    }
    window.restore?.();
    window.said = said;";

async fn without_webassembly(browser: Browser) -> Result<()> {
    let said = ask(&browser, "").await?;
    assert_eq!(
        browser.eval("return typeof WebAssembly").await?,
        "undefined"
    );
    for name in ["main", "global", "external", "element"] {
        tells_what_to_do(&said[name], "WebAssembly");
    }
    Ok(())
}

async fn without_a_type(browser: Browser) -> Result<()> {
    let said = ask(&browser, UNKNOWN_TYPE).await?;
    for name in ["main", "global", "external", "element"] {
        tells_what_to_do(&said[name], "CompileError");
    }
    Ok(())
}

fn tells_what_to_do(said: &Value, cause: &str) {
    assert_eq!(said["code"], "wasm_unavailable", "{said}");
    let text = |field: &str| said[field].as_str().unwrap_or_default().to_owned();
    assert!(text("message").contains("update the browser"), "{said}");
    assert!(text("cause").contains(cause), "{said}");
}

/// What each way in says, in a browser in which this script runs first. The page is otherwise as it
/// was.
async fn ask(browser: &Browser, first: &str) -> Result<Value> {
    let page = "<!doctype html><html lang=en><meta charset=utf-8><title>A page</title>\
        <script src=\"/first.js\"></script><script src=\"/pkg/face-auth-widget.global.js\"></script>\
        <div id=face></div><script type=module src=\"/ask.js\"></script></html>";
    let file = |path, kind, body: &str| File {
        path,
        kind,
        body: body.into(),
    };
    let files = vec![
        file("/", "text/html; charset=utf-8", page),
        file("/first.js", JAVASCRIPT, first),
        file("/ask.js", JAVASCRIPT, ASK),
    ];
    let pages = Pages::files(files, &[]).await?;
    browser.open(&pages.origin()).await?;
    let said = browser.until("window.said").await?;
    let left = "return document.querySelector('#face').childNodes.length";
    assert_eq!(browser.eval(left).await?, json!(0));
    Ok(said)
}
