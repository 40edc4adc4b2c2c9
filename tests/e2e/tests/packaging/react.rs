//! The React entry of the installed package, in the oldest and the newest React that it supports:
//! development builds, in strict mode, under a strict policy.

use anyhow::Result;
use face_auth_e2e::{Browser, Pages, for_each_engine, installed, part, session, strict_policy};
use face_auth_sandbox::{Config, Sandbox};
use serde_json::{Value, json};

for_each_engine!(react_18, react_19);

const NODE: &str = "#face";

async fn react_18(browser: Browser) -> Result<()> {
    everything(&Host::start(browser, "react18").await?).await
}

async fn react_19(browser: Browser) -> Result<()> {
    let host = Host::start(browser, "react19").await?;
    everything(&host).await?;
    part("hidden_by_activity", hidden_by_activity(&host)).await
}

async fn everything(host: &Host) -> Result<()> {
    part("strict_mode", strict_mode(host)).await?;
    part("new_functions", new_functions(host)).await?;
    part("another_token", another_token(host)).await?;
    part("another_mode", another_mode(host)).await?;
    part("the_hook", the_hook(host)).await?;
    part(
        "what_the_hook_knows_of_errors",
        what_the_hook_knows_of_errors(host),
    )
    .await?;
    part("another_token_at_the_end", another_token_at_the_end(host)).await?;
    part("polluted_prototype", polluted_prototype(host)).await?;
    part("the_handle", the_handle(host)).await?;
    part("markup_of_a_server", markup_of_a_server(host)).await?;
    part("error_boundary", error_boundary(host)).await?;
    for lax in [true, false] {
        part("suspended", suspended(host, lax)).await?;
    }
    part("aborted", aborted(host)).await
}

/// React mounts, unmounts and mounts again: all that is seen of it is one session.
async fn strict_mode(host: &Host) -> Result<()> {
    host.open("index.html", &[&host.token()?]).await?;
    host.show(json!({ "token": "provider" })).await?;
    host.is_ready().await?;
    assert_eq!(host.eval("allFrames().length").await?, 1);
    assert_eq!(host.eval("provided").await?, json!([0]));

    host.browser.press(NODE, "#approve").await?;
    host.until("told.some(({ type }) => type === 'outcome')")
        .await?;
    let states = "told.filter(({ type }) => type === 'state').map(({ state }) => state)";
    let expected = json!(["loading", "ready", "settled"]);
    assert_eq!(host.eval(states).await?, expected);
    assert_eq!(host.outcomes().await?, json!(["approved"]));
    host.has_no_faults().await
}

/// Functions that are new with every render: the frame stays, and the latest are called.
async fn new_functions(host: &Host) -> Result<()> {
    host.open("index.html", &["", &host.token()?]).await?;
    let props = |version| json!({ "token": "provider", "confirms": true, "version": version });
    host.show(props(1)).await?;
    host.until("handle.current?.state === 'retryable'").await?;
    host.show(props(2)).await?;
    host.until("document.querySelector('#face').dataset.version === '2'")
        .await?;
    host.eval("handle.current.retry()").await?;
    host.is_ready().await?;
    host.keep_frame().await?;

    host.show(props(3)).await?;
    host.until("document.querySelector('#face').dataset.version === '3'")
        .await?;
    assert_eq!(host.eval("allFrames()[0] === kept").await?, true);
    host.browser.press(NODE, "#approve").await?;
    host.until("told.some(({ type }) => type === 'onApproved')")
        .await?;
    assert_eq!(host.eval("provided").await?, json!([1, 2]));
    for kind in ["status", "confirm", "outcome", "onApproved"] {
        let version = format!("told.find(({{ type }}) => type === '{kind}').version");
        assert_eq!(host.eval(&version).await?, 3, "{kind}");
    }
    host.has_no_faults().await
}

async fn another_token(host: &Host) -> Result<()> {
    host.open("index.html", &[]).await?;
    let (first, second) = (host.token()?, host.token()?);
    host.show(json!({ "token": { "token": first } })).await?;
    host.is_ready().await?;
    host.keep_frame().await?;
    // The same token, in an object of its own with more in it.
    let same = json!({ "token": first, "lifetime": 600 });
    host.show(json!({ "token": same, "version": 2 })).await?;
    host.until("document.querySelector('#face').dataset.version === '2'")
        .await?;
    assert_eq!(host.eval("allFrames()[0] === kept").await?, true);

    host.show(json!({ "token": second })).await?;
    host.until("allFrames().length === 1 && allFrames()[0] !== kept")
        .await?;
    host.is_ready().await?;
    let address = host.eval("allFrames()[0].src").await?;
    assert!(address.as_str().unwrap_or_default().contains(&second));
    assert_eq!(host.outcomes().await?, json!(["unmounted"]));

    host.show(json!({ "token": null })).await?;
    host.until("document.querySelector('#face').textContent === 'One moment…'")
        .await?;
    assert_eq!(host.eval("handle.current").await?, Value::Null);
    assert_eq!(host.eval("allFrames().length").await?, 0);
    assert_eq!(
        host.eval("document.querySelectorAll('#face *').length")
            .await?,
        0
    );

    host.show(json!({ "none": true })).await?;
    host.until("!document.querySelector('#face')").await?;
    host.has_no_faults().await
}

async fn another_mode(host: &Host) -> Result<()> {
    host.open("index.html", &[&host.token()?, &host.token()?])
        .await?;
    host.show(json!({ "token": "provider" })).await?;
    host.is_ready().await?;
    host.keep_frame().await?;
    for (version, same) in [(1, json!("inline")), (2, Value::Null)] {
        host.show(json!({ "token": "provider", "mode": same, "version": version }))
            .await?;
        host.until(&format!(
            "document.querySelector('#face').dataset.version === '{version}'"
        ))
        .await?;
        host.is_ready().await?;
        assert_eq!(host.eval("allFrames()[0] === kept").await?, true);
    }
    host.show(json!({ "token": "provider", "mode": "modal" }))
        .await?;
    host.until("allFrames().length === 1 && allFrames()[0].closest('dialog')?.open")
        .await?;
    assert_eq!(host.outcomes().await?, json!(["unmounted"]));
    assert_eq!(host.eval("provided.length").await?, 2);

    host.show(json!({ "none": true })).await?;
    host.until("allFrames().length === 0").await?;
    host.has_no_faults().await
}

async fn the_hook(host: &Host) -> Result<()> {
    host.open("index.html", &["", &host.token()?]).await?;
    host.show(json!({ "hook": true, "token": "provider" }))
        .await?;
    host.until("renders.at(-1)?.state === 'retryable'").await?;
    assert_eq!(host.eval("renders[0].state").await?, Value::Null);
    assert_eq!(
        host.eval("renders.at(-1).error.code").await?,
        "token_failed"
    );

    host.eval("renders.at(-1).retry()").await?;
    host.until("renders.at(-1).state === 'ready'").await?;
    assert_eq!(host.eval("renders.at(-1).error").await?, Value::Null);
    host.browser.press(NODE, "#approve").await?;
    host.until("renders.at(-1).outcome").await?;
    let last = "(({ state, outcome, error }) => [state, outcome.kind, error])(renders.at(-1))";
    assert_eq!(host.eval(last).await?, json!(["settled", "approved", null]));
    for function in ["retry", "end", "decide", "unmount"] {
        let functions = format!(
            "new Set(renders.filter(({{ session }}) => session).map((check) => check.{function})).size"
        );
        assert_eq!(host.eval(&functions).await?, 1, "{function}");
    }

    // The element is taken away, alone and together with another token.
    for token in ["one-time-token", "another"] {
        let given = json!({ "hook": true, "token": "one-time-token" });
        host.show(given).await?;
        host.until("renders.at(-1).session").await?;
        let bare = json!({ "hook": true, "token": token, "bare": true });
        host.show(bare).await?;
        host.until("!renders.at(-1).session").await?;
        assert_eq!(host.eval("caught").await?, Value::Null);
    }
    let refused = "(() => { try { renders.at(-1).retry() } catch ({ code }) { return code } })()";
    assert_eq!(host.eval(refused).await?, "invalid_state");
    host.eval("renders.at(-1).end()").await?;
    host.has_no_faults().await
}

/// An error that another way out has mended is none any more.
async fn what_the_hook_knows_of_errors(host: &Host) -> Result<()> {
    host.open("index.html", &[]).await?;
    let given = json!({ "hook": true, "confirms": "fails", "token": host.token()? });
    host.show(given).await?;
    host.browser.press(NODE, "#approve").await?;
    host.until("renders.at(-1).state === 'retryable'").await?;
    let code = host.eval("renders.at(-1).error.code").await?;
    assert_eq!(code, "confirm_failed");

    host.eval("renders.at(-1).decide({ status: 'SUCCESS' })")
        .await?;
    assert_eq!(
        host.until("renders.at(-1).outcome?.kind").await?,
        "approved"
    );
    assert_eq!(host.eval("renders.at(-1).error").await?, Value::Null);
    host.has_no_faults().await
}

/// What the session before came to is never shown as that of the next one.
async fn another_token_at_the_end(host: &Host) -> Result<()> {
    host.open("index.html", &[]).await?;
    let (first, second) = (host.token()?, host.token()?);
    host.show(json!({ "hook": true, "token": first })).await?;
    host.until("renders.at(-1)?.state === 'ready'").await?;
    let next = json!({ "hook": true, "token": second });
    host.eval(&format!("window.next = {next}")).await?;
    host.browser.press(NODE, "#approve").await?;
    let of_second = format!("renders.filter(({{ token }}) => token === '{second}')");
    host.until(&format!("{of_second}.at(-1)?.state === 'ready'"))
        .await?;
    let of_first = "({ state, outcome }) => outcome || state === 'settled'";
    let shown = format!("{of_second}.filter({of_first}).length");
    assert_eq!(host.eval(&shown).await?, 0);
    assert_eq!(host.outcomes().await?, json!(["approved"]));
    host.has_no_faults().await
}

/// What somebody put into all objects is no option. React itself copies what can be enumerated there
/// into the properties of a component that has a `ref`: what it does not copy is seen here.
async fn polluted_prototype(host: &Host) -> Result<()> {
    for hook in [false, true] {
        host.open("index.html", &[]).await?;
        host.eval(
            "window.polluted = [], Object.entries({
                confirm: async ({ token }) => (polluted.push('confirm'), { status: 'SUCCESS', token }),
                onFailed: () => polluted.push('onFailed'),
                mode: 'modal',
            }).forEach(([name, value]) => {
                Object.defineProperty(Object.prototype, name, { value, writable: true });
            })",
        )
        .await?;
        host.show(json!({ "hook": hook, "token": host.token()? }))
            .await?;
        host.browser.press(NODE, "#fail").await?;
        host.until("told.some(({ type }) => type === 'outcome')")
            .await?;
        assert_eq!(host.outcomes().await?, json!(["failed"]));
        assert_eq!(host.eval("polluted").await?, json!([]));
        host.has_no_faults().await?;
    }
    Ok(())
}

async fn the_handle(host: &Host) -> Result<()> {
    host.open("index.html", &[]).await?;
    host.show(json!({ "token": host.token()? })).await?;
    host.is_ready().await?;
    host.eval("handle.current.end()").await?;
    host.until("handle.current.state === 'settled'").await?;
    assert_eq!(host.outcomes().await?, json!(["canceled"]));
    host.show(json!({ "none": true })).await?;
    host.until("!handle.current").await?;
    host.has_no_faults().await
}

/// What the server sent is taken over as it is, and React has nothing to say about it.
async fn markup_of_a_server(host: &Host) -> Result<()> {
    host.open("server.html", &[&host.token()?]).await?;
    let source = "fetch('server.html').then((page) => page.text())";
    let source = host.eval(source).await?;
    let sent = r#"<div data-version="0" class="check" id="face">One moment…</div>"#;
    assert!(
        source.as_str().unwrap_or_default().contains(sent),
        "{source}"
    );
    host.is_ready().await?;
    assert_eq!(host.eval("provided").await?, json!([0]));
    host.browser.press(NODE, "#approve").await?;
    host.until("told.some(({ type }) => type === 'onApproved')")
        .await?;
    host.has_no_faults().await
}

async fn error_boundary(host: &Host) -> Result<()> {
    for hook in [false, true] {
        host.open("index.html", &[&host.token()?]).await?;
        let wrong = json!({ "token": "provider", "maxAttempts": 0, "hook": hook });
        host.show(wrong).await?;
        assert_eq!(host.until("caught").await?, "invalid_options");
        let text = host
            .eval("document.querySelector('#root').textContent")
            .await?;
        assert_eq!(text, "Something is wrong.");
        assert_eq!(host.eval("provided.length").await?, 0);
    }
    host.open("index.html", &[]).await?;
    host.eval("document.querySelector('#root').remove()")
        .await?;
    host.show(json!({ "token": host.token()? })).await?;
    assert_eq!(host.until("caught").await?, "invalid_target");
    Ok(())
}

/// Something beside it is waited for: React hides the session and shows it again, and it goes on.
/// The strict mode of React 19 takes down and puts up again whatever is shown again, as Fast Refresh
/// does with what was saved.
async fn suspended(host: &Host, lax: bool) -> Result<()> {
    host.open("index.html", &[&host.token()?]).await?;
    host.show(json!({ "lax": lax, "token": "provider" }))
        .await?;
    host.is_ready().await?;
    host.keep_frame().await?;
    host.show(json!({ "lax": lax, "token": "provider", "waiting": true }))
        .await?;
    host.until("document.querySelector('#root').textContent.includes('Waiting')")
        .await?;
    host.show(json!({ "lax": lax, "token": "provider" }))
        .await?;
    host.until("!document.querySelector('#root').textContent.includes('Waiting')")
        .await?;
    host.is_ready().await?;
    assert_eq!(host.eval("allFrames()[0] === kept").await?, true);
    host.browser.press(NODE, "#approve").await?;
    host.until("told.some(({ type }) => type === 'onApproved')")
        .await?;
    assert_eq!(host.eval("provided").await?, json!([0]));
    host.has_no_faults().await
}

/// A part of the page that is put aside: no camera runs there.
async fn hidden_by_activity(host: &Host) -> Result<()> {
    host.open("index.html", &[&host.token()?, &host.token()?])
        .await?;
    host.show(json!({ "token": "provider" })).await?;
    host.is_ready().await?;
    host.show(json!({ "token": "provider", "hidden": true }))
        .await?;
    host.until("allFrames().length === 0").await?;
    assert_eq!(host.outcomes().await?, json!(["unmounted"]));
    host.show(json!({ "token": "provider" })).await?;
    host.is_ready().await?;
    assert_eq!(host.eval("allFrames().length").await?, 1);
    assert_eq!(host.eval("provided.length").await?, 2);
    assert_eq!(host.outcomes().await?, json!(["unmounted"]));
    host.has_no_faults().await
}

/// A signal holds for every session while it is given, also for those that come later.
async fn aborted(host: &Host) -> Result<()> {
    host.open("index.html", &[&host.token()?]).await?;
    host.eval("window.controller = new AbortController()")
        .await?;
    host.eval("show({ token: 'provider', signal: controller.signal })")
        .await?;
    host.is_ready().await?;
    host.eval("window.first = handle.current, controller.abort()")
        .await?;
    host.until("document.querySelector('#face').textContent === 'One moment…'")
        .await?;
    assert_eq!(host.outcomes().await?, json!(["unmounted"]));

    host.eval("show({ token: 'one-time-token', signal: controller.signal })")
        .await?;
    host.until("handle.current !== first && handle.current?.state === 'unmounted'")
        .await?;
    assert_eq!(host.eval("allFrames().length").await?, 0);
    host.has_no_faults().await
}

/// The page of `tests/packaging/react`, bundled with one of the Reacts.
struct Host {
    browser: Browser,
    sandbox: Sandbox,
    pages: Pages,
}

impl Host {
    async fn start(browser: Browser, react: &str) -> Result<Self> {
        let sandbox = Sandbox::start(Config::default()).await?;
        let policy = strict_policy(&sandbox.frame_url().origin().ascii_serialization());
        let pages = Pages::folder(installed(react)?, Some(&policy)).await?;
        Ok(Self {
            browser,
            sandbox,
            pages,
        })
    }

    fn token(&self) -> Result<String> {
        session(&self.sandbox, None)
    }

    /// Opens a page whose provider has these tokens; it throws in place of one that is empty.
    async fn open(&self, page: &str, tokens: &[&str]) -> Result<()> {
        let mut address = format!(
            "{}/{page}?frame={}",
            self.pages.origin(),
            self.sandbox.frame_url()
        );
        for token in tokens {
            address.push_str(&format!("&token={token}"));
        }
        self.browser.open(&address).await?;
        self.until("window.show").await.map(drop)
    }

    /// Renders the page with these properties.
    async fn show(&self, properties: Value) -> Result<()> {
        self.eval(&format!("show({properties})")).await.map(drop)
    }

    async fn is_ready(&self) -> Result<()> {
        self.until("handle.current?.state === 'ready'")
            .await
            .map(drop)
    }

    /// Remembers the frame that there is.
    async fn keep_frame(&self) -> Result<()> {
        self.eval("window.kept = allFrames()[0]").await.map(drop)
    }

    async fn outcomes(&self) -> Result<Value> {
        self.eval("told.filter(({ type }) => type === 'outcome').map(({ kind }) => kind)")
            .await
    }

    async fn has_no_faults(&self) -> Result<()> {
        assert_eq!(self.eval("faults").await?, json!([]));
        Ok(())
    }

    async fn eval(&self, expression: &str) -> Result<Value> {
        self.browser.eval(&format!("return {expression}")).await
    }

    async fn until(&self, expression: &str) -> Result<Value> {
        self.browser.until(expression).await
    }
}
