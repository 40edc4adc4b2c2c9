//! A grant's `lifetime` and `expiresAt`, error `session_expired`, callback `onExpired`: a hint that
//! is checked with the backend, and never a reason to ask for a paid session unasked.

use anyhow::Result;
use face_auth_e2e::{Browser, in_one_browser};
use serde_json::{Value, json};

use crate::host::{HostPage, NODE};

in_one_browser! {
    grants_that_expire: [
        expired_on_arrival,
        expired_while_nobody_has_begun,
        expired_after_somebody_has_begun,
        expired_while_the_machine_slept,
    ]
}

async fn expired_on_arrival(browser: Browser) -> Result<()> {
    let script = "import { provider, saying, startApart } from './harness.js';
        const past = Date.now() - 1_000;
        const cases = {
          aNumber: past,
          aDate: new Date(past),
          aText: new Date(past).toISOString(),
        };
        for (const [name, expiresAt] of Object.entries(cases)) {
          const expired = { token: saying('NOTHING'), expiresAt };
          const good = { token: saying('APPROVED'), expiresAt: new Date(Date.now() + 60_000) };
          startApart(name, { token: provider(name, expired, good) });
        }
        startApart('given', { token: { token: saying('NOTHING'), expiresAt: past } });";
    let host = HostPage::saying(&browser, script).await?;
    for name in ["aNumber", "aDate", "aText"] {
        host.reaches(name, "retryable").await?;
        let errors = host.told(name, "onError").await?;
        assert_eq!(errors[0]["code"], "session_expired", "{name}");
        assert_eq!(errors[0]["retryable"], true, "{name}");
        assert!(!browser.has_frame(&format!("#{name}")).await?, "{name}");
        assert_eq!(host.asked("requests", name, "attempt").await?, [1]);
        host.call(name, "retry()").await?;
        assert_eq!(host.outcome(name).await?["kind"], "approved", "{name}");
    }
    let outcome = host.outcome("given").await?;
    assert_eq!(outcome["kind"], "error");
    assert_eq!(outcome["error"]["code"], "session_expired");
    host.leaves_nothing().await
}

async fn expired_while_nobody_has_begun(browser: Browser) -> Result<()> {
    let script = "import { confirmer, provider, saying, startApart } from './harness.js';
        const grant = () => ({ token: saying('NOTHING'), lifetime: 2 });
        const cases = {
          unconfirmed: {},
          byTheClock: { token: provider('byTheClock',
            () => ({ token: saying('NOTHING'), expiresAt: Date.now() + 2_000 })) },
          pending: { confirm: confirmer('pending', { status: 'PENDING' }) },
          rejects: { confirm: confirmer('rejects', new Error('down')) },
          expires: { confirm: confirmer('expires', { status: 'EXPIRED' }) },
          succeeds: { confirm: confirmer('succeeds', { status: 'SUCCESS' }) },
        };
        for (const [name, options] of Object.entries(cases)) {
          startApart(name, { token: provider(name, grant, grant), ...options });
        }";
    let host = HostPage::saying(&browser, script).await?;
    for name in ["unconfirmed", "byTheClock", "pending", "rejects"] {
        host.reaches(name, "retryable").await?;
        let attempt = &host.events(name, "attempt").await?[0];
        assert_eq!(attempt["error"]["code"], "session_expired", "{name}");
        assert_eq!(attempt["reason"], Value::Null, "{name}");
    }
    let outcome = host.outcome("expires").await?;
    assert_eq!(outcome["kind"], "expired");
    assert_eq!(host.told("expires", "onExpired").await?, [outcome]);
    assert_eq!(host.told("expires", "onError").await?, [] as [Value; 0]);
    assert_eq!(host.outcome("succeeds").await?["kind"], "approved");

    for name in ["pending", "rejects", "expires", "succeeds"] {
        let asked = host.asked("questions", name, "status").await?;
        assert_eq!(asked, [Value::Null], "{name}");
    }
    // Nobody has asked for another session: none was paid for.
    for name in ["unconfirmed", "byTheClock", "pending", "rejects", "expires"] {
        assert_eq!(
            host.asked("requests", name, "attempt").await?,
            [1],
            "{name}"
        );
    }
    browser.choose_button("#pending", "Try again").await?;
    browser.until("requests.pending.length === 2").await?;
    host.leaves_nothing().await
}

/// Whoever has begun may end: the vendor looks at its own clock.
async fn expired_after_somebody_has_begun(browser: Browser) -> Result<()> {
    let script = "import { confirmer, given, later, provider, saying, start } from './harness.js';
        const grant = () => {
          later(() => { window.expired = true; }, 8_000);
          return { token: saying('NOTHING'), lifetime: 6 };
        };
        window.decision = { status: 'PENDING' };
        start('main', '#face', {
          frameUrl: given.sayingUrl,
          token: provider('main', grant),
          confirm: confirmer('main', ({ status }) => ({ status: status ? 'SUCCESS' : 'PENDING' })),
        });";
    let host = HostPage::saying(&browser, script).await?;
    host.reaches("main", "ready").await?;
    browser.press(NODE, "#name").await?;
    browser.until("window.expired").await?;
    assert_eq!(host.state("main").await?, "ready");
    assert!(!host.asked("questions", "main", "status").await?.is_empty());
    assert_eq!(host.asked("requests", "main", "attempt").await?, [1]);

    browser.press(NODE, "#approve").await?;
    let outcome = host.outcome("main").await?;
    assert_eq!(outcome["kind"], "approved");
    assert_eq!(outcome["authoritative"], true);
    host.leaves_nothing().await
}

/// Timers stand still while a machine sleeps; the wall clock does not. Looked at when the page is
/// seen again.
async fn expired_while_the_machine_slept(browser: Browser) -> Result<()> {
    let script = "import { provider, saying, startApart } from './harness.js';
        const { now } = Date;
        let slept = 0;
        Date.now = () => now() + slept;
        window.sleep = (ms) => { slept += ms; };
        const grant = () => ({ token: saying('NOTHING'), lifetime: 3_600 });
        startApart('main', { token: provider('main', grant) });";
    let host = HostPage::saying(&browser, script).await?;
    host.reaches("main", "ready").await?;
    browser.hide().await?;
    browser.eval("sleep(2 * 3_600_000)").await?;
    browser.show().await?;
    host.reaches("main", "retryable").await?;
    let errors = host.told("main", "onError").await?;
    assert_eq!(errors[0]["code"], "session_expired");
    assert_eq!(host.asked("requests", "main", "attempt").await?, [1]);
    assert_eq!(
        json!(host.states("main").await?)
            .to_string()
            .matches("retryable")
            .count(),
        1
    );
    host.leaves_nothing().await
}
