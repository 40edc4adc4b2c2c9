//! Option `mode`: `'modal'` is a native dialog, `'inline'` is none.

use anyhow::Result;
use face_auth_e2e::{Browser, Key, in_one_browser};
use serde_json::{Value, json};

use crate::host::{HostPage, NODE};

in_one_browser! {
    in_a_dialog: [
        a_dialog_that_takes_the_focus_and_gives_it_back,
        closed_before_the_frame_is_there,
        asks_before_it_closes,
        closed_by_the_browser_after_all,
        inside_a_dialog_of_the_host,
    ]
}

/// Makes a button, has the focus there, and a page that is long enough to scroll.
const PAGE: &str = "import { confirmer, given, never, saying, start } from './harness.js';
    const opener = Object.assign(document.createElement('button'), { id: 'opener' });
    const long = document.createElement('div');
    long.style.height = '5000px';
    document.body.append(opener, long);
    opener.focus();
    const modal = (more) => start('main', '#face',
      { token: saying('NOTHING'), frameUrl: given.sayingUrl, mode: 'modal', ...more });
    const hanging = `${given.foreign}/hostile/hang`;
    ";

const QUESTION: &str = "Stop the face check?";

async fn a_dialog_that_takes_the_focus_and_gives_it_back(browser: Browser) -> Result<()> {
    let host = open(&browser, "modal({ title: 'Is it you?' });").await?;
    host.reaches("main", "ready").await?;
    let dialog = "const dialog = document.querySelector('#face > *').shadowRoot
            .querySelector('dialog');
        const label = dialog.ariaLabel
            ?? dialog.getRootNode().getElementById(dialog.getAttribute('aria-labelledby'))
                ?.textContent;
        return [dialog.matches(':modal'), label, document.activeElement.parentElement.id]";
    let dialog = browser.eval(dialog).await?;
    assert_eq!(dialog, json!([true, "Is it you?", "face"]));

    browser.wheel(600).await?;
    browser.key(Key::End).await?;
    assert_eq!(
        browser.eval("return scrollY").await?,
        0,
        "the page behind scrolls"
    );

    browser.press(NODE, "#approve").await?;
    assert_eq!(host.outcome("main").await?["kind"], "approved");
    browser.shows(NODE, "The face check is done").await?;
    browser.choose_button(NODE, "Close").await?;
    browser
        .until("document.activeElement.id === 'opener'")
        .await?;
    assert_eq!(host.events("main", "outcome").await?.len(), 1);
    host.leaves_nothing().await?;
    assert_eq!(browser.focus().await?, "button#opener");
    browser.wheel(600).await?;
    browser.until("scrollY > 0").await?;
    Ok(())
}

async fn closed_before_the_frame_is_there(browser: Browser) -> Result<()> {
    for by_key in [true, false] {
        let host = open(&browser, "modal({ frameUrl: hanging });").await?;
        host.reaches("main", "loading").await?;
        if by_key {
            browser.key(Key::Escape).await?;
        } else {
            browser.choose_button(NODE, "Close").await?;
        }
        let outcome = host.outcome("main").await?;
        assert_eq!(outcome["kind"], "canceled");
        assert_eq!(host.told("main", "onCanceled").await?, [outcome]);
        assert_eq!(browser.focus().await?, "button#opener");
        host.leaves_nothing().await?;
    }
    Ok(())
}

async fn asks_before_it_closes(browser: Browser) -> Result<()> {
    for (state, options) in [
        ("ready", ""),
        (
            "confirming",
            "token: saying('APPROVED'), confirm: confirmer('main', never)",
        ),
    ] {
        let host = open(&browser, &format!("modal({{ {options} }});")).await?;
        host.reaches("main", state).await?;
        browser.choose_button(NODE, "Close").await?;
        browser.shows(NODE, QUESTION).await?;
        assert_eq!(host.state("main").await?, state);
        browser.choose_button(NODE, "Continue").await?;
        assert!(!browser.words(NODE).await?.contains(QUESTION), "{state}");
        assert_eq!(host.state("main").await?, state);

        browser.key(Key::Escape).await?;
        browser.shows(NODE, QUESTION).await?;
        assert_eq!(host.state("main").await?, state);
        browser.choose_button(NODE, "Stop").await?;
        assert_eq!(host.outcome("main").await?["kind"], "canceled", "{state}");
        assert_eq!(host.told("main", "onApproved").await?, [] as [Value; 0]);
        host.leaves_nothing().await?;
    }
    Ok(())
}

/// A browser lets no page refuse Esc for ever: one that closes the dialog after all ends the
/// session too, and no session goes on behind a dialog that is closed.
async fn closed_by_the_browser_after_all(browser: Browser) -> Result<()> {
    let host = open(&browser, "opener.onclick = () => modal();").await?;
    browser.click("#opener").await?;
    host.reaches("main", "ready").await?;
    browser.key(Key::Escape).await?;
    browser.shows(NODE, QUESTION).await?;
    assert_eq!(host.state("main").await?, "ready");
    for _ in 0..3 {
        browser.key(Key::Escape).await?;
        let state = host.state("main").await?;
        assert_eq!(is_open(&browser).await?, state == "ready", "{state}");
    }
    if host.state("main").await? != "ready" {
        assert_eq!(host.outcome("main").await?["kind"], "canceled");
        assert_eq!(browser.focus().await?, "button#opener");
    }
    host.leaves_nothing().await
}

async fn is_open(browser: &Browser) -> Result<bool> {
    let is_open = "return document.querySelector('#face > *').shadowRoot
        .querySelector('dialog').open";
    Ok(browser.eval(is_open).await? == true)
}

/// Each dialog is opened by a click: Chromium closes those together that no click separates.
async fn inside_a_dialog_of_the_host(browser: Browser) -> Result<()> {
    let page = "const outer = Object.assign(document.createElement('dialog'), { id: 'outer' });
        const inner = Object.assign(document.createElement('button'), { id: 'inner' });
        document.body.append(outer);
        outer.append(document.querySelector('#face'), inner);
        opener.textContent = inner.textContent = 'Open';
        opener.onclick = () => outer.showModal();
        inner.onclick = () => modal({ frameUrl: hanging });";
    let host = open(&browser, page).await?;
    browser.click("#opener").await?;
    browser.click("#inner").await?;
    host.reaches("main", "loading").await?;
    browser.key(Key::Escape).await?;
    assert_eq!(host.outcome("main").await?["kind"], "canceled");
    assert_eq!(
        browser
            .eval("return document.querySelector('#outer').open")
            .await?,
        true,
        "the host's dialog closed too"
    );
    assert_eq!(browser.focus().await?, "button#inner");
    host.leaves_nothing().await
}

async fn open<'a>(browser: &'a Browser, script: &str) -> Result<HostPage<'a>> {
    HostPage::saying(browser, &format!("{PAGE}{script}")).await
}
