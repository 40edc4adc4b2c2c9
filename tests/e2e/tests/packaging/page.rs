//! What all pages have in common: `#face-auth` holds the widget, `<output>` says how it ended.

use anyhow::Result;
use face_auth_e2e::{Browser, Engine};

const OUTCOME: &str = "document.querySelector('output')?.textContent";

/// All frames in the page, wherever they are.
const FRAMES: &str = "const within = (root) => [...root.querySelectorAll('*')].flatMap((element) =>
        element.localName === 'iframe' ? [element]
        : element.shadowRoot ? within(element.shadowRoot) : []);
    return within(document).length";

/// The scripts that came.
const SCRIPTS: &str = "performance.getEntriesByType('resource').filter(
    ({ name, responseStatus }) => name.endsWith('.js') && responseStatus === 200).length";

/// How many sessions the page has asked its backend for.
const SESSIONS: &str = "return performance.getEntriesByType('resource')
    .filter(({ name }) => new URL(name).pathname === '/api/face-auth/session').length";

/// Approves in the vendor's frame, which is the only one, and sees the page told so, without an
/// error anywhere.
pub(crate) async fn is_approved(browser: &Browser) -> Result<()> {
    browser.in_frame("#face-auth", async || Ok(())).await?;
    assert_eq!(browser.eval(FRAMES).await?, 1, "frames");
    browser.press("#face-auth", "#approve").await?;
    assert_eq!(browser.until(OUTCOME).await?, "approved");
    has_no_errors(browser).await
}

/// Waits until this many scripts have come: the later ones from where the bundler put them.
pub(crate) async fn loads(browser: &Browser, scripts: u32) -> Result<()> {
    let all = format!("{SCRIPTS} === {scripts}");
    browser.until(&all).await.map(drop)
}

/// The same, in a page whose backend makes the sessions: it is asked for one.
pub(crate) async fn is_approved_once(browser: &Browser) -> Result<()> {
    is_approved(browser).await?;
    assert_eq!(browser.eval(SESSIONS).await?, 1, "sessions");
    Ok(())
}

/// Firefox's driver does not tell what is in the console.
async fn has_no_errors(browser: &Browser) -> Result<()> {
    if browser.engine() == Engine::Chromium {
        let none: [String; 0] = [];
        assert_eq!(browser.console_errors().await?, none);
    }
    Ok(())
}
