//! `<face-auth>`: what a page says in markup and properties, and what comes of it.

use anyhow::Result;
use face_auth_e2e::{Browser, Serving, in_one_browser};
use serde_json::{Value, json};

use crate::host::HostPage;

in_one_browser! {
    element: [
        from_markup_to_a_decision,
        upgraded_with_what_was_set_before,
        registered_once,
        two_elements,
        the_token_is_never_in_the_markup,
        properties_reflect,
        what_the_events_tell,
        states_for_css,
        not_before_the_page_is_seen,
        removal_leaves_nothing,
        nothing_is_kept_in_memory,
    ]
}

/// A page whose parser makes the element, and whose script comes later.
const MARKUP: &str = "<!doctype html>
<html lang=\"en\">
  <meta charset=\"utf-8\">
  <title>A host page</title>
  <face-auth id=\"main\" token=\"NOTHING.MARKED1\"></face-auth>
  <template><face-auth token=\"NOTHING.MARKED2\"></face-auth></template>
  <script type=\"module\" src=\"page.js\"></script>
</html>
";

const ASKING: &str = "import './pkg/element.js';
    import { add, answering } from './element.js';
    import { saying } from './harness.js';
    document.cookie = 'who=amara; path=/; SameSite=Strict';
    const token = saying('APPROVED');
    add('main', {
      'token-url': answering({ token }),
      'confirm-url': answering({ status: 'SUCCESS', token }),
      locale: 'pt-BR',
    });";

async fn from_markup_to_a_decision(browser: Browser) -> Result<()> {
    let host = HostPage::saying(&browser, ASKING).await?;
    let outcome = host.outcome("main").await?;
    assert_eq!(outcome["kind"], "approved");
    assert_eq!(outcome["authoritative"], true);
    let asked = browser.eval("return asked()").await?;
    let [token, confirm] = asked.as_array().map_or(&[][..], Vec::as_slice) else {
        anyhow::bail!("{asked}");
    };
    let wanted = json!({ "attempt": 1, "locale": "pt-BR", "handoff": true });
    assert_eq!(token["body"], wanted);
    assert_eq!(confirm["body"]["status"], "APPROVED");
    assert!(confirm["body"]["token"].is_string());
    for one in [token, confirm] {
        assert_eq!(one["type"], "application/json");
        assert_eq!(one["cookie"], "who=amara");
    }
    assert_eq!(browser.eval("return main.value").await?, "approved");
    assert_eq!(host.told("main", "onApproved").await?, [outcome]);
    host.leaves_nothing().await
}

/// The element is in the page before its class, and the host has set properties already.
async fn upgraded_with_what_was_set_before(browser: Browser) -> Result<()> {
    const SCRIPT: &str = "import { watch } from './element.js';
        import { confirmer, given, provider, saying } from './harness.js';
        const element = watch(document.querySelector('#main'), 'main');
        element.frameUrl = given.sayingUrl;
        element.token = provider('main', saying('APPROVED'));
        element.confirm = confirmer('main', { status: 'SUCCESS' });
        element.required = true;
        window.before = Object.keys(element);
        await import('./pkg/element.js');
        window.after = Object.keys(element);
        window.markup = element.outerHTML;";
    let serving = Serving {
        html: Some(MARKUP),
        ..Serving::default()
    };
    let host = HostPage::serve(&browser, SCRIPT, |_| Ok(json!({})), serving).await?;
    browser.open(&host.pages.origin()).await?;
    assert_eq!(host.outcome("main").await?["authoritative"], true);
    let own = browser.eval("return [before.length, after]").await?;
    assert_eq!(own, json!([4, []]));
    let markup = browser.eval("return markup").await?;
    assert_eq!(markup, "<face-auth id=\"main\" required=\"\"></face-auth>");
    // The property was set after the markup was written: it counts.
    assert_eq!(host.asked("requests", "main", "attempt").await?, [1]);
    host.leaves_nothing().await
}

async fn registered_once(browser: Browser) -> Result<()> {
    let script = "import './element.js';
        import { FaceAuthElement } from './pkg/element.js';
        import { FaceAuthElement as Class } from './pkg/element/class.js';
        const { FaceAuthElement: Second } = await import('./pkg/element.js?second');
        window.facts = [
          FaceAuthElement === Class,
          Second === Class,
          customElements.get('face-auth') === Class,
          document.createElement('face-auth') instanceof Class,
          Class.formAssociated,
          // Registered under another name by whoever wants to.
          (customElements.define('other-name', class extends Class {}),
            document.createElement('other-name').mode),
        ];";
    let host = HostPage::saying(&browser, script).await?;
    let facts = host.until("window.facts").await?;
    assert_eq!(facts, json!([true, true, true, true, true, "inline"]));
    host.leaves_nothing().await
}

async fn two_elements(browser: Browser) -> Result<()> {
    let script = "import './pkg/element.js';
        import { add } from './element.js';
        import { saying } from './harness.js';
        add('one', { token: saying('APPROVED') });
        add('two', { token: saying('NOTHING') });";
    let host = HostPage::saying(&browser, script).await?;
    assert_eq!(host.outcome("one").await?["kind"], "approved");
    host.reaches("two", "ready").await?;
    browser.press("#two", "#fail").await?;
    assert_eq!(host.outcome("two").await?["kind"], "failed");
    assert_eq!(host.told("one", "onFailed").await?, [] as [Value; 0]);
    host.leaves_nothing().await
}

/// Whatever way an element gets a token, the markup tells nobody, and no copy of the element has it.
async fn the_token_is_never_in_the_markup(browser: Browser) -> Result<()> {
    const SCRIPT: &str = "import { create, parsed, watch } from './element.js';
        import { given } from './harness.js';
        const secrets = () => document.documentElement.outerHTML.match(/SECRET|MARKED/g)?.length ?? 0;
        window.looks = [];
        const look = () => looks.push(secrets());
        look();
        await import('./pkg/element.js');
        document.querySelector('#main').frameUrl = given.sayingUrl;
        const template = document.querySelector('template');
        const clone = document.importNode(template.content, true).firstElementChild;
        clone.frameUrl = given.sayingUrl;
        clone.id = 'cloned';
        document.body.append(watch(clone, 'cloned'));
        template.remove();
        look();
        const [made] = parsed('<face-auth id=\"made\" token=\"NOTHING.SECRET1\"></face-auth>');
        made.frameUrl = given.sayingUrl;
        document.body.append(watch(made, 'made'));
        look();
        const set = create('set', { token: 'NOTHING.SECRET2' });
        document.body.append(set);
        look();
        const changed = create('changed', {}, { token: 'NOTHING.SECRET3' });
        document.body.append(changed);
        changed.setAttribute('token', 'NOTHING.SECRET4');
        look();
        const all = [clone, made, set, changed];
        window.kept = [
          ...all.map((element) => element.cloneNode(true).outerHTML.includes('SECRET')),
          ...all.map((element) => element.hasAttribute('token')),
          ...all.map((element) => String(element.token)),
          JSON.stringify(all.map((element) => ({ ...element }))),
        ];";
    let serving = Serving {
        html: Some(MARKUP),
        ..Serving::default()
    };
    let host = HostPage::serve(&browser, SCRIPT, |_| Ok(json!({})), serving).await?;
    browser.open(&host.pages.origin()).await?;
    let kept = host.until("window.kept").await?;
    let looks = browser.eval("return looks").await?;
    // Before there is a class, markup is what the host wrote.
    assert_eq!(looks, json!([2, 0, 0, 0, 0]));
    let no = json!(false);
    let none = json!("undefined");
    let expected: Vec<Value> = [&[&no; 8][..], &[&none; 4]]
        .concat()
        .into_iter()
        .cloned()
        .chain([json!("[{},{},{},{}]")])
        .collect();
    assert_eq!(kept, json!(expected));
    for name in ["cloned", "made", "set", "changed"] {
        host.reaches(name, "ready").await?;
        let told = serde_json::to_string(&host.calls(name).await?)?;
        assert!(
            !told.contains("SECRET") && !told.contains("MARKED"),
            "{told}"
        );
    }
    let address = browser.frame_attribute("#changed", "src").await?;
    assert!(
        address
            .as_str()
            .is_some_and(|url| url.ends_with("NOTHING.SECRET4"))
    );
    host.leaves_nothing().await
}

async fn properties_reflect(browser: Browser) -> Result<()> {
    let script = "import './element.js';
        import './pkg/element.js';
        const element = document.createElement('face-auth');
        const read = () => ['tokenUrl', 'confirmUrl', 'mode', 'locale', 'name', 'required', 'disabled']
          .map((name) => element[name]);
        const usual = read();
        Object.assign(element, { tokenUrl: '/a', confirmUrl: '/b', mode: 'modal', locale: 'lt',
          name: 'face', required: true, disabled: true });
        const markup = element.outerHTML;
        const set = read();
        for (const name of element.getAttributeNames()) element.removeAttribute(name);
        const gone = read();
        element.setAttribute('required', '');
        Object.assign(element, { tokenUrl: null, required: false, messages: null, frameUrl: undefined });
        const ask = () => 'token';
        element.token = ask;
        let refused;
        try { element.session = null } catch (error) { refused = error.name }
        window.facts = [usual, markup, set, gone, element.outerHTML, element.token === ask, refused];";
    let host = HostPage::saying(&browser, script).await?;
    let facts = host.until("window.facts").await?;
    let usual = json!(["", "", "inline", "", "", false, false]);
    let markup = "<face-auth token-url=\"/a\" confirm-url=\"/b\" mode=\"modal\" locale=\"lt\" \
        name=\"face\" required=\"\" disabled=\"\"></face-auth>";
    let set = json!(["/a", "/b", "modal", "lt", "face", true, true]);
    let bare = "<face-auth></face-auth>";
    let expected = json!([usual, markup, set, usual, bare, true, "TypeError"]);
    assert_eq!(facts, expected);
    host.leaves_nothing().await
}

async fn what_the_events_tell(browser: Browser) -> Result<()> {
    let script = "import './pkg/element.js';
        import { add } from './element.js';
        import { confirmer, provider, saying } from './harness.js';
        const confirms = (name, ...answers) => ({ confirm: confirmer(name, ...answers) });
        add('failed', { token: saying('FAILED') });
        add('expired', { token: saying('FAILED') }, confirms('expired', { status: 'EXPIRED' }));
        add('canceled', { token: saying('NOTHING') });
        add('broken', {}, { token: provider('broken', new Error('down')) });";
    let host = HostPage::saying(&browser, script).await?;
    host.reaches("canceled", "ready").await?;
    host.call("canceled", "end()").await?;
    for (name, callback) in [
        ("failed", "onFailed"),
        ("expired", "onExpired"),
        ("canceled", "onCanceled"),
    ] {
        let outcome = host.outcome(name).await?;
        assert_eq!(outcome["kind"], name);
        assert_eq!(host.told(name, callback).await?, [outcome]);
    }
    assert_eq!(host.told("canceled", "onReady").await?, [Value::Null]);
    assert_eq!(host.told("failed", "onStatus").await?, ["FAILED"]);
    host.reaches("broken", "retryable").await?;
    let [error] = &host.told("broken", "onError").await?[..] else {
        anyhow::bail!("not one error");
    };
    assert_eq!(error["code"], "token_failed");
    assert_eq!(error["cause"]["message"], "down");
    let calls = host.calls("broken").await?;
    let kinds: Vec<&Value> = calls.iter().map(|(_, value)| &value["type"]).collect();
    assert!(kinds.contains(&&json!("attempt")), "{kinds:?}");
    assert_eq!(browser.eval("return printed").await?, json!([]));
    host.leaves_nothing().await
}

async fn states_for_css(browser: Browser) -> Result<()> {
    let script = "import './pkg/element.js';
        import { add } from './element.js';
        import { saying } from './harness.js';
        const element = add('main');
        const names = ['waiting', 'starting', 'loading', 'ready', 'settled', 'approved', 'error'];
        window.known = () => names.filter((name) => element.matches(`:state(${name})`));
        window.first = known();
        window.begin = () => { element.token = saying('NOTHING') };";
    let host = HostPage::saying(&browser, script).await?;
    if browser
        .eval("return CSS.supports('selector(:state(a))')")
        .await?
        != true
    {
        println!("skipped: this browser has no :state()");
        return Ok(());
    }
    assert_eq!(host.until("window.first").await?, json!(["waiting"]));
    browser.eval("begin()").await?;
    host.reaches("main", "ready").await?;
    assert_eq!(browser.eval("return known()").await?, json!(["ready"]));
    browser.press("#main", "#approve").await?;
    host.outcome("main").await?;
    let known = browser.eval("return known()").await?;
    assert_eq!(known, json!(["settled", "approved"]));
    host.leaves_nothing().await
}

/// A page that the browser renders ahead may never be looked at.
async fn not_before_the_page_is_seen(browser: Browser) -> Result<()> {
    let script = "import './pkg/element.js';
        import { add, pause } from './element.js';
        import { provider, saying } from './harness.js';
        Object.defineProperty(document, 'prerendering', { value: true, configurable: true });
        add('main', {}, { token: provider('main', saying('NOTHING')) });
        await pause();
        window.before = requests.main.length;
        delete document.prerendering;
        document.dispatchEvent(new Event('prerenderingchange'));";
    let host = HostPage::saying(&browser, script).await?;
    host.reaches("main", "ready").await?;
    assert_eq!(browser.eval("return before").await?, 0);
    host.leaves_nothing().await
}

async fn removal_leaves_nothing(browser: Browser) -> Result<()> {
    let script = "import './pkg/element.js';
        import { add, pause } from './element.js';
        import { never, provider, saying } from './harness.js';
        const elements = [
          add('ready', { token: saying('NOTHING') }),
          add('asking', {}, { token: provider('asking', never) }),
          add('dialog', { token: saying('NOTHING'), mode: 'modal' }),
          add('waiting'),
        ];
        window.remove = async () => {
          const promises = elements.map(({ session }) => session?.outcome);
          for (const element of elements) element.remove();
          const outcomes = await Promise.all(promises);
          await pause();
          return [outcomes.map((outcome) => outcome?.kind ?? null),
            elements.map(({ session, value, shadowRoot }) =>
              [session, value, shadowRoot.querySelector('.widget').childElementCount])];
        };";
    let host = HostPage::saying(&browser, script).await?;
    host.reaches("ready", "ready").await?;
    host.reaches("dialog", "ready").await?;
    let (kinds, left): (Value, Vec<Value>) =
        serde_json::from_value(browser.eval("return remove()").await?)?;
    assert_eq!(kinds, json!(["unmounted", "unmounted", "unmounted", null]));
    assert_eq!(
        left,
        [
            json!([null, "", 0]),
            json!([null, "", 0]),
            json!([null, "", 0]),
            json!([null, "", 0])
        ]
    );
    host.leaves_nothing().await
}

/// An element that is gone is gone, whatever its functions hold. The very first is not counted: in
/// Chromium, what the first call of a WebAssembly module came from stays for a while.
async fn nothing_is_kept_in_memory(browser: Browser) -> Result<()> {
    let script = "import './pkg/element.js';
        import { pause } from './element.js';
        import { given } from './harness.js';
        const live = async (mode, words = 'NOTHING', until = 'ready') => {
          const element = document.createElement('face-auth');
          const token = async () => (element.isConnected ? `${words}.1` : '');
          const ready = new Promise((resolve) => {
            element.addEventListener(until, () => resolve());
          });
          document.body.append(Object.assign(element, { mode, token, frameUrl: given.sayingUrl }));
          await ready;
          element.remove();
          return [new WeakRef(element), new WeakRef(token)];
        };
        await live('inline');
        const kept = [];
        for (const mode of ['inline', 'modal', 'inline']) kept.push(...(await live(mode)));
        kept.push(...(await live('inline', 'APPROVED', 'approved')));
        for (let i = 0; i < 20 && window.gc; i++) {
          gc();
          await pause();
        }
        window.left = [kept.filter((one) => one.deref()).length];";
    let host = HostPage::saying(&browser, script).await?;
    let left = host.until("window.left").await?;
    if browser.eval("return typeof window.gc").await? == "function" {
        assert_eq!(left, json!([0]));
    } else {
        println!("skipped in {}: it has no gc()", browser.engine());
    }
    host.leaves_nothing().await
}
