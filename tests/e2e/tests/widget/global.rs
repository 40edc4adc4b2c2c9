//! The package as one classic script, in pages of every kind.

use std::fs;

use anyhow::{Context, Result};
use face_auth_e2e::{Browser, File, Pages, in_one_browser, package_dir, strict_policy};
use serde_json::json;
use tempfile::TempDir;

in_one_browser! {
    in_pages_of_every_kind: [
        plain,
        deferred,
        asynchronous,
        from_a_page_of_windows_1252,
        from_a_page_of_shift_jis,
        from_a_page_of_utf_16,
        from_a_file,
        under_a_strict_policy,
    ]
    from_elsewhere: [
        of_the_same_origin_with_integrity,
        of_another_origin_with_integrity,
        with_a_wrong_integrity,
        included_twice,
        beside_an_element_of_its_name,
        beside_a_variable_of_its_name,
        after_a_module,
        nothing_but_the_registration,
    ]
}

const SCRIPT: &str = "/pkg/face-auth-widget.global.js";
const JAVASCRIPT: &str = "text/javascript";
const WATCH: &str = include_str!("../../pages/watch.js");
const BEGIN: &str = include_str!("../../pages/global.js");

async fn plain(browser: Browser) -> Result<()> {
    let head = format!("<meta charset=utf-8>{}", script(SCRIPT, ""));
    works(&browser, "text/html", page(&head, "").into(), &[]).await
}

async fn deferred(browser: Browser) -> Result<()> {
    let head = format!("<meta charset=utf-8>{}", script(SCRIPT, "defer"));
    works(&browser, "text/html", page(&head, "").into(), &[]).await
}

async fn asynchronous(browser: Browser) -> Result<()> {
    let head = format!("<meta charset=utf-8>{}", script(SCRIPT, "async"));
    works(&browser, "text/html", page(&head, "").into(), &[]).await
}

async fn from_a_page_of_windows_1252(browser: Browser) -> Result<()> {
    let page = page("", &script(SCRIPT, ""));
    works(
        &browser,
        "text/html; charset=windows-1252",
        page.into(),
        &[],
    )
    .await
}

async fn from_a_page_of_shift_jis(browser: Browser) -> Result<()> {
    let page = page("<meta charset=shift_jis>", &script(SCRIPT, ""));
    works(&browser, "text/html", page.into(), &[]).await
}

/// The one charset that would spoil even a script of ASCII: there the byte order mark decides.
async fn from_a_page_of_utf_16(browser: Browser) -> Result<()> {
    let page = page("", &script(SCRIPT, ""));
    // The page's own scripts have no such mark.
    let page = page.replace("<script src=\"/", "<script charset=utf-8 src=\"/");
    let page = page.replace(
        &format!("charset=utf-8 src=\"{SCRIPT}"),
        &format!("src=\"{SCRIPT}"),
    );
    let units = format!("\u{feff}{page}");
    let bytes = units.encode_utf16().flat_map(u16::to_le_bytes).collect();
    works(&browser, "text/html", bytes, &[]).await
}

async fn from_a_file(browser: Browser) -> Result<()> {
    let folder = TempDir::new()?;
    let name = SCRIPT.rsplit('/').next().context("a name")?;
    fs::copy(package_dir()?.join(name), folder.path().join(name))?;
    fs::write(folder.path().join("watch.js"), WATCH)?;
    fs::write(folder.path().join("begin.js"), BEGIN)?;
    // As the README says for such pages.
    let snippet = snippet(name)?
        .replace("crossorigin=\"anonymous\"", "")
        .replace(&format!("integrity=\"{}\"", integrity()?), "");
    let page = page(&format!("<meta charset=utf-8>{snippet}"), "")
        .replace("/watch.js", "watch.js")
        .replace("/begin.js", "begin.js");
    let file = folder.path().join("page.html");
    fs::write(&file, page)?;

    let pages = Pages::hostile().await?;
    let frame = frame(&pages);
    browser
        .open(&format!("file://{}?frame={frame}", file.display()))
        .await?;
    approves(&browser).await
}

async fn under_a_strict_policy(browser: Browser) -> Result<()> {
    let page = page("<meta charset=utf-8>", &script(SCRIPT, ""));
    let policy = strict_policy("http://127.0.0.1:*");
    let headers = [("content-security-policy", policy.as_str())];
    works(&browser, "text/html", page.into(), &headers).await
}

/// As the package's README has it.
async fn of_the_same_origin_with_integrity(browser: Browser) -> Result<()> {
    let page = page(&format!("<meta charset=utf-8>{}", snippet(SCRIPT)?), "");
    works(&browser, "text/html", page.into(), &[]).await
}

/// With the integrity that the package's README gives.
async fn of_another_origin_with_integrity(browser: Browser) -> Result<()> {
    let _servers = open_from_elsewhere(&browser, &integrity()?).await?;
    approves(&browser).await
}

/// The browser does not run it; the page is otherwise as it was.
async fn with_a_wrong_integrity(browser: Browser) -> Result<()> {
    let wrong = format!("sha384-{}", "A".repeat(64));
    let _servers = open_from_elsewhere(&browser, &wrong).await?;
    browser.until("window.refused").await?;
    let left = "return [typeof FaceAuth, customElements.get('face-auth') ?? null, faults]";
    assert_eq!(browser.eval(left).await?, json!(["undefined", null, []]));
    Ok(())
}

async fn included_twice(browser: Browser) -> Result<()> {
    let copies = ["?1", "?2"].map(|copy| script(&format!("{SCRIPT}{copy}"), ""));
    let between = "<script>window.first = FaceAuth</script>";
    let page = page("<meta charset=utf-8>", &copies.join(between));
    works(&browser, "text/html", page.into(), &[]).await?;
    assert_eq!(browser.eval("return first === FaceAuth").await?, true);
    Ok(())
}

/// Such an element answers to `window.FaceAuth` until there is something else.
async fn beside_an_element_of_its_name(browser: Browser) -> Result<()> {
    let body = format!("<p id=FaceAuth></p>{}", script(SCRIPT, ""));
    let page = page("<meta charset=utf-8>", &body);
    works(&browser, "text/html", page.into(), &[]).await
}

/// The page's own variable stays, and the console says why there is nothing else; of a second copy it
/// says nothing.
async fn beside_a_variable_of_its_name(browser: Browser) -> Result<()> {
    let head = "<script>
        window.warnings = [];
        console.warn = (...words) => warnings.push(words.join(' '));
    </script>";
    let [first, second] = ["?1", "?2"].map(|copy| script(&format!("{SCRIPT}{copy}"), ""));
    let taken = "<script>window.FaceAuth = { own: true }</script>";
    let left = "return [FaceAuth.own ?? false, !!customElements.get('face-auth'), faults]";
    for (before, own, warnings) in [(taken, true, 2), ("", false, 0)] {
        let html = format!(
            "<!doctype html><meta charset=utf-8><title>A page</title><script src=\"/watch.js\"></script>\
             {head}{before}{first}{second}<script>window.done = true</script>"
        );
        let pages = serve("text/html", html.into(), &[]).await?;
        browser.open(&pages.origin()).await?;
        browser.until("window.done").await?;
        assert_eq!(browser.eval(left).await?, json!([own, true, []]));
        let said = browser.eval("return warnings").await?;
        assert_eq!(said.as_array().map(Vec::len), Some(warnings), "{said}");
        assert!(
            warnings == 0 || said[0].to_string().contains("Rename"),
            "{said}"
        );
    }
    Ok(())
}

/// The class is the one that the page's elements have.
async fn after_a_module(browser: Browser) -> Result<()> {
    let html = format!(
        "<!doctype html><meta charset=utf-8><title>A page</title><script src=\"/watch.js\"></script>\
         <script type=module>
            import {{ FaceAuthElement }} from '/pkg/element.js';
            window.registered = FaceAuthElement;
            const copy = document.createElement('script');
            copy.src = '{SCRIPT}';
            document.head.append(copy);
         </script>"
    );
    let pages = serve("text/html", html.into(), &[]).await?;
    browser.open(&pages.origin()).await?;
    browser.until("window.FaceAuth").await?;
    let same = "return [FaceAuth.FaceAuthElement === window.registered, faults]";
    assert_eq!(browser.eval(same).await?, json!([true, []]));
    Ok(())
}

async fn nothing_but_the_registration(browser: Browser) -> Result<()> {
    let html = format!(
        "<!doctype html><meta charset=utf-8><title>A page</title><script src=\"/watch.js\"></script>{}",
        script(SCRIPT, "")
    );
    let pages = serve("text/html", html.into(), &[]).await?;
    browser.open(&pages.origin()).await?;
    browser.until("window.FaceAuth").await?;
    let done = "return [
        compiled,
        document.querySelectorAll('*').length,
        performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)
            .filter((path) => path !== '/favicon.ico'),
        Object.keys(FaceAuth),
        customElements.get('face-auth') === FaceAuth.FaceAuthElement,
        faults,
    ]";
    let names = ["mount", "preload", "FaceAuthError", "FaceAuthElement"];
    // html, head, meta, title, two scripts, body.
    let expected = json!([0, 7, ["/watch.js", SCRIPT], names, true, []]);
    assert_eq!(browser.eval(done).await?, expected);
    Ok(())
}

/// Opens a page that loads the script from another origin, and keeps whether the browser refused it.
/// The servers of both are to be kept as long.
async fn open_from_elsewhere(browser: &Browser, integrity: &str) -> Result<[Pages; 2]> {
    let elsewhere = Pages::files(vec![], &[]).await?;
    let source = format!(
        "{}{}",
        elsewhere.foreign_origin(),
        SCRIPT.replace("pkg", "shared")
    );
    let attributes = format!(
        "integrity=\"{integrity}\" crossorigin=\"anonymous\" onerror=\"window.refused = true\""
    );
    let page = page("<meta charset=utf-8>", &script(&source, &attributes));
    let pages = serve("text/html", page.into(), &[]).await?;
    open(browser, &pages).await?;
    Ok([pages, elsewhere])
}

/// The page's session ends well, its panel came, and nothing went wrong.
async fn works(
    browser: &Browser,
    kind: &'static str,
    page: Vec<u8>,
    headers: &[(&'static str, &str)],
) -> Result<()> {
    let pages = serve(kind, page, headers).await?;
    open(browser, &pages).await?;
    approves(browser).await
}

async fn approves(browser: &Browser) -> Result<()> {
    assert_eq!(browser.until("window.outcome").await?, "approved");
    assert_ne!(browser.panel("#face").await?, "");
    assert_eq!(browser.eval("return faults").await?, json!([]));
    Ok(())
}

async fn serve(
    kind: &'static str,
    body: Vec<u8>,
    headers: &[(&'static str, &str)],
) -> Result<Pages> {
    let script = |path, text: &str| File {
        path,
        kind: JAVASCRIPT,
        body: text.into(),
    };
    let page = File {
        path: "/",
        kind,
        body,
    };
    let files = vec![page, script("/watch.js", WATCH), script("/begin.js", BEGIN)];
    Pages::files(files, headers).await
}

async fn open(browser: &Browser, pages: &Pages) -> Result<()> {
    let address = format!("{}/?frame={}", pages.origin(), frame(pages));
    browser.open(&address).await
}

/// A frame that says what its token tells it to.
fn frame(pages: &Pages) -> String {
    format!("{}/vendor/", pages.foreign_origin())
}

/// The element that the package's README gives, with this address.
fn snippet(source: &str) -> Result<String> {
    let readme = readme()?;
    let (_, rest) = readme
        .split_once("<script\n  src=\"")
        .context("the README has no such script")?;
    let (_, rest) = rest.split_once('"').context("an address")?;
    let (attributes, _) = rest.split_once("</script>").context("an end")?;
    Ok(format!("<script src=\"{source}\"{attributes}</script>"))
}

fn integrity() -> Result<String> {
    let readme = readme()?;
    let integrity = readme.split('"').find(|part| part.starts_with("sha384-"));
    Ok(integrity
        .context("the README names no integrity")?
        .to_owned())
}

fn readme() -> Result<String> {
    Ok(fs::read_to_string(package_dir()?.join("README.md"))?)
}

fn script(source: &str, attributes: &str) -> String {
    format!("<script src=\"{source}\" {attributes}></script>")
}

/// A page that mounts a widget, with this in its head and this before the script that does.
fn page(head: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=en>{head}<title>A page</title>\
         <script src=\"/watch.js\"></script><div id=face></div>{body}\
         <script src=\"/begin.js\"></script></html>"
    )
}
