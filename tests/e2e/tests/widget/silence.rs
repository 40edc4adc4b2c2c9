//! A frame that loads and then says nothing for long: an error page cannot be told from the
//! vendor's, so the person is asked.

use anyhow::Result;
use face_auth_e2e::{Browser, for_each_engine};
use serde_json::{Value, json};

use crate::host::{HostPage, NODE};

for_each_engine!(loaded_again_after_a_long_silence);

async fn loaded_again_after_a_long_silence(browser: Browser) -> Result<()> {
    // A wait of more than a minute passes at once, the first time.
    let script = "import { given, provider, saying, start } from './harness.js';
        const { setTimeout } = window;
        let hurried = true;
        window.setTimeout = (act, ms, ...rest) => {
          const long = ms > 60_000;
          const wait = long && hurried ? 50 : ms;
          if (long) hurried = false;
          return setTimeout(act, wait, ...rest);
        };
        const frame = () => document.querySelector('#face > *').shadowRoot.querySelector('iframe');
        window.shown = [];
        start('main', '#face', {
          frameUrl: given.sayingUrl,
          token: provider('main', () => saying('NOTHING')),
          onReady: () => shown.push(frame()),
        });";
    let host = HostPage::saying(&browser, script).await?;
    browser.shows(NODE, "Nothing to see here?").await?;
    assert_eq!(host.state("main").await?, "ready");

    browser.choose_button(NODE, "Load again").await?;
    browser.until("shown.length === 2").await?;
    let frames = "return [shown[0] !== shown[1], shown[0].isConnected, shown[1].isConnected]";
    assert_eq!(browser.eval(frames).await?, json!([true, false, true]));
    // The same session of the vendor's: none is paid for, and no attempt is lost.
    assert_eq!(host.asked("requests", "main", "attempt").await?, [1]);
    assert_eq!(host.events("main", "attempt").await?, [] as [Value; 0]);

    browser.press(NODE, "#approve").await?;
    let outcome = host.outcome("main").await?;
    assert_eq!(outcome["kind"], "approved");
    assert_eq!(outcome["attempts"], 1);
    host.leaves_nothing().await
}
