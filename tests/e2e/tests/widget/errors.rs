//! Bad input and bad weather: an error with its code, thrown where it is known at once.

use anyhow::Result;
use face_auth_e2e::{Browser, in_one_browser};
use face_auth_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::host::{HostPage, NODE, one_token};

in_one_browser! {
    bad_input_and_bad_weather: [
        thrown_by_mount,
        the_token_provider_fails,
        the_frame_never_loads,
    ]
}

/// What no message may hold.
const SECRET: &str = "s3cr3t";

/// What the providers fail with.
const DOWN: &str = "the backend is down";

async fn thrown_by_mount(browser: Browser) -> Result<()> {
    // Every case: the code, and what throws an error with it.
    let script = r"import { given, mount, thrown } from './harness.js';
        const { secret } = given;
        const good = { token: secret, frameUrl: given.frameUrl };
        const target = (node) => () => mount(node, good);
        const token = (value) => () => mount('#face', { ...good, token: value });
        const option = (name, value) => () => mount('#face', { ...good, [name]: value });
        const cases = [
          ['invalid_target', target('#nowhere')],
          ['invalid_target', target('?!')],
          ['invalid_target', target('')],
          ['invalid_target', target(null)],
          ['invalid_target', target(undefined)],
          ['invalid_target', target({})],
          ['invalid_target', target(document)],
          ['invalid_target', target(document.createElement('div'))],
          ['invalid_target', target(document.createTextNode('text'))],
          ['invalid_token', token('')],
          ['invalid_token', token(secret.repeat(7))],
          ['invalid_token', token(`${secret} with spaces`)],
          ['invalid_token', token(`${secret}\n`)],
          ['invalid_token', token(`${secret}é`)],
          ['invalid_token', token({ token: '' })],
          ['invalid_options', () => mount('#face')],
          ['invalid_options', () => mount('#face', null)],
          ['invalid_options', () => mount('#face', secret)],
          ['invalid_options', () => mount('#face', {})],
          ['invalid_options', () => mount('#face', Object.create(good))],
          ['invalid_options', token(undefined)],
          ['invalid_options', token(null)],
          ['invalid_options', token(1)],
          ['invalid_options', token({})],
          ['invalid_options', token({ token: 1 })],
          ['invalid_options', token(Promise.resolve(secret))],
          ['invalid_options', option('onApproved', secret)],
          ['invalid_options', option('onEvent', {})],
          ['invalid_options', option('onError', true)],
          ['invalid_options', option('tokenTimeout', '30')],
          ['invalid_options', option('tokenTimeout', 0)],
          ['invalid_options', option('loadTimeout', -1)],
          ['invalid_options', option('loadTimeout', NaN)],
          ['invalid_options', option('loadTimeout', Infinity)],
          ['invalid_options', option('frameUrl', 1)],
          ['invalid_options', option('frameUrl', `not an address ${secret}`)],
          ['invalid_options', option('frameUrl', 'http://face.authentication.idenfy.com/')],
          ['invalid_options', option('frameUrl', 'javascript:void 0')],
          ['invalid_options', option('frameUrl', 'data:text/html,')],
          ['invalid_options', option('frameUrl', `${location.origin}/frame`)],
          ['invalid_options', option('frameUrl', '/frame')],
          ['invalid_options', option('title', 1)],
          ['invalid_options', option('locale', {})],
          ['invalid_options', option('signal', {})],
          ['invalid_options', option('confirm', secret)],
          ['invalid_options', option('confirmTimeout', 0)],
          ['invalid_options', option('mode', 'popup')],
          ['invalid_options', option('mode', 1)],
          ['invalid_options', option('handoff', 'no')],
          ['invalid_options', option('maxAttempts', 0)],
          ['invalid_options', option('maxAttempts', '3')],
          ['invalid_options', option('messages', 'Hello')],
          ['invalid_options', option('onCanceled', secret)],
          ['invalid_options', option('onExpired', {})],
          ['invalid_options', option('onStatus', 1)],
          ['invalid_options', option('onReady', 1)],
          ['invalid_options', option('onFailed', 1)],
        ];
        window.results = cases.map(([code, attempt], index) => [index, code, thrown(attempt)]);
        window.left = document.querySelector('#face').childNodes.length;";
    let given = |_: &Sandbox| Ok(json!({ "secret": SECRET }));
    let host = HostPage::open(&browser, script, given).await?;

    let results = browser.until("window.results").await?;
    let results: Vec<(usize, String, Value)> = serde_json::from_value(results)?;
    assert_eq!(results.len(), 57);
    for (index, code, error) in results {
        is_ours(&error, &code, &format!("case {index}"));
    }
    assert_eq!(browser.eval("return left").await?, 0);
    host.has_no_faults().await
}

async fn the_token_provider_fails(browser: Browser) -> Result<()> {
    let script = r"import { FaceAuthError, given, start } from './harness.js';
        const { secret } = given;
        const down = new Error('the backend is down');
        const providers = {
          throws: () => { throw down; },
          throwsNothing: () => { throw undefined; },
          rejects: () => Promise.reject(down),
          answersNothing: () => {},
          answersNonsense: async () => ({ tocken: secret }),
          answersNumber: async () => 1,
          answersBadToken: async () => `${secret} with spaces`,
          answersBadGrant: async () => ({ token: '' }),
          answersThenable: () => ({ then: (_, reject) => reject(down) }),
          hangs: ({ signal }) => {
            window.hanging = signal;
            return new Promise(() => {});
          },
          needsIdentification: () => {
            throw new FaceAuthError('identification_required', { cause: down });
          },
          isOffline: async () => {
            throw new FaceAuthError('offline', { cause: down });
          },
        };
        for (const [name, token] of Object.entries(providers)) {
          const node = Object.assign(document.createElement('div'), { id: name });
          document.body.append(node);
          const tokenTimeout = name === 'hangs' ? 100 : 30_000;
          start(name, node, { token, tokenTimeout });
        }
        window.done = true;";
    let given = |_: &Sandbox| Ok(json!({ "secret": SECRET }));
    let host = HostPage::open(&browser, script, given).await?;
    browser.until("window.done").await?;

    for (name, code, cause) in [
        ("throws", "token_failed", DOWN),
        ("throwsNothing", "token_failed", ""),
        ("rejects", "token_failed", DOWN),
        ("answersNothing", "token_failed", ""),
        ("answersNonsense", "token_failed", ""),
        ("answersNumber", "token_failed", ""),
        ("answersBadToken", "invalid_token", ""),
        ("answersBadGrant", "invalid_token", ""),
        ("answersThenable", "token_failed", DOWN),
        ("hangs", "token_timeout", ""),
        ("isOffline", "offline", DOWN),
        ("needsIdentification", "identification_required", DOWN),
    ] {
        // Another try can help: told at once, and settled by whoever has had enough.
        if ["token_failed", "token_timeout", "offline"].contains(&code) {
            host.reaches(name, "retryable").await?;
            assert_eq!(host.told(name, "onError").await?.len(), 1, "{name}");
            host.call(name, "end()").await?;
        }
        let outcome = host.outcome(name).await?;
        assert_eq!(outcome["kind"], "error", "{name}");
        assert_eq!(outcome["attempts"], 1, "{name}");
        let error = &outcome["error"];
        is_ours(error, code, name);
        let told = error["cause"]["message"].as_str().unwrap_or_default();
        assert_eq!(told, cause, "{name}: {error}");
        assert_eq!(
            &host.told(name, "onError").await?,
            std::slice::from_ref(error),
            "{name}"
        );
        assert_eq!(host.state(name).await?, "settled", "{name}");
        assert_ne!(browser.words(&format!("#{name}")).await?, "", "{name}");
        assert!(!browser.has_frame(&format!("#{name}")).await?, "{name}");
    }
    assert_eq!(browser.eval("return hanging.aborted").await?, true);
    host.leaves_nothing().await
}

async fn the_frame_never_loads(browser: Browser) -> Result<()> {
    let script = "import { given, start } from './harness.js';
        const frameUrl = `${given.foreign}/hostile/hang`;
        start('main', '#face', { frameUrl, loadTimeout: 400 });";
    let host = HostPage::open(&browser, script, one_token).await?;
    assert_ne!(browser.panel(NODE).await?, "");

    let outcome = host.outcome("main").await?;
    assert_eq!(outcome["kind"], "error");
    is_ours(&outcome["error"], "frame_timeout", "");
    assert_eq!(outcome["error"]["retryable"], true);
    assert_eq!(
        host.told("main", "onError").await?,
        [outcome["error"].clone()]
    );
    assert_eq!(host.told("main", "onReady").await?, [] as [Value; 0]);
    assert!(!browser.has_frame(NODE).await?);
    assert_ne!(browser.panel(NODE).await?, "");
    host.has_no_faults().await
}

/// A `FaceAuthError` with this code, that tells nothing secret.
fn is_ours(error: &Value, code: &str, case: &str) {
    assert_eq!(error["code"], code, "{case}: {error}");
    assert_eq!(error["ours"], true, "{case}: {error}");
    assert_eq!(error["name"], "FaceAuthError", "{case}");
    assert_ne!(error["message"], "", "{case}");
    assert!(
        !error.to_string().contains(SECRET),
        "{case} tells the token"
    );
}
