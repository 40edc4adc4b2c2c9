//! The entry for those who serve the modules as files.

use anyhow::Result;
use face_auth_e2e::{Browser, Serving, in_one_browser};
use serde_json::{Value, json};

use crate::host::HostPage;

in_one_browser! {
    loads: [
        compiled_while_it_arrives,
        of_a_server_that_does_not_know_the_type,
        loaded_once,
        loaded_by_the_second,
        loaded_again_after_a_failure,
        from_everything_that_can_hold_a_module,
        the_panel_as_a_file,
        the_panel_as_a_script,
        a_panel_that_cannot_be_had,
        sources_that_are_not_needed,
        preload_waits,
    ]
    says_what_to_do: [
        mounted_before_it_is_loaded,
        the_file_is_missing,
        an_index_page_in_its_place,
        kept_out_by_the_policy,
        of_another_version,
        no_source_at_all,
        no_webassembly_allowed,
    ]
}

/// What a page needs to load and mount; `mountOne` mounts a widget whose frame approves at once.
const PREPARE: &str = "import { given, listen, plain, saying, thrown } from './harness.js';
    import { FaceAuthError, load, mount, preload } from './pkg/external.js';
    const WIDGET = './pkg/face-auth-widget.wasm';
    const PANEL = './pkg/face-auth-widget-panel.wasm';
    const options = () => ({ token: saying('APPROVED'), frameUrl: given.sayingUrl });
    const mountOne = (from = mount) => from('#face', options()).outcome.then(({ kind }) => {
      window.outcome = kind;
    });
    const failure = (attempt) => attempt.then(() => null, plain);
    window.streamed = 0;
    const { compileStreaming } = WebAssembly;
    WebAssembly.compileStreaming = (answer) => {
      window.streamed += 1;
      return compileStreaming(answer);
    };
    ";

async fn compiled_while_it_arrives(browser: Browser) -> Result<()> {
    let host = run(&browser, "await load(WIDGET); mountOne();").await?;
    approves(&host).await?;
    assert_eq!(requests(&browser, "face-auth-widget.wasm").await?, 1);
    assert_eq!(browser.eval("return streamed").await?, 1);
    Ok(())
}

async fn of_a_server_that_does_not_know_the_type(browser: Browser) -> Result<()> {
    let script = "await load('./untyped/face-auth-widget.wasm'); mountOne();";
    let host = run(&browser, script).await?;
    approves(&host).await?;
    assert_eq!(requests(&browser, "face-auth-widget.wasm").await?, 1);
    assert_eq!(browser.eval("return streamed").await?, 0);
    Ok(())
}

async fn loaded_once(browser: Browser) -> Result<()> {
    let script = "await Promise.all([load(WIDGET), load(WIDGET)]);
        await load(WIDGET);
        mountOne();";
    let host = run(&browser, script).await?;
    approves(&host).await?;
    assert_eq!(requests(&browser, "face-auth-widget.wasm").await?, 1);
    Ok(())
}

/// Of two at the same time, each is tried until one succeeds.
async fn loaded_by_the_second(browser: Browser) -> Result<()> {
    let script = "const spent = await fetch(WIDGET);
        await spent.arrayBuffer();
        const [first] = await Promise.all([failure(load(spent)), load(WIDGET)]);
        window.first = first;
        mountOne();";
    let host = run(&browser, script).await?;
    approves(&host).await?;
    assert_eq!(browser.eval("return first.code").await?, "wasm_unavailable");
    Ok(())
}

async fn loaded_again_after_a_failure(browser: Browser) -> Result<()> {
    let script = "const missing = './pkg/missing.wasm';
        window.failures = await Promise.all([failure(load(missing)), failure(load(missing))]);
        await load(WIDGET);
        mountOne();";
    let host = run(&browser, script).await?;
    approves(&host).await?;
    assert_eq!(requests(&browser, "missing.wasm").await?, 2);
    let codes = "return failures.map(({ code }) => code)";
    assert_eq!(
        browser.eval(codes).await?,
        json!(["wasm_unavailable", "wasm_unavailable"])
    );
    Ok(())
}

/// Each by a copy of the entry of its own.
async fn from_everything_that_can_hold_a_module(browser: Browser) -> Result<()> {
    let script = "const answer = () => fetch(WIDGET);
        const bytes = async () => (await answer()).arrayBuffer();
        const sources = [
          new URL(WIDGET, location.href),
          new Request(WIDGET),
          await answer(),
          answer(),
          await bytes(),
          new Uint8Array(await bytes()),
          await WebAssembly.compile(await bytes()),
          bytes(),
        ];
        const outcomes = [];
        for (const [copy, source] of sources.entries()) {
          const external = await import(`./pkg/external.js?${copy}`);
          await external.load(source);
          const { kind } = await external.mount('#face', options()).outcome;
          outcomes.push(kind);
        }
        window.outcomes = outcomes;";
    let host = run(&browser, script).await?;
    let outcomes = host.until("window.outcomes").await?;
    assert_eq!(outcomes, json!(vec!["approved"; 8]));
    host.has_no_faults().await
}

async fn the_panel_as_a_file(browser: Browser) -> Result<()> {
    let script = "await load(WIDGET, PANEL);
        window.before = performance.getEntriesByType('resource')
          .filter(({ name }) => name.includes('panel')).length;
        mountOne();";
    let host = run(&browser, script).await?;
    approves(&host).await?;
    browser.until("streamed === 2").await?;
    assert_eq!(browser.eval("return before").await?, 0);
    assert_eq!(requests(&browser, "face-auth-widget-panel.wasm").await?, 1);
    assert_eq!(requests(&browser, "pkg/panel.js").await?, 0);
    Ok(())
}

async fn the_panel_as_a_script(browser: Browser) -> Result<()> {
    let host = run(&browser, "await load(WIDGET); mountOne();").await?;
    approves(&host).await?;
    assert_eq!(requests(&browser, "pkg/panel.js").await?, 1);
    assert_eq!(requests(&browser, "external/panel.js").await?, 0);
    Ok(())
}

/// The page is told once, and the panel comes as a script: also for a second widget.
async fn a_panel_that_cannot_be_had(browser: Browser) -> Result<()> {
    for (source, words) in [
        ("'./pkg/missing.wasm'", "answered 404"),
        ("WIDGET", "another version"),
        ("Promise.reject(new Error('No fetch.'))", "no fetch"),
    ] {
        let script = format!(
            "window.reported = [];
            window.reportError = (e) => reported.push(plain(e));
            await load(WIDGET, {source});
            const other = document.createElement('div');
            document.body.append(other);
            mount(other, options());
            mountOne();"
        );
        let host = run(&browser, &script).await?;
        approves(&host).await?;
        assert_eq!(requests(&browser, "pkg/panel.js").await?, 1, "{source}");
        let reported = browser.eval("return reported").await?;
        assert_eq!(reported[1], Value::Null, "{reported}");
        assert_eq!(reported[0]["code"], "wasm_unavailable", "{reported}");
        let cause = reported[0]["cause"]["message"].as_str().unwrap_or_default();
        assert!(cause.to_lowercase().contains(words), "{reported}");
    }
    Ok(())
}

/// Nobody is told of a source that fails before it is needed, or is not needed at all.
async fn sources_that_are_not_needed(browser: Browser) -> Result<()> {
    let script = "const fails = () => Promise.reject(new Error('Not needed.'));
        await load(WIDGET, fails());
        await load(fails(), PANEL);
        mountOne();";
    let host = run(&browser, script).await?;
    approves(&host).await
}

async fn preload_waits(browser: Browser) -> Result<()> {
    let script = "const before = await failure(preload());
        load(WIDGET);
        await preload();
        window.hint = document.querySelector('link[rel=preconnect]')?.href;
        window.before = before;";
    let host = run(&browser, script).await?;
    let before = host.until("window.before").await?;
    assert_eq!(before["code"], "wasm_unavailable");
    let hint = browser.eval("return hint").await?;
    assert_eq!(hint, "https://face.authentication.idenfy.com/");
    host.has_no_faults().await
}

async fn mounted_before_it_is_loaded(browser: Browser) -> Result<()> {
    let script = "window.error = thrown(() => mount('#face', options()));";
    is_told(&browser, script, "await load(url)").await
}

async fn the_file_is_missing(browser: Browser) -> Result<()> {
    let script = "window.error = await failure(load('./pkg/missing.wasm?key=1'));";
    is_told(&browser, script, "answered 404").await?;
    let cause = browser.eval("return error.cause.message").await?;
    let cause = cause.as_str().unwrap_or_default();
    assert!(cause.contains("/pkg/missing.wasm."), "{cause}");
    assert!(!cause.contains("key"), "{cause}");
    Ok(())
}

/// As development servers and single page applications answer what they do not know.
async fn an_index_page_in_its_place(browser: Browser) -> Result<()> {
    let script = "window.error = await failure(load('./'));";
    is_told(&browser, script, "answered text/html").await
}

async fn kept_out_by_the_policy(browser: Browser) -> Result<()> {
    let script = "const told = new Promise((done) => listen('securitypolicyviolation', done));
        const elsewhere = `${given.foreign}/shared/face-auth-widget.wasm`;
        const error = await failure(load(elsewhere));
        await told;
        faults.length = 0;
        window.error = error;";
    is_told(&browser, script, "connect-src").await
}

async fn of_another_version(browser: Browser) -> Result<()> {
    is_told(
        &browser,
        "window.error = await failure(load(PANEL));",
        "another version",
    )
    .await
}

async fn no_source_at_all(browser: Browser) -> Result<()> {
    for source in ["", "undefined", "null", "{}", "7"] {
        let script = format!("window.error = await failure(load({source}));");
        is_told(&browser, &script, "the address of the .wasm file").await?;
    }
    Ok(())
}

async fn no_webassembly_allowed(browser: Browser) -> Result<()> {
    const POLICY: &str = "default-src 'none'; script-src 'self'; connect-src 'self'";
    let serving = Serving {
        headers: &[("content-security-policy", POLICY)],
        ..Serving::default()
    };
    let script = format!("{PREPARE} window.error = await failure(load(WIDGET));");
    let host = HostPage::serve(&browser, &script, |_| Ok(json!({})), serving).await?;
    browser.open(&host.pages.origin()).await?;
    let error = host.until("window.error").await?;
    assert_eq!(error["code"], "wasm_unavailable", "{error}");
    let message = error["message"].as_str().unwrap_or_default();
    assert!(message.contains("'wasm-unsafe-eval'"), "{message}");
    assert_ne!(error["cause"], Value::Null);
    Ok(())
}

/// The script leaves an error, whose cause has these words.
async fn is_told(browser: &Browser, script: &str, words: &str) -> Result<()> {
    let host = run(browser, script).await?;
    let error = host.until("window.error").await?;
    assert_eq!(error["ours"], true, "{error}");
    assert_eq!(error["code"], "wasm_unavailable", "{error}");
    let cause = error["cause"]["message"].as_str().unwrap_or_default();
    assert!(cause.contains(words), "{error}");
    assert_eq!(browser.eval("return leftovers()").await?, json!([]));
    host.has_no_faults().await
}

/// Opens a page under a strict policy that does this.
async fn run<'a>(browser: &'a Browser, script: &str) -> Result<HostPage<'a>> {
    HostPage::saying(browser, &format!("{PREPARE}{script}")).await
}

async fn approves(host: &HostPage<'_>) -> Result<()> {
    host.until("window.outcome === 'approved'").await?;
    host.until("document.querySelector('#face > *')?.shadowRoot.querySelector('.card')")
        .await?;
    host.has_no_faults().await
}

/// How often a file was asked for, so far.
async fn requests(browser: &Browser, file: &str) -> Result<u64> {
    let count = format!(
        "return performance.getEntriesByType('resource')
            .filter(({{ name }}) => name.endsWith('{file}')).length"
    );
    Ok(browser.eval(&count).await?.as_u64().unwrap_or_default())
}
