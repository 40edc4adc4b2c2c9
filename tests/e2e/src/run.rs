//! One test in one browser, from start to end.

use std::time::Duration;

use anyhow::{Context, Result};
use thirtyfour::WebDriverRunError;
use tokio::time::timeout;

use crate::browser::Browser;
use crate::driver::Driver;
use crate::engine::Engine;

/// How long one test may take, with all of its parts.
const LIMIT: Duration = Duration::from_secs(300);

/// Runs a test in a browser of its own, which is closed afterwards, whatever happens.
///
/// # Panics
/// If the test fails, or there is no browser to run it in.
pub async fn run<T, F>(engine: Engine, test: T)
where
    T: FnOnce(Browser) -> F,
    F: Future<Output = Result<()>>,
{
    report(engine, try_run(engine, true, test).await);
}

/// The same, in a browser that has WebAssembly turned off.
///
/// # Panics
/// If the test fails, or there is no browser to run it in.
pub async fn run_without_webassembly<T, F>(engine: Engine, test: T)
where
    T: FnOnce(Browser) -> F,
    F: Future<Output = Result<()>>,
{
    report(engine, try_run(engine, false, test).await);
}

fn report(engine: Engine, ended: Result<()>) {
    if let Err(error) = ended {
        panic!("in {engine}: {error:#}");
    }
}

/// Runs a part of a test, and says which it was if it fails.
///
/// # Errors
/// Those of the part.
pub async fn part(name: &str, test: impl Future<Output = Result<()>>) -> Result<()> {
    println!("part {name}");
    test.await.with_context(|| name.to_owned())
}

async fn try_run<T, F>(engine: Engine, webassembly: bool, test: T) -> Result<()>
where
    T: FnOnce(Browser) -> F,
    F: Future<Output = Result<()>>,
{
    let driver = Driver::start(engine).await?;
    let session = driver.session(webassembly).await?;
    let limited = async |browser| {
        timeout(LIMIT, test(browser))
            .await
            .context("the test takes too long")?
    };
    let ended = session
        .run_and_quit(async |session| limited(Browser::new(engine, session)).await)
        .await;
    driver.stop().await?;
    ended.map_err(|error| match error {
        WebDriverRunError::Body(error) | WebDriverRunError::BodyAndCleanup { body: error, .. } => {
            error
        }
        other => other.into(),
    })
}
