//! The demo, ended by webhook: each way in which one can come, and not come.

use anyhow::Result;
use face_auth_e2e::{Browser, Demo, for_each_engine};
use face_auth_sandbox::{Outcome, Script};

use crate::demo::{
    NODE, accounts_open, ends, outcome, reaches, settled_by_the_backend, token_of, told,
};

for_each_engine!(
    each_category_of_failure,
    against_the_frame,
    later_than_the_frame,
    never,
    without_a_word_of_the_frame,
    on_a_bad_day,
    forged_on_a_bad_day,
);

/// Attacks are told apart from these by [`crate::demo`]: they end the course.
async fn each_category_of_failure(browser: Browser) -> Result<()> {
    let demo = Demo::start().await?;
    let failing = |reason: &str| {
        let script = Script::new(Outcome::Fail(reason.to_owned()));
        demo.sandbox.script_next(script);
    };
    failing("FACE_CROPPED");
    demo.begin(&browser).await?;
    for (next, words) in [
        (Some("FACE_MISMATCH"), "The picture could not be used."),
        (Some("NOT_DOCUMENTED"), "We could not recognise you"),
        (None, "It did not work this time."),
    ] {
        reaches(&browser, "retryable").await?;
        told(&browser, "hint", "FAILED").await?;
        told(&browser, "decision", "FAILED").await?;
        browser.click("[data-testid=session-end]").await?;
        ends(&browser, "failed").await?;
        settled_by_the_backend(&browser).await?;
        says(&browser, words).await?;
        if let Some(reason) = next {
            failing(reason);
            browser.click("[data-testid=again]").await?;
        }
    }
    Ok(())
}

/// Whichever of them approves: the webhook decides.
async fn against_the_frame(browser: Browser) -> Result<()> {
    let demo = Demo::start().await?;
    demo.begin(&browser).await?;
    press_told(&browser, "#approve", "as the opposite").await?;
    told(&browser, "hint", "APPROVED").await?;
    told(&browser, "decision", "FAILED").await?;
    reaches(&browser, "retryable").await?;
    stays_closed(&browser).await?;
    browser.click("[data-testid=session-end]").await?;
    ends(&browser, "failed").await?;
    says(&browser, "The frame said otherwise").await?;

    browser.click("[data-testid=again]").await?;
    press_told(&browser, "#fail", "as the opposite").await?;
    told(&browser, "hint", "FAILED").await?;
    told(&browser, "decision", "SUCCESS").await?;
    accounts_open(&browser).await?;
    assert_eq!(outcome(&browser).await?, "approved");
    settled_by_the_backend(&browser).await
}

async fn later_than_the_frame(browser: Browser) -> Result<()> {
    let demo = Demo::start().await?;
    demo.begin(&browser).await?;
    press_told(&browser, "#approve", "5 seconds later").await?;
    told(&browser, "hint", "APPROVED").await?;
    reaches(&browser, "confirming").await?;
    told(&browser, "decision", "PENDING").await?;
    stays_closed(&browser).await?;
    told(&browser, "decision", "SUCCESS").await?;
    accounts_open(&browser).await?;
    settled_by_the_backend(&browser).await
}

/// The frame's word alone opens nothing, however long the person waits.
async fn never(browser: Browser) -> Result<()> {
    let demo = Demo::start().await?;
    demo.begin(&browser).await?;
    press_told(&browser, "#approve", "never").await?;
    told(&browser, "hint", "APPROVED").await?;
    reaches(&browser, "confirming").await?;
    told(&browser, "decision", "PENDING").await?;
    stays_closed(&browser).await?;
    browser.click("[data-testid=cancel]").await?;
    ends(&browser, "canceled").await?;
    told(&browser, "decision", "LEFT").await?;
    stays_closed(&browser).await
}

async fn without_a_word_of_the_frame(browser: Browser) -> Result<()> {
    let demo = Demo::start().await?;
    demo.begin(&browser).await?;
    reaches(&browser, "ready").await?;
    let token = token_of(&browser).await?;
    demo.sandbox.end_session(&token, Outcome::Approve)?;
    accounts_open(&browser).await?;
    told(&browser, "hint", "NONE").await?;
    told(&browser, "decision", "SUCCESS").await?;
    assert_eq!(outcome(&browser).await?, "approved");
    settled_by_the_backend(&browser).await
}

/// A forged failure first, then the truth twice and oddly written, then out of order, then undone.
async fn on_a_bad_day(browser: Browser) -> Result<()> {
    let demo = Demo::start().await?;
    demo.begin(&browser).await?;
    press_told(&browser, "#approve", "as on a bad day").await?;
    told(&browser, "decision", "SUCCESS").await?;
    accounts_open(&browser).await?;
    assert_eq!(outcome(&browser).await?, "approved");
    settled_by_the_backend(&browser).await
}

/// The same with a forged success, and later a signed one, for somebody who failed.
async fn forged_on_a_bad_day(browser: Browser) -> Result<()> {
    let demo = Demo::start().await?;
    demo.begin(&browser).await?;
    press_told(&browser, "#fail", "as on a bad day").await?;
    told(&browser, "hint", "FAILED").await?;
    told(&browser, "decision", "FAILED").await?;
    reaches(&browser, "retryable").await?;
    stays_closed(&browser).await?;
    browser.click("[data-testid=session-end]").await?;
    ends(&browser, "failed").await?;
    stays_closed(&browser).await
}

/// Chooses how the backend is to hear of the outcome, and then the outcome.
async fn press_told(browser: &Browser, button: &str, telling: &str) -> Result<()> {
    browser
        .in_frame(NODE, async || {
            browser.choose("#telling", telling).await?;
            browser.click(button).await
        })
        .await
}

/// The ending holds these words.
async fn says(browser: &Browser, words: &str) -> Result<()> {
    let text = browser
        .eval("return document.querySelector('#ending-text').textContent")
        .await?;
    assert!(
        text.as_str().is_some_and(|text| text.contains(words)),
        "{text}"
    );
    Ok(())
}

/// The backend's own record, whatever the page believes.
async fn stays_closed(browser: &Browser) -> Result<()> {
    let status = browser
        .until("fetch('/api/accounts').then(({ status }) => status)")
        .await?;
    assert_eq!(status, 403);
    Ok(())
}
