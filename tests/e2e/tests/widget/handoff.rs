//! Option `handoff`, state `handoff`: the person goes on with the vendor's app on their phone.

use anyhow::Result;
use face_auth_e2e::{Browser, in_one_browser};
use serde_json::{Value, json};

use crate::host::{HostPage, NODE};

in_one_browser! {
    by_phone: [
        from_the_frame_to_the_phone_and_back,
        offered_only_where_it_works,
    ]
}

const OFFER: &str = "Use your phone instead";

async fn from_the_frame_to_the_phone_and_back(browser: Browser) -> Result<()> {
    let script = "import { confirmer, given, provider, saying, start } from './harness.js';
        const grant = (digitString) => ({ token: saying('NOTHING'), digitString });
        window.decision = { status: 'PENDING' };
        start('main', '#face', {
          frameUrl: given.sayingUrl,
          token: provider('main', grant('12345678'), grant('87654321')),
          confirm: confirmer('main', () => decision),
        });";
    let host = HostPage::saying(&browser, script).await?;
    host.reaches("main", "ready").await?;
    browser.choose_button(NODE, OFFER).await?;
    host.reaches("main", "handoff").await?;
    browser.shows(NODE, "5678").await?;
    assert!(is_spelled(&browser, "1 2 3 4 5 6 7 8").await?);

    browser
        .choose_button(NODE, "Use this device instead")
        .await?;
    host.reaches("main", "ready").await?;
    assert!(browser.has_frame(NODE).await?);
    assert_eq!(host.asked("requests", "main", "attempt").await?, [1]);

    browser.choose_button(NODE, OFFER).await?;
    host.reaches("main", "handoff").await?;
    let before = host.asked("questions", "main", "status").await?.len();
    // Every few seconds, whatever was answered before.
    host.is_asked("main", before + 2).await?;
    assert_eq!(host.state("main").await?, "handoff");
    let asked = host.asked("questions", "main", "status").await?;
    assert!(asked.iter().all(Value::is_null), "{asked:?}");

    // A failed attempt, and another one with a code of its own.
    browser
        .eval("window.decision = { status: 'FAILED', failReason: 'EYES_CLOSED' }")
        .await?;
    host.reaches("main", "retryable").await?;
    browser
        .eval("window.decision = { status: 'PENDING' }")
        .await?;
    browser.choose_button(NODE, "Try again").await?;
    host.reaches("main", "ready").await?;
    browser.choose_button(NODE, OFFER).await?;
    browser.shows(NODE, "4321").await?;
    assert!(is_spelled(&browser, "8 7 6 5 4 3 2 1").await?);
    assert!(!is_spelled(&browser, "1 2 3 4 5 6 7 8").await?);

    host.call("main", "decide({ status: 'SUCCESS' })").await?;
    let outcome = host.outcome("main").await?;
    assert_eq!(outcome["kind"], "approved");
    assert_eq!(outcome["authoritative"], true);
    assert_eq!(outcome["frameStatus"], Value::Null);
    assert_eq!(outcome["attempts"], 2);
    let told = format!("{:?}", host.calls("main").await?);
    assert!(!told.contains("12345678") && !told.contains("87654321"));
    host.leaves_nothing().await
}

/// Not without a code, not without a backend to ask, and not where the host does not want it.
async fn offered_only_where_it_works(browser: Browser) -> Result<()> {
    let script = "import { confirmer, saying, startApart } from './harness.js';
        const pending = confirmer('all', { status: 'PENDING' });
        const grant = (digitString) => ({ token: saying('NOTHING'), digitString });
        startApart('unwanted', { token: grant('12345678'), confirm: pending, handoff: false });
        startApart('withoutConfirm', { token: grant('12345678') });
        startApart('withoutCode', { token: grant(null), confirm: pending });
        startApart('aString', { token: saying('NOTHING'), confirm: pending });
        startApart('offered', { token: grant('12345678'), confirm: pending });";
    let host = HostPage::saying(&browser, script).await?;
    let names = ["unwanted", "withoutConfirm", "withoutCode", "aString"];
    for name in names.into_iter().chain(["offered"]) {
        host.reaches(name, "ready").await?;
    }
    browser.until(&offers("offered")).await?;
    for name in names {
        let buttons = browser.buttons(&format!("#{name}")).await?;
        assert_eq!(json!(buttons), json!([]), "{name}");
    }
    host.leaves_nothing().await
}

/// An expression: whether the widget of this name has a button.
fn offers(name: &str) -> String {
    format!("document.querySelector('#{name} > *').shadowRoot.querySelector('button') !== null")
}

/// Whether the code stands in the widget as a screen reader is to say it: digit by digit.
async fn is_spelled(browser: &Browser, code: &str) -> Result<bool> {
    let look = "const { shadowRoot } = document.querySelector('#face > *');
        return [...shadowRoot.querySelectorAll('*')].some((element) =>
            element.ariaLabel === arguments[0] || element.textContent.trim() === arguments[0])";
    Ok(browser.eval_with(look, vec![json!(code)]).await? == true)
}
