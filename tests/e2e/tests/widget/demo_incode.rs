//! The demo's page of Incode's webhooks, as a person goes through it.

use anyhow::Result;
use face_auth_e2e::{Browser, Demo, for_each_engine};
use serde_json::{Value, json};

for_each_engine!(
    decisions_come_as_they_are_told,
    an_attack_is_not_explained,
    nobody_is_shown_anything,
);

async fn decisions_come_as_they_are_told(browser: Browser) -> Result<()> {
    let demo = Demo::start().await?;
    signed_in(&browser, &demo).await?;
    for (step, kind, outcome, status, words) in [
        (1, "kind-face-authentication", "Pass", "SUCCESS", "Passed"),
        (
            2,
            "kind-authentication-1to1",
            "Fail: a mask",
            "FAILED",
            "The picture could not be used (FACE_MASK_DETECTED). Another try may be offered.",
        ),
        (
            3,
            "kind-authentication-1to1",
            "Contradiction: PASS without a match",
            "FAILED",
            "contradicts itself",
        ),
        (
            4,
            "kind-authentication-1to1",
            "Fail: 4003, User blacklisted",
            "FAILED",
            "No other try may be offered.",
        ),
    ] {
        end_attempt(&browser, kind, outcome).await?;
        listed(&browser, step).await?;
        assert_eq!(latest(&browser).await?["status"], status);
        let said = text(&browser, "#words").await?;
        assert!(said.contains(words), "{said}");
        // The 1:1 webhook alone is being retired, and says until when.
        let dates = browser
            .eval("return [...document.querySelectorAll('#dates time')].map((day) => day.dateTime)")
            .await?;
        let retired = json!(["2026-10-01", "2027-01-01", "2027-04-01"]);
        let hidden = browser.eval("return document.querySelector('#retirement').hidden");
        assert_eq!(hidden.await?, json!(step == 1));
        if step > 1 {
            assert_eq!(dates, retired);
        }
    }
    assert_eq!(opened(&browser).await?, 403);
    Ok(())
}

async fn an_attack_is_not_explained(browser: Browser) -> Result<()> {
    let demo = Demo::start().await?;
    signed_in(&browser, &demo).await?;
    for (step, kind, outcome) in [
        (
            1,
            "kind-authentication-1to1",
            "Fail: 4005, Spoof attempt detected",
        ),
        (2, "kind-face-authentication", "Fail: SPOOF_DETECTED"),
    ] {
        end_attempt(&browser, kind, outcome).await?;
        listed(&browser, step).await?;
        let page = text(&browser, "body").await?;
        assert!(
            page.contains("Declined, and why is not told here."),
            "{page}"
        );
        for detail in ["SPOOF", "Spoof", "4005", "attack"] {
            assert!(!page.contains(detail), "{page}");
        }
    }
    Ok(())
}

/// Who is not signed in sees no frame, no decision, and why.
async fn nobody_is_shown_anything(browser: Browser) -> Result<()> {
    let demo = Demo::start().await?;
    browser.open(&format!("{}/incode", demo.page())).await?;
    browser
        .until("document.querySelector('[data-testid=closed]:not([hidden])')")
        .await?;
    assert_eq!(
        text(&browser, "#closed-title").await?,
        "Please sign in first"
    );
    let shown = "return ['#stage', '#behind'].some((id) => !document.querySelector(id).hidden)";
    assert_eq!(browser.eval(shown).await?, false);
    Ok(())
}

/// Signs somebody in and goes to the page by its link.
async fn signed_in(browser: &Browser, demo: &Demo) -> Result<()> {
    browser.open(&demo.page()).await?;
    browser.click("[data-testid=sign-in-amara]").await?;
    browser.click("[data-testid=incode-link]").await?;
    browser
        .until("document.querySelector('[data-testid=flow]:not([hidden])')")
        .await?;
    Ok(())
}

/// What a person does in the stand-in for Incode's own flow.
async fn end_attempt(browser: &Browser, kind: &str, outcome: &str) -> Result<()> {
    browser
        .in_frame("#flow", async || {
            browser.click(&format!("#{kind}")).await?;
            browser.choose("#outcome", outcome).await?;
            browser.click("#send").await
        })
        .await
}

/// Waits until so many decisions are listed.
async fn listed(browser: &Browser, count: u32) -> Result<Value> {
    let decisions = "document.querySelectorAll('[data-testid=decision]').length";
    browser.until(&format!("{decisions} === {count}")).await
}

async fn latest(browser: &Browser) -> Result<Value> {
    browser
        .eval("return { ...document.querySelector('[data-testid=latest]').dataset }")
        .await
}

async fn text(browser: &Browser, css: &str) -> Result<String> {
    let text = browser
        .eval_with(
            "return document.querySelector(arguments[0]).innerText",
            vec![json!(css)],
        )
        .await?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

async fn opened(browser: &Browser) -> Result<Value> {
    browser
        .until("fetch('/api/accounts').then(({ status }) => status)")
        .await
}
