//! `<face-auth>` where pages put it, take it away, put it elsewhere, and set it anew: nobody pays for
//! a session that no one asked for.

use anyhow::Result;
use face_auth_e2e::{Browser, Engine, in_one_browser};
use serde_json::{Value, json};

use crate::host::HostPage;

in_one_browser! {
    element_moving: [
        moved_by_move_before,
        moved_before_there_is_a_frame,
        moved_with_its_frame,
        a_dialog_that_is_moved,
        put_in_and_out_at_once,
        taken_away_and_put_back_later,
        an_outcome_stays,
        tokens_taken_back,
        into_another_document,
        cloned,
        functions_that_change,
        tokens_that_change,
        what_holds_for_the_next_session,
    ]
}

const IMPORTS: &str = "import './pkg/element.js';
    import { add, answering, create, pause } from './element.js';
    import { confirmer, given, later, never, provider, saying } from './harness.js';
    window.pause = pause;
    ";

async fn open<'a>(browser: &'a Browser, script: &str) -> Result<HostPage<'a>> {
    HostPage::saying(browser, &format!("{IMPORTS}{script}")).await
}

/// How often each token provider was asked.
async fn asked(host: &HostPage<'_>, name: &str) -> Result<usize> {
    Ok(host.asked("requests", name, "attempt").await?.len())
}

/// What the browser itself moves lives on, its frame included; where it does not (Firefox moves the
/// nodes, but loads frames in a shadow tree anew), it is as with any other move.
async fn moved_by_move_before(browser: Browser) -> Result<()> {
    let script = "const element = add('main', {}, { token: provider('main', saying('NOTHING')) });
        const place = document.body.appendChild(document.createElement('section'));
        window.move = () => place.moveBefore(element, null);
        window.frame = () => element.shadowRoot.querySelector('.widget > *').shadowRoot.querySelector('iframe');
        const probe = document.body.appendChild(document.createElement('section'));
        probe.attachShadow({ mode: 'open' }).append(document.createElement('iframe'));
        const window_ = () => probe.shadowRoot.firstChild.contentWindow;
        window.keepsFrames = () => {
          const before = window_();
          place.moveBefore(probe, null);
          const kept = window_() === before;
          probe.remove();
          return kept;
        };";
    let host = open(&browser, script).await?;
    if browser
        .eval("return 'moveBefore' in Element.prototype")
        .await?
        != true
    {
        println!("skipped in {}: it has no moveBefore()", browser.engine());
        return Ok(());
    }
    host.reaches("main", "ready").await?;
    let keeps = browser.eval("return keepsFrames()").await? == true;
    assert_eq!(keeps, browser.engine() == Engine::Chromium);
    browser
        .eval("window.before = frame().contentWindow; move()")
        .await?;
    if keeps {
        let same = "return before === frame().contentWindow";
        assert_eq!(browser.eval(same).await?, true);
        browser.press("#main", "#approve").await?;
        assert_eq!(host.outcome("main").await?["kind"], "approved");
        assert_eq!(host.told("main", "onError").await?, [] as [Value; 0]);
    } else {
        host.reaches("main", "retryable").await?;
    }
    assert_eq!(asked(&host, "main").await?, 1);
    host.leaves_nothing().await
}

async fn moved_before_there_is_a_frame(browser: Browser) -> Result<()> {
    let script = "let answer;
        const asked = provider('main', () => new Promise((resolve) => { answer = resolve }));
        const element = add('main', {}, { token: asked });
        window.go = () => {
          const place = document.body.appendChild(document.createElement('section'));
          place.append(element);
          answer(saying('APPROVED'));
        };";
    let host = open(&browser, script).await?;
    host.until("requests.main?.length === 1").await?;
    browser.eval("go()").await?;
    assert_eq!(host.outcome("main").await?["kind"], "approved");
    assert_eq!(asked(&host, "main").await?, 1);
    assert_eq!(host.told("main", "onError").await?, [] as [Value; 0]);
    host.leaves_nothing().await
}

/// The browser loads a frame that is moved anew: what the person did in it is lost. So they are asked
/// whether to try again.
async fn moved_with_its_frame(browser: Browser) -> Result<()> {
    let script = "const element = add('main', {},
          { token: provider('main', saying('NOTHING'), saying('APPROVED')) });
        window.go = () => document.body.appendChild(document.createElement('section')).append(element);";
    let host = open(&browser, script).await?;
    host.reaches("main", "ready").await?;
    browser.eval("go()").await?;
    host.reaches("main", "retryable").await?;
    assert_eq!(
        host.told("main", "onError").await?[0]["code"],
        "frame_removed"
    );
    assert_eq!(asked(&host, "main").await?, 1);
    host.call("main", "retry()").await?;
    assert_eq!(host.outcome("main").await?["kind"], "approved");
    assert_eq!(asked(&host, "main").await?, 2);
    host.leaves_nothing().await
}

async fn a_dialog_that_is_moved(browser: Browser) -> Result<()> {
    let script = "const element = add('main', { mode: 'modal' },
          { token: provider('main', never) });
        window.dialog = () => element.shadowRoot.querySelector('.widget > *').shadowRoot.querySelector('dialog');
        window.go = () => document.body.appendChild(document.createElement('section')).append(element);";
    let host = open(&browser, script).await?;
    host.until("requests.main?.length === 1").await?;
    browser.eval("go()").await?;
    assert_eq!(
        browser
            .eval("return [dialog().open, dialog().matches(':modal')]")
            .await?,
        json!([true, true])
    );
    assert_eq!(host.state("main").await?, "starting");
    assert_eq!(asked(&host, "main").await?, 1);
    host.leaves_nothing().await
}

/// As frameworks do that try out whether a component can be taken away and put back.
async fn put_in_and_out_at_once(browser: Browser) -> Result<()> {
    let script =
        "const twice = create('twice', {}, { token: provider('twice', saying('NOTHING')) });
        document.body.append(twice);
        twice.remove();
        document.body.append(twice);
        const out = create('out', {}, { token: provider('out', saying('NOTHING')) });
        document.body.append(out);
        out.remove();
        const late = add('late', {}, { token: provider('late', saying('NOTHING')) });
        window.again = () => {
          late.remove();
          document.body.append(late);
        };";
    let host = open(&browser, script).await?;
    host.reaches("twice", "ready").await?;
    host.until("requests.late?.length === 1").await?;
    browser.eval("return pause()").await?;
    for (name, times) in [("twice", 1), ("out", 0), ("late", 1)] {
        assert_eq!(asked(&host, name).await?, times, "{name}");
    }
    browser.eval("again(); return pause()").await?;
    assert_eq!(asked(&host, "late").await?, 1);
    host.leaves_nothing().await
}

async fn taken_away_and_put_back_later(browser: Browser) -> Result<()> {
    let script = "const element = add('main', {},
          { token: provider('main', saying('NOTHING'), saying('APPROVED')) });
        window.out = async () => {
          const { session } = element;
          element.remove();
          const { kind } = await session.outcome;
          await pause();
          return [kind, element.session, requests.main.length];
        };
        window.back = () => document.body.append(element);";
    let host = open(&browser, script).await?;
    host.reaches("main", "ready").await?;
    let out = browser.eval("return out()").await?;
    assert_eq!(out, json!(["unmounted", null, 1]));
    browser.eval("back()").await?;
    assert_eq!(host.outcome("main").await?["kind"], "approved");
    assert_eq!(asked(&host, "main").await?, 2);
    host.leaves_nothing().await
}

async fn into_another_document(browser: Browser) -> Result<()> {
    let script = "const frame = document.createElement('iframe');
        document.body.append(frame);
        const element = add('main', {},
          { token: provider('main', saying('NOTHING'), saying('APPROVED')) });
        window.go = () => frame.contentDocument.body.append(element);
        window.styled = () => getComputedStyle(element).display;
        window.gone = async () => { frame.remove(); await pause(); };";
    let host = open(&browser, script).await?;
    host.reaches("main", "ready").await?;
    browser.eval("go()").await?;
    assert_eq!(host.outcome("main").await?["kind"], "approved");
    assert_eq!(browser.eval("return styled()").await?, "block");
    assert_eq!(asked(&host, "main").await?, 2);
    browser.eval("return gone()").await?;
    host.leaves_nothing().await
}

/// A copy has what the markup has, and a session of its own.
async fn cloned(browser: Browser) -> Result<()> {
    let script = "import { watch } from './element.js';
        const first = add('first', { 'token-url': answering({ token: saying('NOTHING') }), name: 'a' });
        const copy = first.cloneNode(true);
        copy.id = 'copy';
        copy.frameUrl = given.sayingUrl;
        document.body.append(watch(copy, 'copy'));
        const lone = create('lone', { token: saying('NOTHING') }).cloneNode(true);
        window.facts = [copy.name, copy.tokenUrl === first.tokenUrl, lone.outerHTML];";
    let host = open(&browser, script).await?;
    for name in ["first", "copy"] {
        host.reaches(name, "ready").await?;
    }
    let facts = json!(["a", true, "<face-auth id=\"lone\"></face-auth>"]);
    assert_eq!(browser.eval("return facts").await?, facts);
    host.leaves_nothing().await
}

/// Templates make new functions with every rendering. The latest is asked, and none begins anything.
async fn functions_that_change(browser: Browser) -> Result<()> {
    let script = "const render = (n, ...answers) => Object.assign(element, {
          token: provider(`token${n}`, ...answers),
          confirm: confirmer(`confirm${n}`, { status: 'SUCCESS' }),
        });
        const element = create('main');
        render(1, saying('NOTHING'));
        render(2, saying('NOTHING'));
        document.body.append(element);
        render(3, new Error('down'));
        window.render = render;
        window.again = (n) => render(n, saying('APPROVED'));";
    let host = open(&browser, script).await?;
    host.reaches("main", "retryable").await?;
    browser.eval("again(4); return pause()").await?;
    assert_eq!(host.state("main").await?, "retryable");
    host.call("main", "retry()").await?;
    host.outcome("main").await?;
    browser.eval("again(5); return pause()").await?;
    assert_eq!(host.state("main").await?, "settled");
    for (n, times) in [(1, 0), (2, 0), (3, 1), (4, 1), (5, 0)] {
        assert_eq!(asked(&host, &format!("token{n}")).await?, times, "{n}");
    }
    let questions = host.asked("questions", "confirm4", "status").await?;
    assert_eq!(questions, ["APPROVED"]);
    host.leaves_nothing().await
}

/// Another token is another session; the same one again is not.
async fn tokens_that_change(browser: Browser) -> Result<()> {
    let script = "const first = saying('NOTHING');
        const element = add('main', { token: first });
        window.same = () => { element.token = first; };
        window.grant = () => { element.token = { token: first, lifetime: 900 }; };
        window.other = () => { element.setAttribute('token', saying('APPROVED')); };
        window.session = () => element.session;
        window.restart = () => { try { element.restart() } catch ({ code }) { return code } };";
    let host = open(&browser, script).await?;
    host.reaches("main", "ready").await?;
    browser.eval("window.before = session()").await?;
    browser.eval("same(); return pause()").await?;
    browser.eval("grant(); return pause()").await?;
    assert_eq!(browser.eval("return session() === before").await?, true);
    assert_eq!(browser.eval("return restart()").await?, "invalid_state");
    browser.eval("other()").await?;
    assert_eq!(host.outcome("main").await?["kind"], "approved");
    assert_eq!(browser.eval("return before.state").await?, "unmounted");
    // Each is good for one session, however many there have been since.
    browser.eval("same(); return pause()").await?;
    assert_eq!(host.state("main").await?, Value::Null);
    assert_eq!(browser.eval("return restart()").await?, "invalid_state");
    host.leaves_nothing().await
}

/// Without a source there is no session; what has been decided stays.
async fn tokens_taken_back(browser: Browser) -> Result<()> {
    let script = "const running = add('running', {}, { token: provider('running', never) });
        const done = add('done', {}, { token: saying('APPROVED') });
        window.take = () => { running.token = null; done.token = null; };
        window.values = () => [running.session, done.value];";
    let host = open(&browser, script).await?;
    host.until("requests.running?.length === 1").await?;
    host.outcome("done").await?;
    browser.eval("take(); return pause()").await?;
    let values = browser.eval("return values()").await?;
    assert_eq!(values, json!([null, "approved"]));
    host.leaves_nothing().await
}

/// As in tabs, and in frameworks that keep what they take out of the page.
async fn an_outcome_stays(browser: Browser) -> Result<()> {
    let script = "const element = add('main', {},
          { token: provider('main', saying('APPROVED'), saying('APPROVED')) });
        window.go = async () => {
          element.remove();
          await pause();
          const value = element.value;
          document.body.append(element);
          await pause();
          return [value, element.value, element.session,
            element.shadowRoot.querySelector('.place').innerText.trim()];
        };
        window.restart = () => element.restart();";
    let host = open(&browser, script).await?;
    host.outcome("main").await?;
    let values = browser.eval("return go()").await?;
    assert_eq!(
        values,
        json!(["approved", "approved", null, "The face check is done"])
    );
    assert_eq!(asked(&host, "main").await?, 1);
    browser.eval("restart()").await?;
    host.until("told.filter(({ callback }) => callback === 'onApproved').length === 2")
        .await?;
    assert_eq!(asked(&host, "main").await?, 2);
    host.leaves_nothing().await
}

async fn what_holds_for_the_next_session(browser: Browser) -> Result<()> {
    let script = "const element = add('main', {},
          { token: provider('main', saying('NOTHING'), saying('NOTHING')) });
        window.change = () => Object.assign(element, { mode: 'modal', locale: 'fr', maxAttempts: 1,
          messages: { title: 'Visage' } });
        window.dialog = () => element.shadowRoot.querySelector('.widget > *')?.shadowRoot.querySelector('dialog');
        window.restart = () => element.restart();";
    let host = open(&browser, script).await?;
    host.reaches("main", "ready").await?;
    browser.eval("change(); return pause()").await?;
    assert_eq!(host.state("main").await?, "ready");
    assert_eq!(browser.eval("return dialog()").await?, Value::Null);
    browser.eval("restart()").await?;
    browser.until("dialog()?.open").await?;
    host.reaches("main", "ready").await?;
    let title = browser.eval("return dialog().ariaLabel").await?;
    assert_eq!(title, "Visage");
    assert_eq!(
        host.asked("requests", "main", "locale").await?,
        [Value::Null, json!("fr")]
    );
    host.leaves_nothing().await
}
