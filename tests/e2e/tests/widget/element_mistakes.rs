//! What a page, or its backend, does wrong around a `<face-auth>`: each has a message that says what
//! to do, and nothing is asked for that should not be.

use anyhow::{Context, Result};
use face_auth_e2e::{Browser, in_one_browser};
use serde_json::{Value, json};

use crate::host::HostPage;

in_one_browser! {
    element_mistakes: [
        addresses_of_other_origins,
        wrong_attributes_and_options,
        mended_markup_begins,
        no_token_source,
        told_once,
        properties_written_as_attributes,
        what_comes_too_late,
        a_polluted_prototype,
        another_element_of_the_name,
        a_backend_that_refuses,
        an_address_that_changes_under_way,
    ]
}

/// The page's policy would report a request to another origin, and `fetch` is watched besides.
async fn addresses_of_other_origins(browser: Browser) -> Result<()> {
    let script = "import './pkg/element.js';
        import { add } from './element.js';
        import { given, saying } from './harness.js';
        const { origin, host } = location;
        const foreign = [
          `${given.foreign}/backend/answer`, `//${new URL(given.foreign).host}/backend/answer`,
          `\\\\\\\\${new URL(given.foreign).host}/x`, 'https://example.com/', 'javascript:alert(1)',
          'data:application/json,{}', `blob:${origin}/x`, `ftp://${host}/x`,
          `http://who:secret@${host}/backend/answer`, 'http://', '', '  ',
        ];
        foreign.forEach((address, i) => {
          add(`token${i}`, { 'token-url': address });
          add(`confirm${i}`, { 'confirm-url': address, token: saying('NOTHING') });
        });
        // All of these are the page's own.
        window.own = ['/backend/answer', 'backend/answer', './backend/answer', '?answer', origin,
          ` ${origin}/backend/answer `];
        own.forEach((address, i) => add(`own${i}`, { 'token-url': address }));";
    let host = HostPage::saying(&browser, script).await?;
    host.until("told.filter(({ callback, value }) => callback === 'onError' && value.code === 'token_failed').length === own.length")
        .await?;
    for i in 0..12 {
        for attribute in ["token", "confirm"] {
            let name = format!("{attribute}{i}");
            let cause = cause_of(&host, &name, "invalid_options").await?;
            let wanted = format!("{attribute}-url ");
            assert!(
                cause.starts_with(&format!("<face-auth>: {wanted}")),
                "{cause}"
            );
            assert!(cause.contains("Allowed are addresses"), "{cause}");
            assert!(!cause.contains("secret"), "{cause}");
            assert_eq!(host.state(&name).await?, Value::Null);
        }
    }
    let fetched = browser
        .eval("return fetched.map((url) => new URL(url).origin === location.origin)")
        .await?;
    assert_eq!(fetched, json!([true, true, true, true, true, true]));
    host.leaves_nothing().await
}

async fn wrong_attributes_and_options(browser: Browser) -> Result<()> {
    let script = "import './pkg/element.js';
        import { add } from './element.js';
        import { saying } from './harness.js';
        const token = saying('NOTHING');
        add('mode', { token, mode: 'dialog' });
        add('locale', { token, locale: 'de_DE' });
        add('long', { token: 'x'.repeat(41) });
        add('source', {}, { token: 12 });
        add('symbol', {}, { token: { token: Symbol('x') } });
        add('throwing', {}, { token: { get token() { throw new RangeError('no') } } });
        add('attempts', { token }, { maxAttempts: 0 });
        add('confirm', { token }, { confirm: 'yes' });
        add('frame', { token }, { frameUrl: 'http://example.com/' });
        add('fine', { token, mode: 'INLINE', locale: '' });";
    let host = HostPage::saying(&browser, script).await?;
    host.reaches("fine", "ready").await?;
    let mode = cause_of(&host, "mode", "invalid_options").await?;
    assert_eq!(
        mode,
        "<face-auth>: mode is \"dialog\". Allowed are \"inline\" and \"modal\"."
    );
    let locale = cause_of(&host, "locale", "invalid_options").await?;
    assert_eq!(
        locale,
        "<face-auth>: locale is \"de_DE\". Allowed are language tags such as \"de\" and \"pt-BR\"."
    );
    for (name, code) in [
        ("long", "invalid_token"),
        ("source", "invalid_options"),
        ("symbol", "invalid_options"),
        ("throwing", "invalid_options"),
        ("attempts", "invalid_options"),
        ("confirm", "invalid_options"),
        ("frame", "invalid_options"),
    ] {
        assert_eq!(error_of(&host, name).await?["code"], code, "{name}");
    }
    let printed = browser.eval("return printed").await?;
    let printed: Vec<String> = serde_json::from_value(printed)?;
    assert_eq!(printed.len(), 9, "{printed:?}");
    assert!(printed[0].contains("mode is \"dialog\""), "{printed:?}");
    assert!(!printed.concat().contains("xxxx"), "{printed:?}");
    // Whoever looks at the page is not left with an empty place.
    let words = "The face check is not available Please try again later.";
    assert_eq!(own_words(&browser, "mode").await?, words);
    host.leaves_nothing().await
}

async fn mended_markup_begins(browser: Browser) -> Result<()> {
    let script = "import './pkg/element.js';
        import { add } from './element.js';
        import { saying } from './harness.js';
        const element = add('main', { token: saying('NOTHING'), mode: 'popup' });
        element.addEventListener('error', () => { element.mode = 'inline' }, { once: true });";
    let host = HostPage::saying(&browser, script).await?;
    host.reaches("main", "ready").await?;
    assert_eq!(host.told("main", "onError").await?.len(), 1);
    assert_eq!(own_words(&browser, "main").await?, "");
    host.leaves_nothing().await
}

/// The frameworks have their chance first. A token that comes later still begins.
async fn no_token_source(browser: Browser) -> Result<()> {
    let script = "const { setTimeout } = window;
        window.waits = [];
        window.setTimeout = (act, ms, ...rest) => {
          if (ms !== 5_000) return setTimeout(act, ms, ...rest);
          waits.push(act);
          return setTimeout(() => {}, 0);
        };
        await import('./pkg/element.js');
        const { add } = await import('./element.js');
        const { saying } = await import('./harness.js');
        const none = add('none');
        add('empty', { token: '' });
        add('soon');
        const used = add('used', { token: saying('NOTHING') });
        document.querySelector('#soon').token = saying('NOTHING');
        window.token = saying('NOTHING');
        // Whatever changes meanwhile, the time goes on.
        window.render = async () => {
          none.confirm = async () => {};
          await Promise.resolve();
        };
        window.again = async () => {
          used.remove();
          await Promise.resolve();
          document.body.append(used);
        };";
    let host = HostPage::saying(&browser, script).await?;
    for name in ["soon", "used"] {
        host.reaches(name, "ready").await?;
    }
    browser.eval("return again()").await?;
    browser.eval("return render()").await?;
    host.until("waits.length === 3").await?;
    assert_eq!(
        browser
            .eval("return told.filter(({ callback }) => callback === 'onError')")
            .await?,
        json!([])
    );
    browser.eval("for (const act of waits) act()").await?;
    for (name, why) in [
        ("none", "is missing"),
        ("empty", "is missing"),
        ("used", "has been used"),
    ] {
        let cause = cause_of(&host, name, "invalid_options").await?;
        assert_eq!(
            cause,
            format!(
                "<face-auth>: token {why}. Set the attribute token-url or token, or the property token: a token, a grant, or a function that asks your backend."
            )
        );
    }
    browser
        .eval("document.querySelector('#none').token = token")
        .await?;
    host.reaches("none", "ready").await?;
    host.leaves_nothing().await
}

/// Templates that are rendered again because of an error make the same mistake again.
async fn told_once(browser: Browser) -> Result<()> {
    let script = "import './pkg/element.js';
        import { create, pause } from './element.js';
        import { saying } from './harness.js';
        const element = create('main', { mode: 'popup' }, { token: saying('NOTHING') });
        let renders = 0;
        element.addEventListener('error', () => {
          if (++renders < 20) element.confirm = async () => {};
        });
        document.body.append(element);
        await pause();
        window.first = renders;
        element.mode = 'sheet';
        await pause();
        window.second = renders;
        element.mode = 'inline';";
    let host = HostPage::saying(&browser, script).await?;
    host.reaches("main", "ready").await?;
    let told = browser
        .eval("return [first, second, printed.length]")
        .await?;
    assert_eq!(told, json!([1, 2, 2]));
    host.leaves_nothing().await
}

/// What a framework writes into markup where it does not know the class.
async fn properties_written_as_attributes(browser: Browser) -> Result<()> {
    let script = "import './pkg/element.js';
        import { add, answering } from './element.js';
        import { given, saying } from './harness.js';
        const url = answering({ token: saying('NOTHING') });
        const stray = (name, attributes) =>
          add(name, { 'token-url': url, ...attributes }, { frameUrl: undefined });
        stray('lower', { frameurl: given.sayingUrl });
        stray('dashed', { 'frame-url': given.sayingUrl });
        stray('object', { messages: '[object Object]' });
        stray('address', { confirmurl: '/backend/answer' });
        window.mended = add('mended', { 'token-url': url, maxattempts: '2' }, { maxAttempts: 2 });";
    let host = HostPage::saying(&browser, script).await?;
    for (name, wanted) in [
        (
            "lower",
            "frameurl is no attribute. Set the property frameUrl of the registered element.",
        ),
        (
            "dashed",
            "frame-url is no attribute. Set the property frameUrl of the registered element.",
        ),
        (
            "object",
            "messages is no attribute. Set the property messages of the registered element.",
        ),
        ("address", "confirmurl is no attribute. Write confirm-url."),
    ] {
        let cause = cause_of(&host, name, "invalid_options").await?;
        assert_eq!(cause, format!("<face-auth>: {wanted}"));
        assert_eq!(host.state(name).await?, Value::Null);
    }
    host.reaches("mended", "ready").await?;
    assert_eq!(browser.eval("return fetched.length").await?, 1);
    host.leaves_nothing().await
}

/// A session that runs cannot be told whom to trust any more: the page hears of it.
async fn what_comes_too_late(browser: Browser) -> Result<()> {
    let script = "import './pkg/element.js';
        import { add, pause } from './element.js';
        import { confirmer, given, never, provider, saying } from './harness.js';
        const warned = [];
        console.warn = (words) => warned.push(words);
        const late = add('late', {}, { token: provider('late', never) });
        const held = add('held', { disabled: '' },
          { token: provider('held', saying('APPROVED')), frameUrl: undefined });
        await pause();
        for (const element of [late, held]) {
          element.confirm = confirmer(element.id, { status: 'SUCCESS' });
          element.frameUrl = given.sayingUrl;
          await pause();
        }
        late.confirm = confirmer('late', { status: 'SUCCESS' });
        held.disabled = false;
        await pause();
        window.warned = warned;";
    let host = HostPage::saying(&browser, script).await?;
    let warned = host.until("window.warned").await?;
    assert_eq!(
        warned,
        json!([
            "<face-auth>: confirm or confirm-url came after the session had begun without it. \
             Set it before, or keep the element disabled until everything is set."
        ])
    );
    assert_eq!(host.outcome("held").await?["authoritative"], true);
    host.leaves_nothing().await
}

/// What some script of the page has put into all objects is nobody's option.
async fn a_polluted_prototype(browser: Browser) -> Result<()> {
    let script = "import './pkg/element.js';
        import { add, answering, pause } from './element.js';
        import { saying } from './harness.js';
        const token = saying('APPROVED');
        const form = document.body.appendChild(document.createElement('form'));
        Object.assign(Object.prototype,
          { confirm: 'x', requiredText: 'x', bubbles: true, composed: true, redirect: 'error' });
        const element = add('main', {
          'token-url': answering({ token }),
          'confirm-url': answering({ status: 'FAILED', token }),
          required: '',
        }, {}, form);
        window.message = element.validationMessage;
        await new Promise((resolve) => { element.addEventListener('event', ({ detail }) => {
          if (detail.type === 'decision') resolve();
        }) });
        for (const name of Object.keys(Object.prototype)) delete Object.prototype[name];
        window.decided = true;";
    let host = HostPage::saying(&browser, script).await?;
    host.until("window.decided").await?;
    let message = browser.eval("return message").await?;
    assert_eq!(message, "Please complete the face check.");
    host.reaches("main", "retryable").await?;
    assert_eq!(host.told("main", "onApproved").await?, [] as [Value; 0]);
    host.leaves_nothing().await
}

async fn another_element_of_the_name(browser: Browser) -> Result<()> {
    let script = "import './element.js';
        const warned = [];
        console.warn = (words) => warned.push(words);
        customElements.define('face-auth', class extends HTMLElement {});
        await import('./pkg/element.js');
        window.warned = warned;";
    let host = HostPage::saying(&browser, script).await?;
    let warned = host.until("window.warned").await?;
    assert_eq!(
        warned,
        json!(["<face-auth> is another element in this page. FaceAuthElement is not registered."])
    );
    host.leaves_nothing().await
}

async fn a_backend_that_refuses(browser: Browser) -> Result<()> {
    let script = "import './pkg/element.js';
        import { add, answering } from './element.js';
        import { given, saying } from './harness.js';
        const answer = (query) => `/backend/answer?${new URLSearchParams(query)}`;
        const token = { 'token-url': answering({ token: saying('APPROVED') }) };
        add('identify', { 'token-url': answering({ code: 'identification_required' }, { status: 409 }) });
        add('exhausted', { 'token-url': answering({ code: 'attempts_exhausted' }, { status: 429 }) });
        add('coded', { 'token-url': answering({ code: 'too_many_requests', token: 'SECRET' }, { status: 429 }) });
        add('odd', { 'token-url': answering({ code: 'a SECRET' }, { status: 500 }) });
        add('html', { 'token-url': answer({ body: '<p>SECRET', type: 'text/html' }) });
        add('text', { 'token-url': answering('SECRET') });
        add('null', { 'token-url': answering(null) });
        add('grantless', { 'token-url': answering({ tokens: [] }) });
        add('missing', { 'token-url': '/nothing/here?token=SECRET' });
        add('elsewhere', { 'token-url': `/backend/redirect?to=${given.foreign}/backend/answer` });
        add('login', { 'token-url': '/backend/moved?to=/' });
        add('refused', { ...token, 'confirm-url': answering({ code: 'unknown_session' }, { status: 404 }) });
        add('undecided', { ...token, 'confirm-url': answer({ body: 'OK', type: 'text/plain' }) });
        add('followed', { 'token-url': `/backend/redirect?to=${encodeURIComponent(token['token-url'])}` });";
    let host = HostPage::saying(&browser, script).await?;
    let wanted = [
        (
            "coded",
            "token_failed",
            "token-url /backend/answer answered 429, \"too_many_requests\".",
        ),
        (
            "odd",
            "token_failed",
            "token-url /backend/answer answered 500.",
        ),
        (
            "html",
            "token_failed",
            "token-url /backend/answer answered 200 without a JSON object.",
        ),
        (
            "text",
            "token_failed",
            "token-url /backend/answer answered 200 without a JSON object.",
        ),
        (
            "null",
            "token_failed",
            "token-url /backend/answer answered 200 without a JSON object.",
        ),
        (
            "missing",
            "token_failed",
            "token-url /nothing/here answered 404 without a JSON object.",
        ),
        (
            "elsewhere",
            "token_failed",
            "token-url /backend/redirect: no answer, a redirect to another origin, or a policy without connect-src 'self'.",
        ),
        (
            "login",
            "token_failed",
            "token-url /backend/moved answered 200 after a redirect to / without a JSON object.",
        ),
        (
            "refused",
            "confirm_failed",
            "confirm-url /backend/answer answered 404, \"unknown_session\".",
        ),
        (
            "undecided",
            "confirm_failed",
            "confirm-url /backend/answer answered 200 without a JSON object.",
        ),
        (
            "identify",
            "identification_required",
            "token-url /backend/answer answered 409, \"identification_required\".",
        ),
        (
            "exhausted",
            "attempts_exhausted",
            "token-url /backend/answer answered 429, \"attempts_exhausted\".",
        ),
    ];
    for (name, code, cause) in wanted {
        assert_eq!(cause_of(&host, name, code).await?, cause, "{name}");
    }
    assert_eq!(error_of(&host, "grantless").await?["code"], "token_failed");
    for name in ["identify", "exhausted"] {
        assert_eq!(host.outcome(name).await?["kind"], "error");
    }
    assert_eq!(host.outcome("followed").await?["kind"], "approved");
    let told = browser.eval("return JSON.stringify(told)").await?;
    assert!(
        !told.as_str().unwrap_or_default().contains("SECRET"),
        "{told}"
    );
    // What the backend does wrong is no mistake of the markup's.
    assert_eq!(browser.eval("return printed").await?, json!([]));
    host.leaves_nothing().await
}

/// The address is checked whenever it is used.
async fn an_address_that_changes_under_way(browser: Browser) -> Result<()> {
    let script = "import './pkg/element.js';
        import { add, answering } from './element.js';
        import { given, saying } from './harness.js';
        const element = add('main', { 'token-url': answering({}, { status: 503 }) });
        element.addEventListener('error', () => {
          element.tokenUrl = `${given.foreign}/backend/answer`;
        }, { once: true });
        const other = add('other', { 'token-url': answering({}, { status: 503 }) });
        other.addEventListener('error', () => {
          other.tokenUrl = answering({ token: saying('APPROVED') });
        }, { once: true });";
    let host = HostPage::saying(&browser, script).await?;
    for name in ["main", "other"] {
        host.reaches(name, "retryable").await?;
        host.call(name, "retry()").await?;
    }
    assert_eq!(host.outcome("other").await?["kind"], "approved");
    let outcome = host.outcome("main").await?;
    assert_eq!(outcome["error"]["code"], "invalid_options");
    let fetched = browser.eval("return fetched.length").await?;
    assert_eq!(fetched, 3);
    host.leaves_nothing().await
}

/// The first error that an element told.
async fn error_of(host: &HostPage<'_>, name: &str) -> Result<Value> {
    let told = format!(
        "told.find(({{ session, callback }}) => session === '{name}' && callback === 'onError')?.value"
    );
    host.until(&told).await
}

/// The words of the cause of an element's first error, which has this code.
async fn cause_of(host: &HostPage<'_>, name: &str, code: &str) -> Result<String> {
    let error = error_of(host, name).await?;
    assert_eq!(error["code"], code, "{name}");
    let cause = error["cause"]["message"].as_str();
    Ok(cause
        .with_context(|| format!("{name}: no cause"))?
        .to_owned())
}

/// What the element itself says.
async fn own_words(browser: &Browser, name: &str) -> Result<Value> {
    let words = format!(
        "return document.querySelector('#{name}').shadowRoot.querySelector('.own').innerText
            .replaceAll(/\\s+/g, ' ').trim()"
    );
    browser.eval(&words).await
}
