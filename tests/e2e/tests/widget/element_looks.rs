//! What people see of a `<face-auth>`: the host's own content, the panel as the page styles it.

use anyhow::Result;
use face_auth_e2e::{Browser, Engine, Wish, in_one_browser};
use serde_json::json;

use crate::faces::{picture, violations};
use crate::host::HostPage;

in_one_browser! {
    element_looks: [
        own_content_while_it_loads,
        own_content_for_what_went_wrong,
        own_content_in_a_dialog,
        own_content_without_a_widget,
        own_content_that_comes_and_goes,
        without_own_content,
        styled_by_the_page,
        hidden_and_sized,
    ]
    element_faces: [looked_through]
}

const OWN: &str = "import '/axe.js';
    import './pkg/element.js';
    import { add, create, pause } from './element.js';
    import { FaceAuthError, confirmer, given, later, never, provider, saying } from './harness.js';
    // With a background of its own: axe-core takes what has none for white.
    const colours = new CSSStyleSheet();
    colours.replaceSync(':root { color-scheme: light dark; background: Canvas }');
    document.adoptedStyleSheets = [colours];
    const hanging = `${given.foreign}/hostile/hang`;
    window.fill = (element, slot, words) => {
      const node = document.createElement('p');
      node.slot = slot;
      node.textContent = words;
      element.append(node);
      return node;
    };
    const own = (name, attributes, properties) => {
      const element = create(name, attributes, properties);
      fill(element, 'loading', 'One moment, says the host.');
      fill(element, 'error', 'That did not work, says the host.');
      document.body.append(element);
      return element;
    };
    /** The host's own words that can be seen. */
    window.seen = (name) => [...document.querySelectorAll(`#${name} > [slot]`)]
      .filter((node) => node.checkVisibility({ visibilityProperty: true }) && node.offsetWidth > 1)
      .map((node) => node.slot).join(' ');
    const broken = (...errors) =>
      provider('main', ...errors.map((code) => new FaceAuthError(code)), saying('NOTHING'));
    ";

async fn open<'a>(browser: &'a Browser, script: &str) -> Result<HostPage<'a>> {
    HostPage::saying(browser, &format!("{OWN}{script}")).await
}

async fn sees(host: &HostPage<'_>, slots: &str) -> Result<()> {
    let seen = format!("seen('main') === '{slots}'");
    host.until(&seen).await.map(drop)
}

const MAIN: &str = "#main";

async fn own_content_while_it_loads(browser: Browser) -> Result<()> {
    let script = "let answer;
        own('main', {}, { token: provider('main', () => new Promise((resolve) => { answer = resolve })) });
        window.go = () => answer(saying('NOTHING'));
        window.atOnce = seen('main');
        window.roleOf = () => main.shadowRoot.querySelector('.own').role;
        window.order = () => [...main.shadowRoot.querySelector('.place').children].map(({ className }) => className);";
    let host = open(&browser, script).await?;
    host.reaches("main", "starting").await?;
    sees(&host, "loading").await?;
    assert_eq!(browser.words(MAIN).await?, "");
    assert_eq!(browser.eval("return roleOf()").await?, "status");
    // A live region reads out what appears in it, and not what it came with.
    assert_eq!(browser.eval("return atOnce").await?, "");
    let order = browser.eval("return order()").await?;
    assert_eq!(order, json!(["anchor", "own", "widget", "begin", "done"]));
    browser.eval("go()").await?;
    host.reaches("main", "ready").await?;
    sees(&host, "").await?;
    browser.press(MAIN, "#approve").await?;
    browser.shows(MAIN, "The face check is done").await?;
    host.leaves_nothing().await
}

/// The host's words, and the widget's buttons.
async fn own_content_for_what_went_wrong(browser: Browser) -> Result<()> {
    let script = "own('main', {}, { token: broken('offline', 'identification_required') });";
    let host = open(&browser, script).await?;
    host.reaches("main", "retryable").await?;
    sees(&host, "error").await?;
    browser.shows(MAIN, "Try again Stop").await?;
    assert_eq!(browser.words(MAIN).await?, "Try again Stop");
    browser.choose_button(MAIN, "Try again").await?;
    host.reaches("main", "settled").await?;
    sees(&host, "error").await?;
    assert_eq!(browser.words(MAIN).await?, "");
    host.leaves_nothing().await
}

async fn own_content_in_a_dialog(browser: Browser) -> Result<()> {
    let script = "own('main', { mode: 'modal' }, { token: broken('offline') });
        own('gone', { mode: 'modal' }, { token: never }).remove();
        window.inside = () => document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest('#main') !== null;";
    let host = open(&browser, script).await?;
    host.reaches("main", "retryable").await?;
    sees(&host, "error").await?;
    browser.shows(MAIN, "Try again Stop").await?;
    assert_eq!(browser.eval("return inside()").await?, true);
    browser.choose_button(MAIN, "Try again").await?;
    host.reaches("main", "ready").await?;
    sees(&host, "").await?;
    // The host takes the widget away itself: its own content stays its own.
    host.call("main", "unmount()").await?;
    assert_eq!(browser.eval("return document.querySelector('#main').shadowRoot.querySelectorAll('.place > .own slot').length").await?, 2);
    host.leaves_nothing().await
}

async fn own_content_without_a_widget(browser: Browser) -> Result<()> {
    let script = "const element = own('main', { mode: 'popup' });
        window.begin = (mode) => { element.mode = mode; element.token = saying('NOTHING'); };";
    let host = open(&browser, script).await?;
    host.until("window.begin").await?;
    sees(&host, "loading").await?;
    browser.eval("begin('sheet')").await?;
    sees(&host, "error").await?;
    browser.eval("begin('inline')").await?;
    host.reaches("main", "ready").await?;
    sees(&host, "").await?;
    host.leaves_nothing().await
}

async fn own_content_that_comes_and_goes(browser: Browser) -> Result<()> {
    let script = "const element = add('main', {}, { token: broken('offline') });
        window.come = () => { window.own = fill(element, 'error', 'That did not work.') };";
    let host = open(&browser, script).await?;
    browser.shows(MAIN, "You are offline").await?;
    browser.eval("come()").await?;
    sees(&host, "error").await?;
    assert_eq!(browser.words(MAIN).await?, "Try again Stop");
    browser.eval("own.remove()").await?;
    browser.shows(MAIN, "You are offline").await?;
    host.leaves_nothing().await
}

/// Then the widget speaks, and nothing lies over it.
async fn without_own_content(browser: Browser) -> Result<()> {
    let script = "add('main', {}, { token: broken('token_failed') });";
    let host = open(&browser, script).await?;
    browser
        .shows(MAIN, "The face check could not be loaded")
        .await?;
    browser.choose_button(MAIN, "Try again").await?;
    host.reaches("main", "ready").await?;
    browser.press(MAIN, "#approve").await?;
    browser.shows(MAIN, "The face check is done").await?;
    host.leaves_nothing().await
}

async fn styled_by_the_page(browser: Browser) -> Result<()> {
    let script = "const sheet = new CSSStyleSheet();
        sheet.replaceSync(`
          face-auth { --face-auth-accent: rgb(1, 2, 3); --face-auth-radius: 0px; }
          face-auth::part(primary) { letter-spacing: 7px; }
          face-auth::part(title) { text-transform: uppercase; }
          face-auth::part(own) { outline: 5px solid; }
        `);
        document.adoptedStyleSheets = [sheet];
        const element = add('main', {}, { token: broken('offline') });
        const root = () => element.shadowRoot.querySelector('.widget > *');
        const style = (css) => getComputedStyle(root().shadowRoot.querySelector(css));
        window.look = () => [style('.primary').letterSpacing, style('.icon').color,
          style('.primary').borderRadius, style('.title').textTransform,
          getComputedStyle(element.shadowRoot.querySelector('.own')).outlineWidth];
        const inner = ['panel', 'unseen', 'waiting', 'pending', 'good', 'bad'];
        window.unknown = () => {
          const exported = root().getAttribute('exportparts').split(', ');
          const parts = [...root().shadowRoot.querySelectorAll('[part]')].flatMap(({ part }) => [...part]);
          return parts.filter((part) => !exported.includes(part) && !inner.includes(part));
        };";
    let host = open(&browser, script).await?;
    browser.shows(MAIN, "You are offline").await?;
    let look = browser.eval("return look()").await?;
    assert_eq!(
        look,
        json!(["7px", "rgb(1, 2, 3)", "0px", "uppercase", "5px"])
    );
    assert_eq!(browser.eval("return unknown()").await?, json!([]));
    host.leaves_nothing().await
}

async fn hidden_and_sized(browser: Browser) -> Result<()> {
    let script = "const element = add('main', { token: saying('NOTHING') });
        element.style.cssText = 'height: 900px; width: 700px';
        window.size = () => {
          const frame = element.shadowRoot.querySelector('.widget > *').shadowRoot.querySelector('iframe');
          return [getComputedStyle(element).display, frame.offsetWidth, frame.offsetHeight];
        };
        window.hide = (hidden) => { element.hidden = hidden; element.style.display = ''; };";
    let host = open(&browser, script).await?;
    host.reaches("main", "ready").await?;
    let size = browser.eval("return size()").await?;
    assert_eq!(size, json!(["block", 700, 900]));
    browser.eval("hide(true)").await?;
    assert_eq!(browser.eval("return size()").await?, json!(["none", 0, 0]));
    assert_eq!(host.state("main").await?, "ready");
    host.leaves_nothing().await
}

/// By axe-core, and pictured for whoever wants to look: light and dark, wide and narrow.
async fn looked_through(browser: Browser) -> Result<()> {
    const FACES: [(&str, &str); 7] = [
        ("loading", "document.querySelector('#main')"),
        ("retryable", "sessions.main.state === 'retryable'"),
        ("settled", "sessions.main.state === 'settled'"),
        ("dialog", "sessions.main.state === 'retryable'"),
        ("waiting-dialog", "sessions.main.state === 'loading'"),
        ("mistake", "printed.length"),
        ("required", "document.activeElement.id === 'main'"),
    ];
    let script = "window.faces = {
          loading: () => own('main', { token: saying('NOTHING') }, { frameUrl: hanging }),
          retryable: () => own('main', {}, { token: broken('offline') }),
          settled: () => own('main', {}, { token: broken('identification_required') }),
          dialog: () => own('main', { mode: 'modal' }, { token: broken('offline') }),
          'waiting-dialog': () => own('main', { mode: 'modal', token: saying('NOTHING') }, { frameUrl: hanging }),
          mistake: () => add('main', { token: saying('NOTHING'), mode: 'popup' }),
          required: () => {
            const form = document.body.appendChild(document.createElement('form'));
            add('main', { token: saying('NOTHING'), required: '' }, {}, form);
            form.requestSubmit();
          },
        };
        window.clear = async () => {
          document.querySelector('form')?.remove();
          document.querySelector('#main')?.remove();
          printed.length = 0;
          await pause();
        };";
    let host = open(&browser, script).await?;
    host.until("!!window.faces && !!window.axe").await?;
    let mut faults = Vec::new();
    for colours in [Wish::Light, Wish::Dark] {
        browser.set_wish(colours).await?;
        for (face, shown) in FACES {
            browser.eval(&format!("faces['{face}']()")).await?;
            host.until(shown).await?;
            if face != "mistake" {
                browser.rests(MAIN).await?;
            }
            let name = format!("element-{face}-{colours:?}").to_lowercase();
            let found = violations(&browser, MAIN).await?;
            faults.extend(found.iter().map(|fault| format!("{name}: {fault}")));
            if browser.engine() == Engine::Chromium {
                faults.extend(picture(&browser, &name).await?);
            }
            browser.eval("return clear()").await?;
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    host.leaves_nothing().await
}
