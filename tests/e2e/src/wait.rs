//! Waiting for a condition, never for a time.

use std::time::Duration;

use anyhow::{Context, Result};
use tokio::time::{Instant, sleep};

/// How long a condition may take: far longer than ever needed, so that a slow machine passes too.
const PATIENCE: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_millis(30);

/// Asks again and again until there is an answer.
///
/// # Errors
/// Names `what` was waited for. An error while asking counts as no answer yet, and is told at the
/// end.
pub async fn until<T>(what: &str, mut ask: impl AsyncFnMut() -> Result<Option<T>>) -> Result<T> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let answer = ask().await;
        if let Ok(Some(value)) = answer {
            return Ok(value);
        }
        if Instant::now() >= deadline {
            answer.with_context(|| format!("waited in vain: {what}"))?;
            anyhow::bail!("waited in vain: {what}");
        }
        sleep(PAUSE).await;
    }
}
