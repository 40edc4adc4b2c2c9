//! Mounting and unmounting, at every moment and more than once.

use anyhow::Result;
use face_auth_e2e::{Browser, in_one_browser, session};
use face_auth_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::host::{HostPage, NODE, one_token, until_in_flight};

in_one_browser! {
    mounting: [
        two_widgets_on_one_page,
        a_second_mount_on_one_node,
        mounted_twice_in_one_tick,
        callbacks_that_throw,
        back_from_the_back_forward_cache,
    ]
    unmounting: [
        unmounted_with_a_result_in_flight,
        nothing_is_kept_in_memory,
        unmounted_before_the_frame,
        aborted_by_signal,
        unmounted_by_a_callback,
    ]
}

/// The sender posts a marker and the result in one task, the host unmounts on the marker: when the
/// widget goes, the result is on its way and nothing can call it back.
async fn unmounted_with_a_result_in_flight(browser: Browser) -> Result<()> {
    until_in_flight(async || unmount_on_marker(&browser).await).await
}

/// Returns whether the result arrived.
async fn unmount_on_marker(browser: &Browser) -> Result<bool> {
    let script = "import { given, start } from './harness.js';
        const session = start('main', '#face', {
          onEvent: ({ type }) => { if (type === 'unrecognized') session.unmount(); },
        });
        addEventListener('message', ({ data }) => {
          if (data.status === 'APPROVED') window.arrived = true;
        });";
    let given = |sandbox: &Sandbox| {
        let messages = ["marker".into(), json!({ "status": "APPROVED" })];
        let script = json!({ "outcome": "approve", "messages": messages });
        Ok(json!({ "token": session(sandbox, Some(script))? }))
    };
    let host = HostPage::open(browser, script, given).await?;

    assert_eq!(host.outcome("main").await?["kind"], "unmounted");
    host.is_quiet().await?;
    let calls = host.calls("main").await?;
    let after: Vec<_> = calls
        .into_iter()
        .skip_while(|(_, value)| value["type"] != "unrecognized")
        .map(|(callback, value)| (callback, value["type"].clone()))
        .collect();
    let events = ["unrecognized", "state", "outcome"];
    assert_eq!(
        after,
        events.map(|kind| ("onEvent".to_owned(), json!(kind)))
    );
    assert_eq!(host.state("main").await?, "unmounted");
    assert_eq!(children(browser, NODE).await?, 0);
    host.has_no_faults().await?;
    let arrived = browser.eval("return window.arrived === true").await?;
    Ok(arrived == true)
}

/// The host's options hold its callbacks, and through them its page. Looked at after a brief life,
/// and after one with all that there is: frame, decision, panel, another try.
async fn nothing_is_kept_in_memory(browser: Browser) -> Result<()> {
    let script = "import { given, later } from './harness.js';
        import { mount } from '/pkg/index.js';
        const pause = () => new Promise((resolve) => later(resolve, 10));
        const brief = () => {
          // A callback that holds the handle closes the circle.
          const options = { token: given.token, onReady: () => options.session.unmount() };
          return options;
        };
        const full = () => {
          const options = {
            frameUrl: given.sayingUrl,
            mode: 'modal',
            token: () => 'FAILED.1',
            confirm: async () => ({ status: 'FAILED', failReason: 'EYES_CLOSED' }),
            onEvent: () => options.session.state,
          };
          return options;
        };
        const live = async (options, life) => {
          const node = document.body.appendChild(document.createElement('div'));
          options.session = mount(node, options);
          await life(node.firstElementChild.shadowRoot, options.session);
          options.session.unmount();
          node.remove();
          return [new WeakRef(options), new WeakRef(node)];
        };
        const offered = async (root) => {
          while (!root.querySelector('button.primary')) await pause();
        };
        const again = async (root, session) => {
          await offered(root);
          session.retry();
          await offered(root);
        };
        const kept = [];
        for (let i = 0; i < 5; i++) kept.push(...(await live(brief(), pause)));
        for (let i = 0; i < 3; i++) kept.push(...(await live(full(), again)));
        for (let i = 0; i < 20 && window.gc; i++) {
          gc();
          await pause();
        }
        window.left = kept.filter((one) => one.deref()).length;";
    let host = HostPage::open(&browser, script, one_token).await?;
    let left = host
        .until("[window.left].filter(Number.isInteger)[0] + 1")
        .await?;
    if browser
        .eval("return !window.gc && navigator.userAgent.includes('Firefox')")
        .await?
        == true
    {
        println!("skipped in Firefox: it lets no page collect garbage");
    } else {
        assert_eq!(left, json!(1), "objects are kept");
    }
    host.has_no_faults().await
}

async fn two_widgets_on_one_page(browser: Browser) -> Result<()> {
    let script = "import { given, start } from './harness.js';
        start('first', '#face', { token: given.first });
        start('second', document.querySelector('#second'), { token: given.second });";
    let host = HostPage::open(&browser, script, two_tokens).await?;
    host.reaches("first", "ready").await?;
    host.reaches("second", "ready").await?;

    browser.press("#second", "#approve").await?;
    assert_eq!(host.outcome("second").await?["kind"], "approved");
    assert_eq!(host.state("first").await?, "ready");
    assert!(browser.has_frame("#face").await?);

    browser.press("#face", "#fail").await?;
    assert_eq!(host.outcome("first").await?["kind"], "failed");
    assert_eq!(host.told("second", "onFailed").await?, [] as [Value; 0]);
    assert_eq!(host.told("first", "onApproved").await?, [] as [Value; 0]);
    host.has_no_faults().await
}

async fn a_second_mount_on_one_node(browser: Browser) -> Result<()> {
    let script = "import { given, start } from './harness.js';
        let asked = 0;
        start('replaced at once', '#face', { token: () => { asked++; } });
        start('first', '#face', {
          token: given.first,
          onReady() {
            start('second', document.querySelector('#face'), { token: given.second });
            window.asked = asked;
          },
        });";
    let host = HostPage::open(&browser, script, two_tokens).await?;

    assert_eq!(host.outcome("replaced at once").await?["kind"], "unmounted");
    assert_eq!(host.outcome("first").await?["kind"], "unmounted");
    assert_eq!(browser.until("[window.asked]").await?, json!([0]));
    host.reaches("second", "ready").await?;
    assert_eq!(children(&browser, NODE).await?, 1);
    browser.press(NODE, "#approve").await?;
    assert_eq!(host.outcome("second").await?["kind"], "approved");
    host.has_no_faults().await
}

async fn unmounted_before_the_frame(browser: Browser) -> Result<()> {
    let script = "import { given, start } from './harness.js';
        // In the tick of mounting, as StrictMode does: no session is paid for.
        let asked = 0;
        const early = start('early', '#face', { token: () => { asked++; return given.token; } });
        early.unmount();
        early.unmount();

        // While the provider is being asked.
        let answer;
        const waiting = start('waiting', '#second', {
          token: ({ attempt, signal, locale }) => {
            window.asking = { attempt, locale: locale ?? null, signal };
            return new Promise((resolve) => { answer = resolve; });
          },
        });
        await Promise.resolve();
        window.abortedBefore = asking.signal.aborted;
        waiting.unmount();
        window.abortedAfter = asking.signal.aborted;
        answer(given.token);
        // A whole task later, whatever the answer could have caused has happened.
        await new Promise((resolve) => setTimeout(resolve));
        window.asked = asked;
        window.done = true;";
    let host = HostPage::open(&browser, script, one_token).await?;
    browser.until("window.done").await?;

    for (name, attempts) in [("early", 0), ("waiting", 1)] {
        let outcome = host.outcome(name).await?;
        assert_eq!(outcome["kind"], "unmounted", "{name}");
        assert_eq!(outcome["attempts"], attempts, "{name}");
        assert_eq!(host.events(name, "outcome").await?.len(), 1, "{name}");
        assert_eq!(host.told(name, "onError").await?, [] as [Value; 0]);
    }
    let seen = "return [asked, asking.attempt, asking.locale, abortedBefore, abortedAfter]";
    assert_eq!(browser.eval(seen).await?, json!([0, 1, null, false, true]));
    assert_eq!(children(&browser, "#face").await?, 0);
    assert_eq!(children(&browser, "#second").await?, 0);
    host.has_no_faults().await
}

async fn aborted_by_signal(browser: Browser) -> Result<()> {
    let script = "import { given, start } from './harness.js';
        window.asked = 0;
        start('aborted before', '#second', {
          signal: AbortSignal.abort(),
          token: () => { asked++; return given.token; },
        });
        window.controller = new AbortController();
        start('aborted later', '#face', { signal: controller.signal });";
    let host = HostPage::open(&browser, script, one_token).await?;

    assert_eq!(host.outcome("aborted before").await?["kind"], "unmounted");
    assert_eq!(browser.eval("return asked").await?, 0);
    host.reaches("aborted later", "ready").await?;
    browser.eval("controller.abort()").await?;
    assert_eq!(host.outcome("aborted later").await?["kind"], "unmounted");
    assert_eq!(children(&browser, "#face").await?, 0);
    assert_eq!(children(&browser, "#second").await?, 0);
    host.has_no_faults().await
}

/// What a callback throws goes to `reportError`, and the session to its end.
async fn callbacks_that_throw(browser: Browser) -> Result<()> {
    let script = "import { confirmer, provider, saying, startApart } from './harness.js';
        const names = ['onReady', 'onStatus', 'onApproved', 'onFailed', 'onCanceled', 'onExpired',
          'onError', 'onEvent'];
        const fail = (session, name) => () => { throw new Error(`${name} of ${session}`); };
        const cases = {
          approved: { token: saying('APPROVED') },
          failed: { token: saying('FAILED') },
          expired: { token: saying('FAILED'), confirm: confirmer('expired', { status: 'EXPIRED' }) },
          canceled: { token: saying('FAILED'), confirm: confirmer('c', { status: 'CANCELED' }) },
          error: { token: provider('error', { tocken: '' }), maxAttempts: 1 },
        };
        for (const [session, options] of Object.entries(cases)) {
          const callbacks = names.map((name) => [name, fail(session, name)]);
          startApart(session, { ...options, ...Object.fromEntries(callbacks) });
        }";
    let host = HostPage::open(&browser, script, |_| Ok(json!({}))).await?;
    for (name, callbacks) in [
        ("approved", ["onReady", "onStatus", "onApproved"].as_slice()),
        ("failed", &["onReady", "onStatus", "onFailed"]),
        ("expired", &["onReady", "onStatus", "onExpired"]),
        ("canceled", &["onReady", "onStatus", "onCanceled"]),
        ("error", &["onError"]),
    ] {
        assert_eq!(host.outcome(name).await?["kind"], name);
        host.hears_of(name, "outcome").await?;
        // At one moment: more may be told between two questions.
        let seen = "return [faults, told.filter(({ session, callback }) =>
            session === arguments[0] && callback === 'onEvent').length]";
        let seen = browser.eval_with(seen, vec![name.into()]).await?;
        let (faults, events): (Vec<String>, usize) = serde_json::from_value(seen)?;
        let reported = |callback: &str| {
            let text = format!("{callback} of {name}");
            faults.iter().filter(|fault| fault.ends_with(&text)).count()
        };
        for callback in callbacks {
            assert_eq!(reported(callback), 1, "{callback} of {name}: {faults:?}");
        }
        assert_eq!(reported("onEvent"), events, "{name}: {faults:?}");
    }
    Ok(())
}

/// The outcome is decided before any callback hears of it, so one that unmounts changes it no more;
/// it is told nothing that was to come after.
async fn unmounted_by_a_callback(browser: Browser) -> Result<()> {
    let script = "import { start } from './harness.js';
        const session = start('main', '#face', { onStatus: () => session.unmount() });";
    let host = HostPage::open(&browser, script, one_token).await?;
    host.reaches("main", "ready").await?;
    browser.press(NODE, "#approve").await?;

    assert_eq!(host.outcome("main").await?["kind"], "approved");
    assert_eq!(host.told("main", "onStatus").await?, ["APPROVED"]);
    assert_eq!(host.told("main", "onApproved").await?, [] as [Value; 0]);
    host.reaches("main", "unmounted").await?;
    assert_eq!(children(&browser, NODE).await?, 0);
    host.has_no_faults().await
}

/// As React's StrictMode does: mount, unmount, mount. One session is paid for.
async fn mounted_twice_in_one_tick(browser: Browser) -> Result<()> {
    let script = "import { provider, saying, start, given } from './harness.js';
        let asked = 0;
        const token = () => { asked += 1; return saying('APPROVED'); };
        const options = { token, frameUrl: given.sayingUrl };
        start('first', '#face', options).unmount();
        start('second', '#face', options);
        window.asked = () => asked;";
    let host = HostPage::open(&browser, script, |_| Ok(json!({}))).await?;
    let first = host.outcome("first").await?;
    assert_eq!(first["kind"], "unmounted");
    assert_eq!(first["attempts"], 0);
    assert_eq!(host.outcome("second").await?["kind"], "approved");
    assert_eq!(browser.eval("return asked()").await?, 1);
    host.leaves_nothing().await
}

/// The page leaves with its frame and comes back with it: the session goes on where it was, and a
/// grant that has expired meanwhile is looked at.
async fn back_from_the_back_forward_cache(browser: Browser) -> Result<()> {
    let script = "import { given, provider, saying, start } from './harness.js';
        const { now } = Date;
        let slept = 0;
        Date.now = () => now() + slept;
        window.sleep = (ms) => { slept += ms; };
        window.returns = [];
        addEventListener('pageshow', ({ persisted }) => returns.push(persisted));
        const lifetime = 3_600;
        start('goes on', '#face', { frameUrl: given.sayingUrl, token: saying('NOTHING') });
        start('expires', '#second', { frameUrl: given.sayingUrl,
          token: provider('expires', () => ({ token: saying('NOTHING'), lifetime })) });";
    let host = HostPage::open(&browser, script, |_| Ok(json!({}))).await?;
    for name in ["goes on", "expires"] {
        host.reaches(name, "ready").await?;
    }
    let away = format!("{}/hostile/odd.html", host.pages.origin());
    browser
        .eval_with("location.href = arguments[0]", vec![json!(away)])
        .await?;
    browser
        .until("location.pathname === '/hostile/odd.html'")
        .await?;
    browser.eval("setTimeout(() => history.back())").await?;
    browser.until("window.returns?.at(-1)").await?;

    browser.press(NODE, "#approve").await?;
    assert_eq!(host.outcome("goes on").await?["kind"], "approved");
    assert_eq!(host.state("expires").await?, "ready");

    browser.eval("sleep(2 * 3_600_000)").await?;
    browser
        .eval_with("location.href = arguments[0]", vec![json!(away)])
        .await?;
    browser
        .until("location.pathname === '/hostile/odd.html'")
        .await?;
    browser.eval("setTimeout(() => history.back())").await?;
    browser.until("window.returns?.length === 3").await?;
    host.reaches("expires", "retryable").await?;
    let errors = host.told("expires", "onError").await?;
    assert_eq!(errors[0]["code"], "session_expired");
    host.has_no_faults().await
}

fn two_tokens(sandbox: &Sandbox) -> Result<Value> {
    let (first, second) = (session(sandbox, None)?, session(sandbox, None)?);
    Ok(json!({ "first": first, "second": second }))
}

/// How many nodes a node holds.
async fn children(browser: &Browser, node: &str) -> Result<Value> {
    let count = format!("return document.querySelector('{node}').childNodes.length");
    browser.eval(&count).await
}
