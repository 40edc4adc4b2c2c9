//! `<face-auth>` as a part of a form: what is sent, what is missing, and what is never kept.

use anyhow::Result;
use face_auth_e2e::{Browser, in_one_browser};
use serde_json::{Value, json};

use crate::host::HostPage;

in_one_browser! {
    element_form: [
        the_value_is_the_outcomes_kind,
        required_until_approved,
        what_the_host_finds_wrong,
        sent_by_get_and_by_post,
        disabled,
        reset,
        nothing_is_restored,
        nothing_comes_back_from_the_cache,
        named_by_a_label,
    ]
}

/// A form with an element of each outcome.
const FORM: &str = "import './pkg/element.js';
    import { add, pause } from './element.js';
    import { confirmer, listen, provider, saying } from './harness.js';
    const form = document.createElement('form');
    document.body.append(form);
    window.data = () => [...new FormData(form)].map((pair) => pair.join('='));
    const inside = (name, attributes, properties) =>
      add(name, { name, ...attributes }, properties, form);
    ";

async fn open<'a>(browser: &'a Browser, script: &str) -> Result<HostPage<'a>> {
    HostPage::saying(browser, &format!("{FORM}{script}")).await
}

async fn the_value_is_the_outcomes_kind(browser: Browser) -> Result<()> {
    let script = "const decided = (name, status) => inside(name, { token: saying('FAILED') },
          { confirm: confirmer(name, { status }) });
        inside('waiting');
        inside('running', { token: saying('NOTHING') });
        inside('approved', { token: saying('APPROVED') });
        decided('failed', 'FAILED');
        decided('expired', 'EXPIRED');
        decided('canceled', 'CANCELED');
        inside('error', {}, { token: async () => { throw { code: 'x' } }, maxAttempts: 1 });
        inside('gone', { token: saying('NOTHING') });
        const nameless = inside('nameless', { token: saying('APPROVED') });
        nameless.removeAttribute('name');
        window.facts = () => [waiting.form === form, waiting.value, approved.value, nameless.value];";
    let host = open(&browser, script).await?;
    for name in ["approved", "failed", "expired", "canceled", "nameless"] {
        host.outcome(name).await?;
    }
    for name in ["gone", "running"] {
        host.until(&format!(
            "sessions['{name}'].state !== 'starting' && sessions['{name}'].state !== 'loading'"
        ))
        .await?;
    }
    host.call("gone", "unmount()").await?;
    host.outcome("error").await?;
    let data = json!([
        "approved=approved",
        "failed=failed",
        "expired=expired",
        "canceled=canceled",
        "error=error"
    ]);
    assert_eq!(browser.eval("return data()").await?, data);
    let facts = browser.eval("return facts()").await?;
    assert_eq!(facts, json!([true, "", "approved", "approved"]));
    host.leaves_nothing().await
}

async fn required_until_approved(browser: Browser) -> Result<()> {
    let script = "import lt from './pkg/locales/lt.js';
        const element = inside('main', { token: saying('NOTHING'), required: '' });
        const failed = inside('other', { token: saying('FAILED'), required: '' });
        const { valueMissing, valid } = element.validity;
        window.facts = () => [element.willValidate, element.validity.valueMissing,
          element.checkValidity(), element.validationMessage, form.checkValidity(),
          element.matches(':invalid')];
        window.speak = () => { element.messages = lt };
        window.invalid = [];
        element.addEventListener('invalid', () => invalid.push('main'));";
    let host = open(&browser, script).await?;
    host.reaches("main", "ready").await?;
    let missing = |message: &str| json!([true, true, false, message, false, true]);
    let english = "Please complete the face check.";
    assert_eq!(browser.eval("return facts()").await?, missing(english));
    browser.eval("speak()").await?;
    let lithuanian = "Užbaikite veido patikrinimą.";
    assert_eq!(browser.eval("return facts()").await?, missing(lithuanian));
    host.outcome("other").await?;
    let other =
        "const { validity } = document.querySelector('#other'); return validity.valueMissing";
    assert_eq!(browser.eval(other).await?, true, "a failure is no approval");

    // The browser points at the element, and puts the focus there.
    browser
        .eval("document.querySelector('#main').form.requestSubmit()")
        .await?;
    browser
        .until("document.activeElement?.id === 'main'")
        .await?;
    assert_eq!(browser.eval("return invalid.length > 0").await?, true);
    let named = "const { activeElement } = document.querySelector('#main').shadowRoot;
        return [activeElement.role, activeElement.ariaLabel]";
    let title = json!(["group", "Veido atpažinimas"]);
    assert_eq!(browser.eval(named).await?, title);

    browser.press("#main", "#approve").await?;
    host.outcome("main").await?;
    let valid = json!([true, false, true, "", false, false]);
    assert_eq!(browser.eval("return facts()").await?, valid);
    browser
        .eval("document.querySelector('#other').required = false")
        .await?;
    let form = "return document.querySelector('form').checkValidity()";
    assert_eq!(browser.eval(form).await?, true);
    host.leaves_nothing().await
}

async fn what_the_host_finds_wrong(browser: Browser) -> Result<()> {
    let script = "const element = inside('main');
        const look = () => [element.validity.customError, element.validationMessage];
        element.setCustomValidity('Sign in first.');
        const wrong = look();
        element.required = true;
        const both = [...look(), element.validity.valueMissing];
        element.required = false;
        element.setCustomValidity('');
        window.facts = [wrong, both, look(), element.checkValidity()];";
    let host = open(&browser, script).await?;
    let message = "Sign in first.";
    let expected = json!([[true, message], [true, message, true], [false, ""], true]);
    assert_eq!(host.until("window.facts").await?, expected);
    host.leaves_nothing().await
}

/// A real submission, by the browser.
async fn sent_by_get_and_by_post(browser: Browser) -> Result<()> {
    for (method, sent) in [
        ("get", "GET main=approved"),
        ("post", "POST  main=approved"),
    ] {
        let script = format!(
            "inside('main', {{ token: saying('APPROVED'), required: '' }});
             Object.assign(form, {{ method: '{method}', action: '/backend/sent' }});
             main.addEventListener('approved', () => form.requestSubmit());"
        );
        // The listener submits at once: the value is there before anybody is told.
        let _host = open(&browser, &script).await?;
        let text = browser
            .until("document.querySelector('pre')?.textContent.trim()")
            .await?;
        assert_eq!(text, sent);
    }
    Ok(())
}

async fn disabled(browser: Browser) -> Result<()> {
    let script = "const set = document.createElement('fieldset');
        form.append(set);
        set.disabled = true;
        const element = add('main', { name: 'main', required: '' },
          { token: provider('main', saying('NOTHING')) }, set);
        const off = add('off', { disabled: '', token: saying('NOTHING') }, {}, form);
        off.append(Object.assign(document.createElement('p'), { slot: 'loading', textContent: 'Wait' }));
        window.look = () => [element.session === null, element.willValidate, form.checkValidity(),
          element.matches(':disabled'), off.session === null,
          off.firstChild.checkVisibility()];
        window.enable = (enabled) => { set.disabled = !enabled };
        window.widget = () => element.shadowRoot.querySelector('.widget');
        setTimeout(() => { window.later = true }, 200);";
    let host = open(&browser, script).await?;
    host.until("window.later").await?;
    let nothing = json!([true, false, true, true, true, false]);
    assert_eq!(browser.eval("return look()").await?, nothing);
    browser.eval("enable(true)").await?;
    host.reaches("main", "ready").await?;
    let enabled = json!([false, true, false, false, true, false]);
    assert_eq!(browser.eval("return look()").await?, enabled);
    // A form that is disabled while it is being sent does not end what runs.
    browser.eval("enable(false)").await?;
    assert_eq!(host.state("main").await?, "ready");
    assert_eq!(browser.eval("return widget().inert").await?, true);
    browser.eval("enable(true)").await?;
    assert_eq!(browser.eval("return widget().inert").await?, false);
    browser.press("#main", "#approve").await?;
    host.outcome("main").await?;
    assert_eq!(host.asked("requests", "main", "attempt").await?, [1]);
    host.leaves_nothing().await
}

/// The value goes, and nobody pays for another session until the host asks for one.
async fn reset(browser: Browser) -> Result<()> {
    let script = "const element = inside('main', { required: '' },
          { token: provider('main', saying('APPROVED'), saying('APPROVED')) });
        window.look = () => [element.value, data(), element.checkValidity(), element.outcome];
        window.reset = () => form.reset();
        window.begin = () => element.shadowRoot.querySelector('.begin');
        window.elsewhere = async () => {
          const { token } = element;
          element.token = (request) => token(request);
          element.remove();
          await pause();
          form.append(element);
          await pause();
        };";
    let host = open(&browser, script).await?;
    host.outcome("main").await?;
    browser.eval("reset()").await?;
    let empty = json!(["", [], false, null]);
    assert_eq!(browser.eval("return look()").await?, empty);
    assert_eq!(host.state("main").await?, Value::Null);
    // Neither a new function nor being put elsewhere, later, is a wish to pay.
    browser.eval("return elsewhere()").await?;
    assert_eq!(browser.eval("return look()").await?, empty);
    assert_eq!(host.asked("requests", "main", "attempt").await?, [1]);
    assert_eq!(
        browser.eval("return begin().textContent").await?,
        "Try again"
    );
    browser.eval("begin().click()").await?;
    host.outcome("main").await?;
    assert_eq!(host.asked("requests", "main", "attempt").await?, [1, 1]);
    assert_eq!(
        browser.eval("return begin().checkVisibility()").await?,
        false
    );
    assert_eq!(
        browser.eval("return data()").await?,
        json!(["main=approved"])
    );
    host.leaves_nothing().await
}

/// A browser fills a form in again when its page is loaded again: not this.
async fn nothing_is_restored(browser: Browser) -> Result<()> {
    let script = "const text = document.createElement('input');
        text.name = 'text';
        form.append(text);
        if (!sessionStorage.visited) {
          sessionStorage.visited = 'yes';
          inside('main', { token: saying('APPROVED') });
          text.value = 'typed';
        } else {
          inside('main');
          window.back = true;
        }";
    let host = open(&browser, script).await?;
    host.outcome("main").await?;
    browser.eval("setTimeout(() => location.reload())").await?;
    browser.until("window.back").await?;
    assert_eq!(
        browser
            .eval("return document.querySelector('#main').value")
            .await?,
        ""
    );
    let data = browser
        .eval("return data().filter((pair) => pair.startsWith('main'))")
        .await?;
    assert_eq!(data, json!([]));
    host.leaves_nothing().await
}

async fn nothing_comes_back_from_the_cache(browser: Browser) -> Result<()> {
    let script = "inside('main', { token: saying('APPROVED'), required: '' });
        window.returns = [];
        listen('pageshow', ({ persisted }) => returns.push(persisted));";
    let host = open(&browser, script).await?;
    host.outcome("main").await?;
    assert_eq!(
        browser.eval("return data()").await?,
        json!(["main=approved"])
    );
    let away = format!("{}/hostile/odd.html", host.pages.origin());
    browser
        .eval_with("location.href = arguments[0]", vec![json!(away)])
        .await?;
    browser
        .until("location.pathname === '/hostile/odd.html'")
        .await?;
    browser.eval("setTimeout(() => history.back())").await?;
    browser.until("window.returns?.at(-1)").await?;
    assert_eq!(browser.eval("return data()").await?, json!([]));
    let valid = "return document.querySelector('#main').checkValidity()";
    assert_eq!(browser.eval(valid).await?, false);
    assert_eq!(host.state("main").await?, Value::Null);
    assert_eq!(host.told("main", "onApproved").await?.len(), 1);
    let none: [Value; 0] = [];
    assert_eq!(host.told("main", "onError").await?, none);
    host.leaves_nothing().await
}

async fn named_by_a_label(browser: Browser) -> Result<()> {
    let script = "const label = Object.assign(document.createElement('label'),
          { htmlFor: 'main', textContent: ' Your face ' });
        form.append(label);
        const element = inside('main', { token: saying('NOTHING') });
        window.press = () => label.click();
        window.focused = () => [document.activeElement?.id,
          element.shadowRoot.activeElement?.ariaLabel];";
    let host = open(&browser, script).await?;
    host.reaches("main", "ready").await?;
    browser.eval("press()").await?;
    let focused = browser.eval("return focused()").await?;
    assert_eq!(focused, json!(["main", "Your face"]));
    host.leaves_nothing().await
}
