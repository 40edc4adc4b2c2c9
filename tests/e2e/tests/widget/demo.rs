//! The demo, as a person goes through it.

use anyhow::Result;
use face_auth_e2e::{Browser, Demo, Pages, for_each_engine};
use serde_json::{Value, json};

for_each_engine!(
    approved,
    retried_with_advice,
    never_after_an_attack,
    the_frame_says_nothing,
    forged_from_beside,
    handed_off_to_a_phone,
    in_a_dialog,
    somebody_who_must_be_identified_first,
    in_three_languages,
);

pub(crate) const NODE: &str = Demo::NODE;
/// The events of a widget that waits.
const WAITING: [&str; 3] = ["loading", "ready", "ready"];

/// Where in the page the token stands: the paths of all attributes and texts that hold it, in
/// every shadow root, and every other place that a script of the page can read.
const FIND_TOKEN: &str = r"
    const [token] = arguments;
    const found = [];
    const look = (where, text) => String(text).includes(token) && found.push(where);
    const walk = (node) => {
        for (const { name, value } of node.attributes ?? []) look(`${node.localName}.${name}`, value);
        if (node.nodeType !== Node.ELEMENT_NODE) look(node.nodeName, node.nodeValue);
        if (node.shadowRoot) walk(node.shadowRoot);
        node.childNodes.forEach(walk);
    };
    walk(document);
    look('location', location.href);
    look('title', document.title);
    look('cookie', document.cookie);
    look('name', window.name);
    look('history', JSON.stringify(history.state));
    look('storage', JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    return found;";

async fn approved(browser: Browser) -> Result<()> {
    let demo = Demo::start().await?;
    demo.begin(&browser).await?;
    camera_works(&browser).await?;
    attributes_are_right(&browser, &demo).await?;
    let token = token_of(&browser).await?;
    let places = browser.eval_with(FIND_TOKEN, vec![json!(token)]).await?;
    assert_eq!(places, json!(["iframe.src"]));

    browser.press(NODE, "#approve").await?;

    told(&browser, "hint", "APPROVED").await?;
    told(&browser, "decision", "SUCCESS").await?;
    accounts_open(&browser).await?;
    assert_eq!(outcome(&browser).await?, "approved");
    settled_by_the_backend(&browser).await?;
    assert_eq!(
        events(&browser).await?,
        [
            "loading",
            "ready",
            "ready",
            "status",
            "confirming",
            "decision",
            "settled",
            "outcome",
            "unmounted"
        ]
    );
    assert!(!browser.has_frame(NODE).await?, "the frame is still there");
    let places = browser.eval_with(FIND_TOKEN, vec![json!(token)]).await?;
    assert_eq!(places, json!([]));
    Ok(())
}

/// A picture that could not be used: the panel says what to change, and another token is asked for.
async fn retried_with_advice(browser: Browser) -> Result<()> {
    let demo = Demo::start().await?;
    demo.begin(&browser).await?;
    reaches(&browser, "ready").await?;
    let first = token_of(&browser).await?;
    fail_with(&browser, "EYES_CLOSED").await?;
    reaches(&browser, "retryable").await?;
    browser.shows(NODE, "Keep your eyes open.").await?;
    told(&browser, "decision", "FAILED").await?;

    browser.choose_button(NODE, "Try again").await?;
    reaches(&browser, "ready").await?;
    assert_ne!(token_of(&browser).await?, first);
    browser.press(NODE, "#approve").await?;
    accounts_open(&browser).await?;
    assert_eq!(outcome(&browser).await?, "approved");
    Ok(())
}

/// The page learns neither what was seen through, nor offers another try.
async fn never_after_an_attack(browser: Browser) -> Result<()> {
    let demo = Demo::start().await?;
    demo.begin(&browser).await?;
    fail_with(&browser, "FAKE_FACE").await?;
    told(&browser, "decision", "FAILED").await?;
    ends(&browser, "failed").await?;
    let again = browser
        .eval("return document.querySelector('[data-testid=again]').hidden")
        .await?;
    assert_eq!(again, true);
    let page = browser.text("body").await?;
    assert!(
        page.contains("declined") && !page.contains("FAKE"),
        "{page}"
    );
    Ok(())
}

/// Cancel and expiry come to the page by the backend alone, which the widget asks now and then; of
/// silence it hears nothing at all.
async fn the_frame_says_nothing(browser: Browser) -> Result<()> {
    let demo = Demo::start().await?;
    demo.begin(&browser).await?;
    for (button, decision, kind) in [
        ("#cancel", "CANCELED", "canceled"),
        ("#expire", "EXPIRED", "expired"),
    ] {
        browser.press(NODE, button).await?;
        told(&browser, "decision", decision).await?;
        ends(&browser, kind).await?;
        browser.click("[data-testid=restart]").await?;
        browser.click("[data-testid=start]").await?;
    }

    browser.press(NODE, "#silent").await?;
    browser
        .in_frame(NODE, async || {
            browser
                .until("!document.querySelector('#done').hidden")
                .await
        })
        .await?;
    assert_eq!(events(&browser).await?, WAITING);
    told(&browser, "hint", "NONE").await?;
    browser.click("[data-testid=cancel]").await?;
    ends(&browser, "canceled").await
}

/// The code of the grant, entered in the vendor's app, settles the browser that waits.
async fn handed_off_to_a_phone(browser: Browser) -> Result<()> {
    const DIGITS: &str = "return document.querySelector('#widget').firstElementChild.shadowRoot
        .querySelector('[part~=digits]').textContent.replace(/\\D/g, '')";
    let demo = Demo::start().await?;
    demo.begin(&browser).await?;
    browser
        .choose_button(NODE, "Use your phone instead")
        .await?;
    reaches(&browser, "handoff").await?;
    let digits = browser.eval(DIGITS).await?;
    let digits = digits.as_str().unwrap_or_default();
    assert!(digits.len() >= 6, "{digits}");
    let places = browser.eval_with(FIND_TOKEN, vec![json!(digits)]).await?;
    assert_eq!(places, json!([]), "the code stands in pieces, for the eye");

    demo.sandbox
        .end_session_of(digits, face_auth_sandbox::Outcome::Approve)?;
    accounts_open(&browser).await?;
    assert_eq!(outcome(&browser).await?, "approved");
    settled_by_the_backend(&browser).await
}

async fn in_a_dialog(browser: Browser) -> Result<()> {
    let demo = Demo::start().await?;
    demo.begin_as(&browser, "jonas", &["mode-modal"]).await?;
    reaches(&browser, "ready").await?;
    browser.choose_button(NODE, "Close").await?;
    browser.shows(NODE, "Stop the face check?").await?;
    browser.choose_button(NODE, "Continue").await?;
    assert!(browser.has_frame(NODE).await?);
    browser.press(NODE, "#approve").await?;
    accounts_open(&browser).await?;
    assert_eq!(outcome(&browser).await?, "approved");
    Ok(())
}

/// The backend's refusal reaches the widget as an error of its own, and nothing is retried.
async fn somebody_who_must_be_identified_first(browser: Browser) -> Result<()> {
    let demo = Demo::start().await?;
    demo.begin_as(&browser, "mei", &[]).await?;
    ends(&browser, "error").await?;
    let code = browser
        .eval("return document.querySelector('[data-testid=error]').dataset.code")
        .await?;
    assert_eq!(code, "identification_required");
    Ok(())
}

async fn in_three_languages(browser: Browser) -> Result<()> {
    const PANEL: &str = "return (({ lang, dir }) => [lang, dir])(document.querySelector('#widget')
        .firstElementChild.shadowRoot.querySelector('[part~=panel]'))";
    let demo = Demo::start().await?;
    for (language, again, direction) in [
        ("en", "Try again", "ltr"),
        ("lt", "Bandyti dar kartą", "ltr"),
        ("ar", "إعادة المحاولة", "rtl"),
    ] {
        let choice = format!("language-{language}");
        demo.begin_as(&browser, "jonas", &[&choice]).await?;
        fail_with(&browser, "FACE_TOO_SMALL").await?;
        reaches(&browser, "retryable").await?;
        browser.shows(NODE, again).await?;
        assert_eq!(browser.eval(PANEL).await?, json!([language, direction]));
        browser.click("[data-testid=session-end]").await?;
        ends(&browser, "failed").await?;
        browser.click("[data-testid=sign-out]").await?;
    }
    Ok(())
}

/// Frames beside the widget's that say `APPROVED`: one of another origin, one of the vendor's own.
async fn forged_from_beside(browser: Browser) -> Result<()> {
    const HEAR: &str = "window.heard = [];
        addEventListener('message', ({ data }) => window.heard.push(data))";
    const ADD_FRAME: &str = "document.body.append(Object.assign(
        document.createElement('iframe'), { src: arguments[0] }))";
    let hostile = Pages::hostile().await?;
    let origin = hostile.foreign_origin();
    let demo = Demo::framing(&[&origin]).await?;
    demo.begin(&browser).await?;
    browser
        .until("document.querySelector('[data-event-type=ready]')")
        .await?;
    browser.eval(HEAR).await?;

    let forger = format!("{origin}/hostile/forger.html");
    browser.eval_with(ADD_FRAME, vec![json!(forger)]).await?;
    browser
        .until("window.heard.some((data) => data.marker === 'forged')")
        .await?;
    assert_eq!(events(&browser).await?, WAITING);

    let other = demo.scripted_frame(json!({ "outcome": "approve", "webhook": false }))?;
    browser.eval_with(ADD_FRAME, vec![json!(other)]).await?;
    browser
        .until("document.querySelector('[data-event-type=rejected]')")
        .await?;
    assert_eq!(
        events(&browser).await?,
        ["loading", "ready", "ready", "rejected"]
    );
    told(&browser, "hint", "NONE").await?;

    browser.press(NODE, "#approve").await?;
    told(&browser, "hint", "APPROVED").await?;
    told(&browser, "decision", "SUCCESS").await?;
    Ok(())
}

async fn camera_works(browser: &Browser) -> Result<()> {
    let camera = "document.querySelector('#camera').dataset.state";
    let settled = format!("{camera} !== 'asking' && {camera}");
    let state = browser
        .in_frame(NODE, async || browser.until(&settled).await)
        .await?;
    assert_eq!(state, "on");
    Ok(())
}

async fn attributes_are_right(browser: &Browser, demo: &Demo) -> Result<()> {
    let vendor = demo.sandbox.frame_url().origin().ascii_serialization();
    let allow = browser.frame_attribute(NODE, "allow").await?;
    assert_eq!(allow, format!("camera {vendor}; fullscreen {vendor}"));
    assert_ne!(browser.frame_attribute(NODE, "title").await?, "");
    Ok(())
}

pub(crate) async fn token_of(browser: &Browser) -> Result<String> {
    let src = browser.frame_attribute(NODE, "src").await?;
    let token = src.as_str().and_then(|src| src.split_once("?token="));
    let (_, token) = token.ok_or_else(|| anyhow::anyhow!("no token in the frame's address"))?;
    assert_eq!(token.len(), 40);
    Ok(token.to_owned())
}

async fn fail_with(browser: &Browser, reason: &str) -> Result<()> {
    browser
        .in_frame(NODE, async || {
            browser.choose("#fail-reason", reason).await?;
            browser.click("#fail").await
        })
        .await
}

/// Waits until the page shows this in its panel `hint` or `decision`.
pub(crate) async fn told(browser: &Browser, panel: &str, status: &str) -> Result<Value> {
    let row = format!("[data-testid={panel}][data-status={status}]");
    browser
        .until(&format!("document.querySelector('{row}') !== null"))
        .await
}

/// Waits until the session is in a state.
pub(crate) async fn reaches(browser: &Browser, state: &str) -> Result<Value> {
    browser
        .until(&format!(
            "document.querySelector('[data-testid=state][data-state={state}]') !== null"
        ))
        .await
}

/// Waits until the page shows its ending.
pub(crate) async fn ends(browser: &Browser, kind: &str) -> Result<()> {
    browser
        .until("document.querySelector('[data-testid=outcome]:not([hidden])')")
        .await?;
    assert_eq!(outcome(browser).await?, kind);
    Ok(())
}

pub(crate) async fn accounts_open(browser: &Browser) -> Result<Value> {
    browser
        .until("document.querySelector('[data-testid=accounts]:not([hidden])')")
        .await
}

pub(crate) async fn settled_by_the_backend(browser: &Browser) -> Result<()> {
    let authoritative = browser
        .eval("return document.querySelector('[data-testid=settlement]').dataset.authoritative")
        .await?;
    assert_eq!(authoritative, "true");
    Ok(())
}

pub(crate) async fn outcome(browser: &Browser) -> Result<Value> {
    browser
        .eval("return document.querySelector('[data-testid=outcome]').dataset.kind")
        .await
}

/// The widget's events as the page lists them: of a new state its name, else the event's type.
async fn events(browser: &Browser) -> Result<Vec<String>> {
    let list = "return [...document.querySelectorAll('[data-testid=event]')].map((event) =>
        event.dataset.eventType === 'state'
            ? event.textContent.match(/“(.*)”/)[1] : event.dataset.eventType)";
    Ok(serde_json::from_value(browser.eval(list).await?)?)
}
