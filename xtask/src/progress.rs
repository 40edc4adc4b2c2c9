//! A line before each long step, and the time it took after.

use std::time::{Duration, Instant};

use anyhow::Result;

/// Runs a step that takes a while: says so first, and how long it took when it is done.
pub(crate) fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("==> {what}");
    let start = Instant::now();
    let result = work()?;
    println!("    {}", readable(start.elapsed()));
    Ok(result)
}

/// A duration as a person would say it: `4.2 s`, `2 min 05 s`.
pub(crate) fn readable(time: Duration) -> String {
    if time < Duration::from_secs(60) {
        return format!("{:.1} s", time.as_secs_f64());
    }
    format!("{} min {:02} s", time.as_secs() / 60, time.as_secs() % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_readable() {
        assert_eq!(readable(Duration::from_millis(4_230)), "4.2 s");
        assert_eq!(readable(Duration::from_secs(125)), "2 min 05 s");
    }
}
