//! What people see in every state: looked through by axe-core, light and dark, and pictured for
//! whoever wants to look.

use anyhow::Result;
use face_auth_e2e::{Browser, Engine, Wish, for_each_engine, screenshots_dir};
use serde_json::json;

use crate::host::{HostPage, NODE};

for_each_engine!(light, dark, in_forced_colours, with_reduced_motion);

/// Makes one widget show each of its faces. The long wait for a silent frame passes at once.
const FACES: &str = "import '/axe.js';
    import ar from './pkg/locales/ar.js';
    import { FaceAuthError, confirmer, given, never, provider, saying, start } from './harness.js';
    const { setTimeout } = window;
    let hurried = false;
    window.setTimeout = (act, ms, ...rest) =>
      setTimeout(act, hurried && ms > 60_000 ? 50 : ms, ...rest);
    const failed = (failReason) => confirmer('main', { status: 'FAILED', failReason });
    const renewable = (...words) => provider('main', () => saying(...words));
    const show = (more) => start('main', '#face',
      { token: saying('NOTHING'), frameUrl: given.sayingUrl, ...language, ...more });
    let language;
    window.turn = (direction) => {
      document.documentElement.dir = direction;
      language = direction === 'rtl' ? { locale: 'ar', messages: ar } : {};
    };
    const english = { usePhone: 'Use your phone instead', close: 'Close' };
    window.text = (key) => (language.messages ?? english)[key];
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

/// Each face, the state it belongs to, and the text of the button that leads to it from there.
const ALL: [(&str, &str, Option<&str>); 16] = [
    ("loading", "loading", None),
    ("frame", "ready", None),
    ("silent", "ready", None),
    ("offer", "ready", None),
    ("handoff", "ready", Some("usePhone")),
    ("confirming", "confirming", None),
    ("leaving", "ready", Some("close")),
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

async fn light(browser: Browser) -> Result<()> {
    look_at_all(&browser, Wish::Light).await
}

async fn dark(browser: Browser) -> Result<()> {
    look_at_all(&browser, Wish::Dark).await
}

/// Colours of the person's own choosing: pictures, for whoever wants to look.
async fn in_forced_colours(browser: Browser) -> Result<()> {
    if browser.engine() == Engine::Firefox {
        println!("skipped in Firefox: pictures are taken in Chromium");
        return Ok(());
    }
    let host = open(&browser).await?;
    browser.set_wish(Wish::ForcedColours).await?;
    browser.eval("turn('ltr')").await?;
    for (face, state, button) in ALL {
        show(&host, face, state, button).await?;
        picture(&browser, &format!("{face}-forced-ltr")).await?;
        browser.eval("sessions.main.session.unmount()").await?;
    }
    host.has_no_faults().await
}

/// Nothing goes round or comes flying in: what still changes is how much can be seen through.
async fn with_reduced_motion(browser: Browser) -> Result<()> {
    const MOVING: &str = "return document.querySelector('#face > *').shadowRoot.getAnimations().flatMap(({ effect }) =>
        effect.getKeyframes().flatMap(Object.keys))
        .filter((name) => /transform|rotate|scale|translate|inset|top|left/i.test(name))";
    let host = open(&browser).await?;
    browser.eval("turn('ltr')").await?;
    // Without the wish, the one that waits does move: the look is worth something.
    show(&host, "confirming", "confirming", None).await?;
    assert_ne!(browser.eval(MOVING).await?, json!([]));
    browser.eval("sessions.main.session.unmount()").await?;
    browser.set_wish(Wish::ReducedMotion).await?;
    for (face, state, button) in ALL {
        show(&host, face, state, button).await?;
        assert_eq!(browser.eval(MOVING).await?, json!([]), "{face}");
        browser.eval("sessions.main.session.unmount()").await?;
    }
    host.has_no_faults().await
}

async fn open(browser: &Browser) -> Result<HostPage<'_>> {
    let host = HostPage::saying(browser, FACES).await?;
    host.until("!!window.faces && !!window.axe").await?;
    browser
        .eval("document.documentElement.style.colorScheme = 'light dark'")
        .await?;
    Ok(host)
}

async fn show(host: &HostPage<'_>, face: &str, state: &str, button: Option<&str>) -> Result<()> {
    let browser = host.browser;
    browser.eval(&format!("faces['{face}']()")).await?;
    host.reaches("main", state).await?;
    if let Some(text) = button {
        let text = browser.eval(&format!("return text('{text}')")).await?;
        let text = text.as_str().unwrap_or_default();
        browser.choose_button(NODE, text).await?;
    }
    browser.rests(NODE).await
}

async fn look_at_all(browser: &Browser, colours: Wish) -> Result<()> {
    let host = open(browser).await?;
    browser.set_wish(colours).await?;
    let name = format!("{colours:?}").to_lowercase();
    let mut faults = Vec::new();
    for direction in ["ltr", "rtl"] {
        browser.eval(&format!("turn('{direction}')")).await?;
        for (face, state, button) in ALL {
            let face_of = format!("{face}-{name}-{direction}");
            show(&host, face, state, button).await?;
            let found = violations(browser, NODE).await?;
            faults.extend(found.iter().map(|fault| format!("{face_of}: {fault}")));
            if browser.engine() == Engine::Chromium {
                faults.extend(picture(browser, &face_of).await?);
            }
            browser.eval("sessions.main.session.unmount()").await?;
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    host.has_no_faults().await
}

/// What axe-core finds in a node: rule, and what it is about.
pub(crate) async fn violations(browser: &Browser, node: &str) -> Result<Vec<String>> {
    const LOOK: &str = "const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',
            'best-practice'];
        const options = { runOnly: tags, iframes: false, preload: false, resultTypes: ['violations'] };
        return axe.run(arguments[0], options).then(({ passes, violations }) => [
            passes.length,
            violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) =>
                `${html} ${failureSummary}`).join(', ')}`),
        ])";
    let found = browser.eval_with(LOOK, vec![json!(node)]).await?;
    let (passed, violations): (usize, _) = serde_json::from_value(found)?;
    assert_ne!(passed, 0, "axe-core looked at nothing");
    Ok(violations)
}

/// Pictures of the page, wide, and narrow as a page is at 400%: there it must not be wider than
/// what can be seen of it.
pub(crate) async fn picture(browser: &Browser, name: &str) -> Result<Option<String>> {
    const TOO_WIDE: &str = "const { scrollWidth, clientWidth } = document.documentElement;
        return scrollWidth > clientWidth";
    let folder = screenshots_dir()?;
    browser.set_viewport(320, 640).await?;
    browser
        .screenshot(&folder.join(format!("{name}-narrow.png")))
        .await?;
    let too_wide = browser.eval(TOO_WIDE).await? == true;
    browser.set_viewport(1280, 1000).await?;
    browser
        .screenshot(&folder.join(format!("{name}-wide.png")))
        .await?;
    Ok(too_wide.then(|| format!("{name}: wider than the page")))
}
