//! The browser engines, and what each has to be told when tests drive it.

use std::fmt;
use std::path::PathBuf;

use anyhow::Result;
use serde_json::{Value, json};

use crate::find::program;

/// A host name that is this machine, but which browsers do not take for a secure context.
pub(crate) const INSECURE_HOST: &str = "insecure.test";

/// A browser engine that speaks WebDriver.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Engine {
    /// Chromium, by chromedriver.
    Chromium,
    /// Firefox, by geckodriver.
    Firefox,
}

/// Quiet, since a browser looks for updates, models and accounts as soon as it runs; without its
/// own sandbox, which does not work for root; with a camera that needs no device and no consent,
/// and with a host that is this machine but no secure context. Flags of the JavaScript engine come
/// beside these: `gc()`, so that tests can see what is left in memory.
const CHROMIUM: [&str; 12] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--disable-sync",
    "--host-resolver-rules=MAP insecure.test 127.0.0.1",
    "--no-first-run",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--window-size=1280,1600",
];

impl Engine {
    /// The executable of its WebDriver server, and what makes it listen on a free port.
    pub(crate) fn driver(self) -> Result<(PathBuf, &'static [&'static str])> {
        match self {
            Self::Chromium => {
                let hint = "apt-get install chromium-driver";
                let names = &["chromedriver"];
                Ok((
                    program("FACE_AUTH_CHROMEDRIVER", names, hint)?,
                    &["--port=0"],
                ))
            }
            Self::Firefox => {
                let hint = "cargo install geckodriver";
                let names = &["geckodriver"];
                Ok((
                    program("FACE_AUTH_GECKODRIVER", names, hint)?,
                    &[
                        "--port",
                        "0",
                        "--websocket-port",
                        "0",
                        "--allow-system-access",
                    ],
                ))
            }
        }
    }

    /// What a session asks of the browser. A page counts as open once its scripts have run: frames
    /// may load for as long as they like.
    pub(crate) fn capabilities(self, webassembly: bool) -> Result<Value> {
        let mut capabilities = match self {
            Self::Chromium => chromium(webassembly)?,
            Self::Firefox => firefox(webassembly)?,
        };
        capabilities["pageLoadStrategy"] = json!("eager");
        Ok(capabilities)
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Chromium => "Chromium",
            Self::Firefox => "Firefox",
        })
    }
}

fn chromium(webassembly: bool) -> Result<Value> {
    let names = &["chromium", "chromium-browser", "google-chrome"];
    let binary = program("FACE_AUTH_CHROMIUM", names, "apt-get install chromium")?;
    let mut args = CHROMIUM.to_vec();
    args.push(if webassembly {
        "--js-flags=--expose-gc"
    } else {
        // Who turns off compiling for safety turns off WebAssembly with it.
        "--js-flags=--jitless"
    });
    Ok(json!({
        "goog:chromeOptions": { "binary": binary, "args": args },
        "goog:loggingPrefs": { "browser": "SEVERE" },
    }))
}

fn firefox(webassembly: bool) -> Result<Value> {
    let names = &["firefox-esr", "firefox"];
    let binary = program("FACE_AUTH_FIREFOX", names, "apt-get install firefox-esr")?;
    let preferences = json!({
        "app.normandy.enabled": false,
        "app.update.enabled": false,
        // No page here has an icon; that Firefox asks for one is reported to the page's policy.
        "browser.chrome.site_icons": false,
        "browser.safebrowsing.downloads.remote.enabled": false,
        "browser.safebrowsing.update.enabled": false,
        "datareporting.policy.dataSubmissionEnabled": false,
        "javascript.options.wasm": webassembly,
        "media.navigator.permission.disabled": true,
        "media.navigator.streams.fake": true,
        "network.captive-portal-service.enabled": false,
        "network.connectivity-service.enabled": false,
        "network.dns.localDomains": INSECURE_HOST,
    });
    let args = ["-headless", "--width=1280", "--height=1600"];
    Ok(json!({
        "moz:firefoxOptions": { "binary": binary, "args": args, "prefs": preferences },
    }))
}
