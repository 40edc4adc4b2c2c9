//! End-to-end tests: the widget in real browsers, driven by WebDriver, against real servers.
//!
//! Every test starts its own servers, driver and browser, on free ports, and runs once an engine.
//! [`for_each_engine`] makes the pairs, [`run`] cleans up after each, also after a panic. Quick ones
//! share a browser by [`in_one_browser`].
//!
//! | variable | names | without it |
//! | --- | --- | --- |
//! | `FACE_AUTH_CHROMEDRIVER`, `FACE_AUTH_GECKODRIVER` | WebDriver servers | looked for on `PATH` |
//! | `FACE_AUTH_CHROMIUM`, `FACE_AUTH_FIREFOX` | browsers | looked for on `PATH` |
//! | `FACE_AUTH_PACKAGE_DIR` | the built package | `pkg/` of the repository |
//! | `FACE_AUTH_INSTALLED` | the folder of the projects with the package installed | `tests/packaging` fails |
//! | `FACE_AUTH_BACKEND_PORT` | where the backend is that a project was built for | `tests/packaging` fails |
//!
//! `cargo xtask test --only packaging,e2e` sets them all. Other origins than the host page's are
//! those of another port, under `127.0.0.1` where the host page is under `localhost`: both are
//! secure contexts, so cameras work without TLS.

mod backend;
mod browser;
mod conditions;
mod demo;
mod driver;
mod engine;
mod face;
mod find;
mod pages;
mod run;
mod script;
mod wait;

pub use browser::Browser;
pub use conditions::Wish;
pub use demo::{Demo, session};
pub use engine::Engine;
pub use find::{backend_port, installed, package_dir, screenshots_dir};
pub use pages::{File, Host, Pages, SecondChunk, Serving, late_files, strict_policy};
pub use run::{part, run, run_without_webassembly};
pub use script::{Script, free_port, origin};
pub use thirtyfour::Key;
pub use wait::until;

/// Makes each of these functions a test in every engine: `chromium::name`, `firefox::name`.
///
/// The functions are `async fn(Browser) -> anyhow::Result<()>`.
#[macro_export]
macro_rules! for_each_engine {
    ($($test:ident),+ $(,)?) => {
        $crate::for_each_engine!(@ chromium, Chromium, $($test),+);
        $crate::for_each_engine!(@ firefox, Firefox, $($test),+);
    };
    (@ $module:ident, $engine:ident, $($test:ident),+) => {
        mod $module {
            $(
                #[tokio::test]
                async fn $test() {
                    $crate::run($crate::Engine::$engine, super::$test).await;
                }
            )+
        }
    };
}

/// Makes each of these functions a test in Chromium: `chromium::name`.
///
/// The functions are `async fn(Browser) -> anyhow::Result<()>`.
#[macro_export]
macro_rules! in_chromium {
    ($($test:ident),+ $(,)?) => {
        $crate::for_each_engine!(@ chromium, Chromium, $($test),+);
    };
}

/// Makes one test in every engine of each list, `chromium::name` and `firefox::name`, which runs its
/// functions one after the other in one browser: starting one takes longer than most of them. Each
/// opens a page of an origin of its own, and leaves the browser's settings as it found them.
///
/// The functions are `async fn(Browser) -> anyhow::Result<()>`.
#[macro_export]
macro_rules! in_one_browser {
    ($($name:ident: [$($test:ident),+ $(,)?])+) => {
        $(
            async fn $name(browser: $crate::Browser) -> anyhow::Result<()> {
                $(
                    $crate::part(stringify!($test), $test(browser.clone())).await?;
                )+
                Ok(())
            }
        )+

        $crate::for_each_engine!($($name),+);
    };
}
