//! Faults that a browser can tell, each made to happen: its code, whether trying again can help,
//! the state it ends in, and nothing left behind.

use anyhow::Result;
use face_auth_e2e::{Browser, Engine, Serving, in_one_browser};
use serde_json::{Value, json};

use crate::host::HostPage;

in_one_browser! {
    of_the_page: [
        insecure_context,
        camera_blocked,
        frame_blocked_by_the_hosts_policy,
        frame_blocked_by_cross_origin_isolation,
        wasm_unavailable,
    ]
    on_the_way: [
        frame_removed,
        frame_removed_with_its_document,
        offline,
        a_provider_that_answers_twice,
        unmounted_in_every_state,
    ]
}

/// One widget with a token provider, so that what can be retried could be.
const RENEWABLE: &str = "import { provider, saying, startApart } from './harness.js';
    startApart('main', { token: provider('main', () => saying('NOTHING')) });";

async fn insecure_context(browser: Browser) -> Result<()> {
    let host = serve(&browser, RENEWABLE, &[]).await?;
    browser.open(&host.pages.insecure_origin()).await?;
    ends_with(&host, "insecure_context").await?;
    // A session would have been paid for in vain.
    assert_eq!(
        host.asked("requests", "main", "attempt").await?,
        [] as [Value; 0]
    );
    host.leaves_nothing().await
}

async fn camera_blocked(browser: Browser) -> Result<()> {
    if browser.engine() == Engine::Firefox {
        println!("skipped in Firefox: it ignores Permissions-Policy");
        return Ok(());
    }
    let host = serve(&browser, RENEWABLE, &[("permissions-policy", "camera=()")]).await?;
    browser.open(&host.pages.origin()).await?;
    ends_with(&host, "camera_blocked").await?;
    let states = host.states("main").await?;
    assert_eq!(states.last().map(String::as_str), Some("settled"));
    host.leaves_nothing().await
}

async fn frame_blocked_by_the_hosts_policy(browser: Browser) -> Result<()> {
    const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
        connect-src 'self'; require-trusted-types-for 'script'";
    let host = serve(&browser, RENEWABLE, &[("content-security-policy", POLICY)]).await?;
    browser.open(&host.pages.origin()).await?;
    ends_with(&host, "frame_blocked").await?;
    host.leaves_nothing().await
}

/// `COEP: require-corp`. Chromium has frames without credentials, which may be embedded all the
/// same; Firefox has not.
async fn frame_blocked_by_cross_origin_isolation(browser: Browser) -> Result<()> {
    let isolated = &[
        ("cross-origin-embedder-policy", "require-corp"),
        ("cross-origin-opener-policy", "same-origin"),
    ];
    let host = serve(&browser, RENEWABLE, isolated).await?;
    browser.open(&host.pages.origin()).await?;
    assert_eq!(browser.eval("return crossOriginIsolated").await?, true);
    if browser.engine() == Engine::Firefox {
        ends_with(&host, "frame_blocked").await?;
    } else {
        host.reaches("main", "ready").await?;
        assert_eq!(
            browser.frame_attribute("#main", "credentialless").await?,
            ""
        );
        browser.press("#main", "#approve").await?;
        assert_eq!(host.outcome("main").await?["kind"], "approved");
    }
    host.leaves_nothing().await
}

async fn wasm_unavailable(browser: Browser) -> Result<()> {
    let script = "import { mount, saying, thrown } from './harness.js';
        window.error = thrown(() => mount('#face', { token: saying('NOTHING') }));";
    const POLICY: &str = "default-src 'none'; script-src 'self'; frame-src *";
    let host = serve(&browser, script, &[("content-security-policy", POLICY)]).await?;
    browser.open(&host.pages.origin()).await?;
    let error = browser.until("window.error").await?;
    assert_eq!(error["code"], "wasm_unavailable");
    assert_eq!(error["retryable"], false);
    assert_eq!(error["ours"], true);
    assert_eq!(browser.eval("return leftovers()").await?, json!([]));
    Ok(())
}

async fn frame_removed(browser: Browser) -> Result<()> {
    let script = "import { provider, saying, startApart } from './harness.js';
        const frame = (node) => node.firstElementChild.shadowRoot.querySelector('iframe');
        const elsewhere = document.querySelector('#second');
        const ways = {
          removed: (node) => frame(node).remove(),
          moved: (node) => elsewhere.append(frame(node)),
          cleared: (node) => node.replaceChildren(),
          // Only its children can be put back into a node that is still there.
          nodeRemoved: (node) => node.remove(),
          nodeMoved: (node) => document.querySelector('main').append(node),
        };
        document.body.append(document.createElement('main'));
        for (const [name, way] of Object.entries(ways)) {
          startApart(name, {
            token: provider(name, () => saying('NOTHING')),
            onReady: () => way(document.getElementById(name)),
          });
        }";
    let host = HostPage::saying(&browser, script).await?;
    for name in ["removed", "moved", "cleared", "nodeRemoved", "nodeMoved"] {
        host.hears_of(name, "error").await?;
        let errors = host.told(name, "onError").await?;
        assert_eq!(errors[0]["code"], "frame_removed", "{name}");
        assert_eq!(errors[0]["retryable"], true, "{name}");
        host.reaches(name, "retryable").await?;
    }
    host.call("removed", "retry()").await?;
    host.reaches("removed", "ready").await?;
    host.leaves_nothing().await
}

/// `document.open()` takes away every node and every listener of the page.
async fn frame_removed_with_its_document(browser: Browser) -> Result<()> {
    let host = HostPage::saying(&browser, RENEWABLE).await?;
    host.reaches("main", "ready").await?;
    browser.eval("document.open(); document.close()").await?;
    host.hears_of("main", "error").await?;
    let errors = host.told("main", "onError").await?;
    assert_eq!(errors[0]["code"], "frame_removed");
    host.leaves_nothing().await
}

async fn offline(browser: Browser) -> Result<()> {
    let script = "import { provider, saying, startApart } from './harness.js';
        window.begin = () =>
          startApart('main', { token: provider('main', () => saying('APPROVED')) });";
    let host = HostPage::saying(&browser, script).await?;
    browser.until("window.begin").await?;
    browser.set_online(false).await?;
    browser.eval("begin()").await?;
    host.reaches("main", "retryable").await?;
    let errors = host.told("main", "onError").await?;
    assert_eq!(errors.len(), 1);
    assert_eq!(errors[0]["code"], "offline");
    assert_eq!(errors[0]["retryable"], true);
    assert_ne!(browser.words("#main").await?, "");

    browser.set_online(true).await?;
    assert_eq!(host.state("main").await?, "retryable");
    host.call("main", "retry()").await?;
    let outcome = host.outcome("main").await?;
    assert_eq!(outcome["kind"], "approved");
    host.leaves_nothing().await
}

async fn a_provider_that_answers_twice(browser: Browser) -> Result<()> {
    let script = "import { later, saying, startApart } from './harness.js';
        const twice = (resolve) => {
          resolve(saying('NOTHING'));
          resolve(saying('APPROVED'));
          later(() => { resolve(saying('APPROVED')); window.again = true; }, 200);
        };
        startApart('main', { token: () => ({ then: twice }) });";
    let host = HostPage::saying(&browser, script).await?;
    host.reaches("main", "ready").await?;
    browser.until("window.again").await?;
    host.is_quiet().await?;
    assert_eq!(host.state("main").await?, "ready");
    assert_eq!(host.told("main", "onStatus").await?, [] as [Value; 0]);
    host.leaves_nothing().await
}

async fn unmounted_in_every_state(browser: Browser) -> Result<()> {
    let script = "import { confirmer, given, never, provider, saying, startApart }
          from './harness.js';
        const hanging = `${given.foreign}/hostile/hang`;
        const grant = () => ({ token: saying('NOTHING'), digitString: '12345678' });
        startApart('starting', { token: provider('starting', never) });
        startApart('loading', { token: saying('NOTHING'), frameUrl: hanging });
        startApart('ready', { token: saying('NOTHING') });
        startApart('handoff', { token: grant(), confirm: confirmer('handoff', never) });
        startApart('confirming',
          { token: saying('APPROVED'), confirm: confirmer('confirming', never) });
        startApart('retryable', { token: provider('retryable', () => saying('FAILED')) });
        startApart('settled', { token: saying('APPROVED') });";
    let host = HostPage::saying(&browser, script).await?;
    browser
        .choose_button("#handoff", "Use your phone instead")
        .await?;
    for state in [
        "starting",
        "loading",
        "ready",
        "handoff",
        "confirming",
        "retryable",
        "settled",
    ] {
        host.reaches(state, state).await?;
    }
    host.leaves_nothing().await?;
    let signals = "return [requests.starting[0], questions.confirming[0]]
        .map(({ signal }) => signal.aborted)";
    assert_eq!(browser.eval(signals).await?, json!([true, true]));
    for name in [
        "starting",
        "loading",
        "ready",
        "handoff",
        "confirming",
        "retryable",
    ] {
        assert_eq!(host.outcome(name).await?["kind"], "unmounted", "{name}");
        assert_eq!(host.state(name).await?, "unmounted", "{name}");
        assert_eq!(host.events(name, "outcome").await?.len(), 1, "{name}");
    }
    assert_eq!(host.outcome("settled").await?["kind"], "approved");
    assert_eq!(host.state("settled").await?, "unmounted");
    Ok(())
}

async fn serve<'a>(
    browser: &'a Browser,
    script: &str,
    headers: &'static [(&'static str, &'static str)],
) -> Result<HostPage<'a>> {
    let serving = Serving {
        headers,
        ..Serving::default()
    };
    HostPage::serve(browser, script, |_| Ok(json!({})), serving).await
}

/// The session ends by itself with this error, which no other try can help.
async fn ends_with(host: &HostPage<'_>, code: &str) -> Result<()> {
    let outcome = host.outcome("main").await?;
    assert_eq!(outcome["kind"], "error", "{outcome}");
    let error = &outcome["error"];
    assert_eq!(error["code"], code, "{error}");
    assert_eq!(error["retryable"], false, "{error}");
    assert_eq!(host.state("main").await?, "settled");
    let told = host.told("main", "onError").await?;
    assert_eq!(&told, std::slice::from_ref(error));
    assert_eq!(host.events("main", "attempt").await?, [] as [Value; 0]);
    assert!(!host.browser.has_frame("#main").await?, "the frame is left");
    assert_ne!(host.browser.words("#main").await?, "");
    Ok(())
}
