//! What a host does while it is being told or asked something: the page, the events and the state
//! agree all the same.

use anyhow::Result;
use face_auth_e2e::{Browser, in_one_browser};
use serde_json::{Value, json};

use crate::host::HostPage;

in_one_browser! {
    the_host_acts_at_once: [
        decided_or_ended_while_asked,
        retried_by_the_callback_that_is_told,
        what_belongs_to_an_earlier_attempt,
        what_a_host_hands_over_in_odd_shapes,
    ]
}

/// `confirm` knows the answer already, and pushes it before it returns; or it ends the session.
async fn decided_or_ended_while_asked(browser: Browser) -> Result<()> {
    let script = "import { never, saying, startApart } from './harness.js';
        const hosts = {
          decided: (session) => session.decide({ status: 'SUCCESS' }),
          ended: (session) => session.end(),
          unmounted: (session) => session.unmount(),
        };
        for (const [name, act] of Object.entries(hosts)) {
          const session = startApart(name, {
            token: saying('APPROVED'),
            confirm: () => (act(session), never()),
          });
        }";
    let host = HostPage::saying(&browser, script).await?;
    for (name, kind, state) in [
        ("decided", "approved", "settled"),
        ("ended", "canceled", "settled"),
        ("unmounted", "unmounted", "unmounted"),
    ] {
        assert_eq!(host.outcome(name).await?["kind"], kind);
        assert_eq!(host.state(name).await?, state);
        let states = host.states(name).await?;
        assert_eq!(states.last().map(String::as_str), Some(state), "{states:?}");
    }
    browser.shows("#decided", "The face check is done").await?;
    host.leaves_nothing().await
}

async fn retried_by_the_callback_that_is_told(browser: Browser) -> Result<()> {
    let script = "import { provider, saying, startApart } from './harness.js';
        const session = startApart('main', {
          token: provider('main', new Error('down'), saying('NOTHING')),
          onError: () => session.retry(),
        });";
    let host = HostPage::saying(&browser, script).await?;
    host.reaches("main", "ready").await?;
    assert_eq!(
        host.states("main").await?,
        ["retryable", "starting", "loading", "ready"]
    );
    let attempts = host.events("main", "attempt").await?;
    let [attempt] = &attempts[..] else {
        anyhow::bail!("{attempts:?}");
    };
    assert_eq!(attempt["error"]["code"], "token_failed", "as it was then");
    assert_eq!(attempt["reason"], Value::Null);
    host.leaves_nothing().await
}

/// A decision about the first token says nothing of the second attempt, whose token never came.
async fn what_belongs_to_an_earlier_attempt(browser: Browser) -> Result<()> {
    let script = "import { FaceAuthError, provider, saying, startApart } from './harness.js';
        window.first = saying('FAILED');
        startApart('main', {
          token: provider('main', first, new FaceAuthError('confirm_failed')),
        });";
    let host = HostPage::saying(&browser, script).await?;
    host.reaches("main", "retryable").await?;
    host.call("main", "retry()").await?;
    host.until("told.some(({ callback }) => callback === 'onError')")
        .await?;
    let errors = host.told("main", "onError").await?;
    assert_eq!(errors[0]["code"], "token_failed");
    host.call("main", "decide({ status: 'SUCCESS', token: first })")
        .await?;
    assert_eq!(host.state("main").await?, "retryable");
    assert_eq!(host.events("main", "decision").await?, [] as [Value; 0]);
    host.leaves_nothing().await
}

async fn what_a_host_hands_over_in_odd_shapes(browser: Browser) -> Result<()> {
    let script = "import { given, mount, saying, startApart, thrown } from './harness.js';
        const nulls = { digitString: null, lifetime: null, expiresAt: null };
        startApart('main', { token: { token: saying('NOTHING'), ...nulls }, confirm: async () => null });
        const revoked = () => {
          const { proxy, revoke } = Proxy.revocable(document.body, {});
          revoke();
          return proxy;
        };
        const options = { token: 'token', frameUrl: given.frameUrl };
        const throwing = { get status() { throw new Error('no') } };
        window.codes = () => [
          thrown(() => mount(revoked(), options)),
          thrown(() => mount('#face', revoked())),
          ...[{ status: 'SUCCESS', token: 12345 }, throwing, revoked(), null, 'SUCCESS']
            .map((decision) => refuses('main', 'decide', decision)),
        ].map((error) => error?.code);";
    let host = HostPage::saying(&browser, script).await?;
    host.reaches("main", "ready").await?;
    let failed = "confirm_failed";
    assert_eq!(
        browser.eval("return window.codes()").await?,
        json!([
            "invalid_target",
            "invalid_options",
            failed,
            failed,
            failed,
            failed,
            failed
        ])
    );
    assert_eq!(host.state("main").await?, "ready");
    host.leaves_nothing().await
}
