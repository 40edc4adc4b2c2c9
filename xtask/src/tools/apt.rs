//! Debian's packages, where they can be installed without asking anybody.

use std::process::Command;
use std::sync::OnceLock;

use anyhow::{Context, Result};

use crate::process::{capture, find_on_path, succeeds};
use crate::progress::step;

/// The words that start a program with the right to change the system, if there are any.
pub(super) fn privilege() -> Option<Vec<&'static str>> {
    if is_root() {
        return Some(vec!["env"]);
    }
    let sudo = succeeds(Command::new("sudo").args(["-n", "true"]));
    sudo.then(|| vec!["sudo", "-n", "env"])
}

/// Whether this process is root's.
pub(crate) fn is_root() -> bool {
    capture(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

/// Installs packages; `by_hand` is said where that is not possible from here.
pub(super) fn install(packages: &[&str], by_hand: impl Fn() -> String) -> Result<()> {
    find_on_path(&["apt-get"]).with_context(&by_hand)?;
    let privilege = privilege().with_context(&by_hand)?;
    let names = packages.join(", ");
    step(&format!("installing {names} (about 1 minute)"), || {
        update(&privilege)?;
        let mut args = vec!["install", "--yes", "--no-install-recommends"];
        args.extend(packages);
        run(&privilege, &args)
    })
}

/// Asks once for what there is, however much is installed.
fn update(privilege: &[&str]) -> Result<()> {
    static UPDATED: OnceLock<()> = OnceLock::new();
    if UPDATED.get().is_none() {
        run(privilege, &["update"])?;
        // Another thread that was as quick has done the same.
        let _ = UPDATED.set(());
    }
    Ok(())
}

fn run(privilege: &[&str], args: &[&str]) -> Result<()> {
    let mut command = Command::new(privilege[0]);
    command
        .args(&privilege[1..])
        .args(["DEBIAN_FRONTEND=noninteractive", "apt-get"])
        .args(["-qq", "-o", "DPkg::Lock::Timeout=300"])
        .args(args);
    capture(&mut command).map(drop)
}
