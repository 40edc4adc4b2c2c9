//! The package's second chunk, which comes while the frame loads: fetched once, and not needed.

use anyhow::Result;
use face_auth_e2e::{Browser, SecondChunk, Serving, in_one_browser, late_files};
use serde_json::json;

use crate::host::HostPage;

in_one_browser! {
    the_second_chunk: [
        fetched_once,
        a_second_chunk_that_is_missing,
        a_second_chunk_that_never_comes,
        a_dialog_without_the_second_chunk,
    ]
}

/// A session with everything in it that the second chunk shows.
const SESSION: &str = "import { confirmer, provider, saying, startApart } from './harness.js';
    const failed = { status: 'FAILED', failReason: 'EYES_CLOSED' };
    startApart('main', {
      token: provider('main', () => saying('FAILED')),
      confirm: confirmer('main', failed, new Error('down'), { status: 'SUCCESS' }),
    });";

async fn fetched_once(browser: Browser) -> Result<()> {
    let script = "import { saying, startApart } from './harness.js';
        startApart('first', { token: saying('NOTHING') });
        startApart('second', { token: saying('NOTHING') });";
    let host = HostPage::saying(&browser, script).await?;
    host.reaches("first", "ready").await?;
    host.reaches("second", "ready").await?;
    for late in late_files()? {
        let requests = format!(
            "performance.getEntriesByType('resource')
                .filter(({{ name }}) => name.endsWith('/pkg/{late}')).length"
        );
        browser.until(&requests).await?;
        assert_eq!(
            browser.eval(&format!("return {requests}")).await?,
            1,
            "{late}"
        );
    }
    host.leaves_nothing().await
}

async fn a_second_chunk_that_is_missing(browser: Browser) -> Result<()> {
    goes_on_in_plain_text(&browser, SecondChunk::Missing).await
}

async fn a_second_chunk_that_never_comes(browser: Browser) -> Result<()> {
    goes_on_in_plain_text(&browser, SecondChunk::Hanging).await
}

/// The first chunk's own button closes it, at once: nobody is there to ask first.
async fn a_dialog_without_the_second_chunk(browser: Browser) -> Result<()> {
    let script = "import { given, saying, start, startApart } from './harness.js';
        const more = given.hangs ? { frameUrl: `${given.foreign}/hostile/hang` } : {};
        startApart('main', { token: saying('NOTHING'), mode: 'modal', ...more });";
    for (hangs, state) in [(true, "loading"), (false, "ready")] {
        let serving = Serving {
            second_chunk: SecondChunk::Missing,
            ..Serving::default()
        };
        let given = |_: &_| Ok(json!({ "hangs": hangs }));
        let host = HostPage::serve(&browser, script, given, serving).await?;
        browser.open(&host.pages.origin()).await?;
        host.reaches("main", state).await?;
        browser.choose_button("#main", "Close").await?;
        assert_eq!(host.outcome("main").await?["kind"], "canceled");
        host.leaves_nothing().await?;
    }
    Ok(())
}

async fn goes_on_in_plain_text(browser: &Browser, second_chunk: SecondChunk) -> Result<()> {
    let serving = Serving {
        second_chunk,
        ..Serving::default()
    };
    let host = HostPage::serve(browser, SESSION, |_| Ok(json!({})), serving).await?;
    assert!(!late_files()?.is_empty(), "there is only one chunk");
    browser.open(&host.pages.origin()).await?;

    host.reaches("main", "retryable").await?;
    let attempt = &host.events("main", "attempt").await?[0];
    assert_eq!(attempt["reason"]["code"], "EYES_CLOSED");
    assert_ne!(browser.panel("#main").await?, "");
    host.call("main", "retry()").await?;
    host.hears_of("main", "error").await?;
    assert_ne!(browser.panel("#main").await?, "");
    host.call("main", "retry()").await?;
    let outcome = host.outcome("main").await?;
    assert_eq!(outcome["kind"], "approved");
    assert_eq!(outcome["attempts"], 2);
    assert_ne!(browser.panel("#main").await?, "");
    host.leaves_nothing().await
}
