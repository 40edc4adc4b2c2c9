//! State `retryable`, event `attempt`, option `maxAttempts`, methods `retry` and `end`.

use anyhow::Result;
use face_auth_e2e::{Browser, in_one_browser};
use serde_json::{Value, json};

use crate::host::{HostPage, NODE, until_in_flight};

in_one_browser! {
    trying_again: [
        every_attempt_is_new,
        the_person_tries_again,
        the_focus_goes_where_it_is_needed,
        a_late_message_of_an_older_attempt,
        attempts_run_out,
        errors_that_can_be_retried,
        ended_in_every_state,
    ]
}

async fn every_attempt_is_new(browser: Browser) -> Result<()> {
    let script = "import { given, provider, saying, start } from './harness.js';
        window.frames_ = [];
        const frame = () => document.querySelector('#face > *').shadowRoot.querySelector('iframe');
        start('main', '#face', {
          frameUrl: given.sayingUrl,
          locale: 'lt-LT',
          token: provider('main', saying('FAILED'), { token: saying('NOTHING') }),
          onReady: () => frames_.push(frame()),
        });";
    let host = HostPage::saying(&browser, script).await?;
    host.reaches("main", "retryable").await?;
    let attempt = json!({ "reason": null, "error": null });
    assert_eq!(host.events("main", "attempt").await?, [attempt]);
    assert_eq!(host.told("main", "onFailed").await?, [] as [Value; 0]);
    assert_eq!(host.told("main", "onError").await?, [] as [Value; 0]);
    assert_eq!(host.asked("requests", "main", "attempt").await?, [1]);

    host.call("main", "retry()").await?;
    host.reaches("main", "ready").await?;
    assert_eq!(host.refusal("main", "retry").await?, "invalid_state");
    let states = ["starting", "loading", "ready"];
    assert!(
        host.states("main")
            .await?
            .ends_with(&states.map(String::from))
    );
    assert_eq!(host.asked("requests", "main", "attempt").await?, [1, 2]);
    let locales = host.asked("requests", "main", "locale").await?;
    assert_eq!(locales, ["lt-LT", "lt-LT"]);
    let frames = "return [frames_.length, new Set(frames_).size,
        new Set(frames_.map((frame) => frame.src)).size, frames_[0].isConnected]";
    let distinct = browser.eval(frames).await?;
    assert_eq!(distinct, json!([2, 2, 2, false]));

    browser.press(NODE, "#approve").await?;
    let outcome = host.outcome("main").await?;
    assert_eq!(outcome["kind"], "approved");
    assert_eq!(outcome["attempts"], 2);
    host.leaves_nothing().await
}

async fn the_person_tries_again(browser: Browser) -> Result<()> {
    let script = "import { confirmer, provider, saying, startApart } from './harness.js';
        const failed = (failReason) => ({ status: 'FAILED', failReason });
        const cases = {
          eyes: [failed('EYES_CLOSED'), { status: 'SUCCESS' }],
          mismatch: [failed('FACE_MISMATCH')],
          unknown: [failed('SOMETHING_NEW')],
          down: [new Error('down'), { status: 'SUCCESS' }],
        };
        for (const [name, answers] of Object.entries(cases)) {
          startApart(name, {
            token: provider(name, () => saying('FAILED')),
            confirm: confirmer(name, ...answers),
            messages: name === 'unknown' ? { tryAgain: 'Once more' } : {},
          });
        }";
    let host = HostPage::saying(&browser, script).await?;
    for (name, words) in [
        ("eyes", "Keep your eyes open"),
        ("mismatch", "You were not recognized"),
        ("unknown", "did not succeed"),
        ("down", "could not get the result"),
    ] {
        host.reaches(name, "retryable").await?;
        browser.shows(&format!("#{name}"), words).await?;
    }
    let reason = json!({ "code": "EYES_CLOSED", "category": "picture", "advice": "retry" });
    let attempt = json!({ "reason": reason, "error": null });
    assert_eq!(host.events("eyes", "attempt").await?, [attempt]);

    // A text that the host has put in the place of ours, and the others as they were.
    let buttons = browser.buttons("#unknown").await?;
    assert_eq!(buttons, ["Once more", "Stop"]);

    browser.choose_button("#eyes", "Try again").await?;
    assert_eq!(host.outcome("eyes").await?["attempts"], 2);
    browser.choose_button("#down", "Check again").await?;
    assert_eq!(host.outcome("down").await?["attempts"], 1);
    assert_eq!(host.asked("requests", "down", "attempt").await?, [1]);

    browser.choose_button("#mismatch", "Stop").await?;
    let outcome = host.outcome("mismatch").await?;
    assert_eq!(outcome["kind"], "failed");
    assert_eq!(outcome["authoritative"], true);
    assert_eq!(outcome["reason"]["code"], "FACE_MISMATCH");
    assert_eq!(host.told("mismatch", "onFailed").await?, [outcome]);
    host.leaves_nothing().await
}

/// From the frame, which has gone, to what can be done now; but never away from the host's own.
async fn the_focus_goes_where_it_is_needed(browser: Browser) -> Result<()> {
    let script = "import { provider, saying, startApart } from './harness.js';
        const field = Object.assign(document.createElement('input'), { id: 'field' });
        document.body.append(field);
        const renewable = (name, ...words) => ({ token: provider(name, () => saying(...words)) });
        startApart('main', renewable('main', 'NOTHING'));
        window.another = () => startApart('another', renewable('another', 'FAILED'));";
    let host = HostPage::saying(&browser, script).await?;
    host.reaches("main", "ready").await?;
    browser.press("#main", "#fail").await?;
    host.reaches("main", "retryable").await?;
    browser.until(&format!("{FOCUSED} === 'Try again'")).await?;

    browser.click("#field").await?;
    browser.eval("another()").await?;
    host.reaches("another", "retryable").await?;
    browser.shows("#another", "Try again").await?;
    assert_eq!(browser.focus().await?, "input#field");
    host.leaves_nothing().await
}

/// An expression: the text of what has the focus in a widget.
const FOCUSED: &str = "document.activeElement?.shadowRoot?.activeElement?.textContent.trim()";

/// The frame says two things in one task, and the host tries again on the first: the second is on
/// its way when its attempt is over.
async fn a_late_message_of_an_older_attempt(browser: Browser) -> Result<()> {
    until_in_flight(async || retry_with_a_message_in_flight(&browser).await).await
}

/// Returns whether the late message arrived.
async fn retry_with_a_message_in_flight(browser: &Browser) -> Result<bool> {
    let script = "import { listen, provider, saying, startApart } from './harness.js';
        listen('message', ({ data }) => {
          if (data.status === 'APPROVED') window.arrived = true;
        });
        const session = startApart('main', {
          token: provider('main', saying('FAILED', 'APPROVED'), saying('NOTHING')),
          onEvent: ({ type }) => { if (type === 'attempt') session.retry(); },
        });";
    let host = HostPage::saying(browser, script).await?;
    browser.until("requests.main.length === 2").await?;
    host.reaches("main", "ready").await?;
    host.is_quiet().await?;
    assert_eq!(host.state("main").await?, "ready");
    assert_eq!(host.told("main", "onStatus").await?, ["FAILED"]);
    assert_eq!(host.events("main", "unrecognized").await?, [] as [Value; 0]);
    let arrived = browser.eval("return window.arrived === true").await?;
    host.leaves_nothing().await?;
    Ok(arrived == true)
}

/// Error `attempts_exhausted`.
async fn attempts_run_out(browser: Browser) -> Result<()> {
    let script = "import { confirmer, provider, saying, startApart } from './harness.js';
        const stop = { code: null, category: 'denied', advice: 'stop' };
        const cases = {
          byDefault: {},
          twice: { maxAttempts: 2 },
          once: { maxAttempts: 1 },
          aString: { token: saying('FAILED') },
          aGrant: { token: { token: saying('FAILED'), lifetime: 60 } },
          advisedToStop: { confirm: confirmer('advised', { status: 'FAILED', reason: stop }) },
        };
        for (const [name, options] of Object.entries(cases)) {
          const session = startApart(name, {
            token: provider(name, () => saying('FAILED')),
            onEvent: ({ type }) => { if (type === 'attempt') session.retry(); },
            ...options,
          });
        }";
    let host = HostPage::saying(&browser, script).await?;
    for (name, attempts, retry) in [
        ("byDefault", 3, "attempts_exhausted"),
        ("twice", 2, "attempts_exhausted"),
        ("once", 1, "attempts_exhausted"),
        ("aString", 1, "invalid_state"),
        ("aGrant", 1, "invalid_state"),
        ("advisedToStop", 1, "invalid_state"),
    ] {
        let outcome = host.outcome(name).await?;
        assert_eq!(outcome["kind"], "failed", "{name}");
        assert_eq!(outcome["attempts"], attempts, "{name}");
        let tries = host.events(name, "attempt").await?.len();
        assert_eq!(tries + 1, attempts, "{name}");
        assert_eq!(host.told(name, "onFailed").await?, [outcome], "{name}");
        assert_eq!(host.refusal(name, "retry").await?, retry, "{name}");
    }
    let advised = host.outcome("advisedToStop").await?;
    assert_eq!(advised["reason"]["category"], "denied");
    host.leaves_nothing().await
}

/// With a token provider, an error that can be retried is told at once and ends nothing.
async fn errors_that_can_be_retried(browser: Browser) -> Result<()> {
    let script = "import { given, later, provider, saying, startApart } from './harness.js';
        const good = () => saying('APPROVED');
        const slow = () => new Promise((resolve) => later(() => {
          window.answeredLate = true;
          resolve(good());
        }, 600));
        const hanging = `${given.foreign}/hostile/hang`;
        startApart('throws', { token: provider('throws', new Error('down'), good) });
        startApart('slow', { token: provider('slow', slow, good), tokenTimeout: 200 });
        startApart('unloaded', { token: provider('unloaded', good, good),
          frameUrl: hanging, loadTimeout: 300 });";
    let host = HostPage::saying(&browser, script).await?;
    for (name, code) in [
        ("throws", "token_failed"),
        ("slow", "token_timeout"),
        ("unloaded", "frame_timeout"),
    ] {
        host.reaches(name, "retryable").await?;
        let errors = host.told(name, "onError").await?;
        assert_eq!(errors.len(), 1, "{name}");
        assert_eq!(errors[0]["code"], code);
        assert_eq!(errors[0]["retryable"], true);
        let attempt = json!({ "reason": null, "error": errors[0] });
        assert_eq!(host.events(name, "attempt").await?, [attempt], "{name}");
        assert!(!browser.has_frame(&format!("#{name}")).await?, "{name}");
        assert!(
            browser
                .eval(&format!("return sessions.{name}.outcome"))
                .await?
                .is_null()
        );
    }
    // The provider's late answer is void.
    browser.until("window.answeredLate").await?;
    assert_eq!(host.state("slow").await?, "retryable");
    assert_eq!(
        browser
            .eval("return requests.slow[0].signal.aborted")
            .await?,
        true
    );

    for name in ["throws", "slow"] {
        host.call(name, "retry()").await?;
        let outcome = host.outcome(name).await?;
        assert_eq!(outcome["kind"], "approved", "{name}");
        assert_eq!(outcome["attempts"], 2, "{name}");
    }
    host.leaves_nothing().await
}

/// `end` settles with the last failure, and before there is one as canceled.
async fn ended_in_every_state(browser: Browser) -> Result<()> {
    let script = "import { confirmer, given, never, provider, saying, startApart }
          from './harness.js';
        const hanging = `${given.foreign}/hostile/hang`;
        const confirm = confirmer('confirming', never);
        startApart('starting', { token: provider('starting', never) });
        startApart('loading', { token: saying('NOTHING'), frameUrl: hanging });
        startApart('ready', { token: saying('NOTHING') });
        startApart('confirming', { token: saying('APPROVED'), confirm });
        startApart('failed', { token: provider('failed', () => saying('FAILED')) });
        startApart('broken', { token: provider('broken', new Error('down')) });";
    let host = HostPage::saying(&browser, script).await?;
    for (name, state, kind, callback) in [
        ("starting", "starting", "canceled", "onCanceled"),
        ("loading", "loading", "canceled", "onCanceled"),
        ("ready", "ready", "canceled", "onCanceled"),
        ("confirming", "confirming", "canceled", "onCanceled"),
        ("failed", "retryable", "failed", "onFailed"),
        ("broken", "retryable", "error", "onError"),
    ] {
        host.reaches(name, state).await?;
        host.call(name, "end()").await?;
        let outcome = host.outcome(name).await?;
        assert_eq!(outcome["kind"], kind, "{name}");
        assert_eq!(host.told(name, callback).await?.len(), 1, "{name}");
        assert_eq!(host.state(name).await?, "settled", "{name}");
        assert!(!browser.has_frame(&format!("#{name}")).await?, "{name}");
    }
    assert_eq!(host.outcome("failed").await?["authoritative"], false);
    assert_eq!(
        host.outcome("broken").await?["error"]["code"],
        "token_failed"
    );
    let aborted = "return [requests.starting[0], questions.confirming[0]]
        .map(({ signal }) => signal.aborted)";
    assert_eq!(browser.eval(aborted).await?, json!([true, true]));
    host.leaves_nothing().await
}
