//! Messages that pretend to be the vendor's. None changes anything, and the genuine one that comes
//! after them still settles the session.

use anyhow::Result;
use face_auth_e2e::{Browser, in_one_browser, session};
use serde_json::{Value, json};

use crate::host::{HostPage, NODE};

in_one_browser! {
    messages_that_pretend: [
        a_sibling_frame_of_another_origin,
        a_second_frame_of_the_vendor,
        the_widgets_own_frame_sent_elsewhere,
        an_event_made_by_script,
    ]
}

async fn a_sibling_frame_of_another_origin(browser: Browser) -> Result<()> {
    let host = HostPage::with_one_widget(&browser).await?;
    host.reaches("main", "ready").await?;
    let before = host.calls("main").await?;

    host.add_frame(&host.forger()).await?;
    host.is_forged_at().await?;

    // Somebody else's business: not even worth an event.
    assert_eq!(host.calls("main").await?, before);
    host.is_approved_in_the_end().await
}

async fn a_second_frame_of_the_vendor(browser: Browser) -> Result<()> {
    let host = HostPage::with_one_widget(&browser).await?;
    host.reaches("main", "ready").await?;

    let script = json!({ "outcome": "approve" });
    let token = session(&host.sandbox, Some(script))?;
    host.add_frame(&format!("{}?token={token}", host.sandbox.frame_url()))
        .await?;
    host.hears_of("main", "rejected").await?;

    let rejected = host.events("main", "rejected").await?;
    assert_eq!(rejected, [json!({ "reason": "window", "count": 1 })]);
    host.is_approved_in_the_end().await
}

async fn the_widgets_own_frame_sent_elsewhere(browser: Browser) -> Result<()> {
    let host = HostPage::with_one_widget(&browser).await?;
    host.reaches("main", "ready").await?;
    let vendor = browser.frame_attribute(NODE, "src").await?;

    go_inside_the_frame(&browser, json!(host.forger())).await?;
    host.is_forged_at().await?;

    // Told at once, and then once a second: three forgeries and the marker, in two events.
    browser.until(&counted("main", 4)).await?;
    let rejected = host.events("main", "rejected").await?;
    let told = |count| json!({ "reason": "origin", "count": count });
    assert_eq!(rejected, [told(1), told(3)]);

    go_inside_the_frame(&browser, vendor).await?;
    host.is_approved_in_the_end().await
}

async fn an_event_made_by_script(browser: Browser) -> Result<()> {
    let host = HostPage::with_one_widget(&browser).await?;
    host.reaches("main", "ready").await?;
    let before = host.calls("main").await?;

    // Right in all but `isTrusted`, which no script can set. Dispatching is synchronous.
    let forge =
        "const frame = document.querySelector('#face > *').shadowRoot.querySelector('iframe');
        const { origin } = new URL(frame.src);
        const event = new MessageEvent('message',
            { data: { status: 'APPROVED' }, origin, source: frame.contentWindow });
        window.dispatchEvent(event);
        return event.origin === origin && event.source === frame.contentWindow";
    assert_eq!(browser.eval(forge).await?, true);

    assert_eq!(host.calls("main").await?, before);
    host.is_approved_in_the_end().await
}

async fn go_inside_the_frame(browser: &Browser, address: Value) -> Result<()> {
    let go = "location.href = arguments[0]";
    browser
        .in_frame(NODE, async || browser.eval_with(go, vec![address]).await)
        .await
        .map(drop)
}

/// An expression: whether a session's rejections count this many in all.
fn counted(session: &str, count: u32) -> String {
    format!(
        "told.filter(({{ session, value }}) => session === '{session}' && value?.type === 'rejected')
            .reduce((sum, {{ value }}) => sum + value.count, 0) === {count}"
    )
}
