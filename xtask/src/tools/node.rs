//! Node.js, which runs the TypeScript tools. The person installs it; we only look.

use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::process::capture;

const OLDEST_MAJOR: u32 = 20;

/// Refuses to go on without a Node.js that is new enough.
pub(crate) fn check() -> Result<()> {
    let version = capture(Command::new("node").arg("--version"))
        .with_context(|| format!("Node.js {OLDEST_MAJOR} or newer is needed, with npm"))?;
    ensure!(
        major(&version).is_some_and(|major| major >= OLDEST_MAJOR),
        "Node.js {OLDEST_MAJOR} or newer is needed; this is {}",
        version.trim()
    );
    Ok(())
}

fn major(version: &str) -> Option<u32> {
    version
        .trim()
        .strip_prefix('v')?
        .split('.')
        .next()?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("20"), None);
        assert_eq!(major("vfoo"), None);
    }
}
