//! What people see in every state: looked through by axe-core, light and dark, and pictured for
//! whoever wants to look.

use std::path::PathBuf;

use anyhow::Result;
use face_auth_e2e::{Browser, Engine, for_each_engine, screenshots_dir};
use serde_json::json;

use crate::host::{HostPage, NODE};

for_each_engine!(
    in_light_colours,
    in_dark_colours,
    from_right_to_left_in_light_colours,
    from_right_to_left_in_dark_colours,
);

/// Makes one widget show each of its faces. The long wait for a silent frame passes at once.
const FACES: &str = "import '/axe.js';
    import { FaceAuthError, confirmer, given, never, provider, saying, start } from './harness.js';
    const { setTimeout } = window;
    let hurried = false;
    window.setTimeout = (act, ms, ...rest) =>
      setTimeout(act, hurried && ms > 60_000 ? 50 : ms, ...rest);
    const failed = (failReason) => confirmer('main', { status: 'FAILED', failReason });
    const renewable = (...words) => provider('main', () => saying(...words));
    const show = (more) => start('main', '#face',
      { token: saying('NOTHING'), frameUrl: given.sayingUrl, ...given.language, ...more });
    const code = { token: saying('NOTHING'), digitString: '12345678' };
    const pending = () => confirmer('main', { status: 'PENDING' });
    const decided = (status, failReason) => show({ token: saying('FAILED'),
      confirm: confirmer('main', { status, failReason }) });
    const broken = (error) => show({ token: provider('main', new FaceAuthError(error)) });
    window.faces = {
      loading: () => show({ frameUrl: `${given.foreign}/hostile/hang` }),
      frame: () => show(),
      silent: () => {
        hurried = true;
        show({ onEvent: ({ state }) => { if (state === 'unmounted') hurried = false; } });
      },
      offer: () => show({ token: code, confirm: pending() }),
      handoff: () => show({ token: code, confirm: pending() }),
      confirming: () => show({ token: saying('APPROVED'),
        confirm: confirmer('main', never) }),
      leaving: () => show({ mode: 'modal' }),
      picture: () => show({ token: renewable('FAILED'), confirm: failed('EYES_CLOSED') }),
      mismatch: () => show({ token: renewable('FAILED'), confirm: failed('FACE_MISMATCH') }),
      unconfirmed: () => show({ token: saying('APPROVED'),
        confirm: confirmer('main', new Error('down')) }),
      unloaded: () => broken('offline'),
      approved: () => decided('SUCCESS'),
      failed: () => decided('FAILED', 'FAKE_FACE'),
      canceled: () => show({}).end(),
      expired: () => decided('EXPIRED'),
      error: () => broken('identification_required'),
    };";

/// Each face, the state it belongs to, and the button that leads to it from there.
const ALL: [(&str, &str, Option<&str>); 16] = [
    ("loading", "loading", None),
    ("frame", "ready", None),
    ("silent", "ready", None),
    ("offer", "ready", None),
    ("handoff", "ready", Some("Use your phone instead")),
    ("confirming", "confirming", None),
    ("leaving", "ready", Some("Close")),
    ("picture", "retryable", None),
    ("mismatch", "retryable", None),
    ("unconfirmed", "retryable", None),
    ("unloaded", "retryable", None),
    ("approved", "settled", None),
    ("failed", "settled", None),
    ("canceled", "settled", None),
    ("expired", "settled", None),
    ("error", "settled", None),
];

async fn in_light_colours(browser: Browser) -> Result<()> {
    look_at_all(&browser, false, "ltr").await
}

async fn in_dark_colours(browser: Browser) -> Result<()> {
    look_at_all(&browser, true, "ltr").await
}

async fn from_right_to_left_in_light_colours(browser: Browser) -> Result<()> {
    look_at_all(&browser, false, "rtl").await
}

async fn from_right_to_left_in_dark_colours(browser: Browser) -> Result<()> {
    look_at_all(&browser, true, "rtl").await
}

async fn look_at_all(browser: &Browser, dark: bool, direction: &str) -> Result<()> {
    let locale = if direction == "rtl" { "ar" } else { "en" };
    let given = |_: &_| Ok(json!({ "language": { "locale": locale } }));
    let host = HostPage::open(browser, FACES, given).await?;
    browser.until("!!window.faces && !!window.axe").await?;
    browser.set_dark(dark).await?;
    let html = "document.documentElement.dir = arguments[0];
        document.documentElement.style.colorScheme = 'light dark'";
    browser.eval_with(html, vec![json!(direction)]).await?;

    let mut faults = Vec::new();
    for (face, state, button) in ALL {
        browser.eval(&format!("faces.{face}()")).await?;
        host.reaches("main", state).await?;
        if let Some(button) = button {
            browser.choose_button(NODE, button).await?;
        }
        browser.rests(NODE).await?;
        for fault in violations(browser).await? {
            faults.push(format!("{face}: {fault}"));
        }
        if browser.engine() == Engine::Chromium {
            let colours = if dark { "dark" } else { "light" };
            picture(browser, &format!("{face}-{colours}-{direction}")).await?;
        }
        browser.eval("sessions.main.session.unmount()").await?;
    }
    assert_eq!(faults, [] as [String; 0], "{}", faults.join("\n"));
    Ok(())
}

/// What axe-core finds: rule, and what it is about.
async fn violations(browser: &Browser) -> Result<Vec<String>> {
    const LOOK: &str = "const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',
            'best-practice'];
        const options = { runOnly: tags, iframes: false, preload: false, resultTypes: ['violations'] };
        return axe.run('#face', options).then(({ violations }) => violations.map(
            ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) =>
                `${html} ${failureSummary}`).join(', ')}`))";
    Ok(serde_json::from_value(browser.eval(LOOK).await?)?)
}

/// Pictures of the window, wide and narrow.
async fn picture(browser: &Browser, name: &str) -> Result<()> {
    let folder: PathBuf = screenshots_dir()?;
    for (size, width, height) in [("wide", 1280, 1000), ("narrow", 500, 900)] {
        browser.resize(width, height).await?;
        browser.rests(NODE).await?;
        browser
            .screenshot(&folder.join(format!("{name}-{size}.png")))
            .await?;
    }
    browser.resize(1280, 1600).await
}
