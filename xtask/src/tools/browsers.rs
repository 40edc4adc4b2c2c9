//! Chromium and Firefox, from Debian's packages or wherever the person has them.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::cache::Cache;
use crate::process::{capture, find_on_path, succeeds};
use crate::progress::step;

const PACKAGES: [&str; 3] = ["chromium", "chromium-driver", "firefox-esr"];

/// The executables that tests drive.
pub(crate) struct Browsers {
    /// The Chromium browser.
    pub(crate) chromium: PathBuf,
    /// Its WebDriver server.
    pub(crate) chromedriver: PathBuf,
    /// The Firefox browser.
    pub(crate) firefox: PathBuf,
    /// Its WebDriver server.
    pub(crate) geckodriver: PathBuf,
}

/// The executables that Debian has.
pub(super) struct Found {
    pub(super) chromium: PathBuf,
    pub(super) chromedriver: PathBuf,
    pub(super) firefox: PathBuf,
}

/// Finds the browsers, or installs them where that can be done without asking anybody.
pub(super) fn ensure(cache: &Cache) -> Result<Found> {
    if let Some(found) = find() {
        return Ok(found);
    }
    let _lock = cache.lock()?;
    if find().is_none() {
        install()?;
    }
    find().with_context(by_hand)
}

fn find() -> Option<Found> {
    Some(Found {
        chromium: program(
            "FACE_AUTH_CHROMIUM",
            &["chromium", "chromium-browser", "google-chrome"],
        )?,
        chromedriver: program("FACE_AUTH_CHROMEDRIVER", &["chromedriver"])?,
        firefox: program("FACE_AUTH_FIREFOX", &["firefox-esr", "firefox"])?,
    })
}

/// A program that the environment names, or else one on `PATH`.
fn program(variable: &str, names: &[&str]) -> Option<PathBuf> {
    env::var_os(variable)
        .map(PathBuf::from)
        .or_else(|| find_on_path(names))
}

fn install() -> Result<()> {
    let apt = privileged_apt().with_context(by_hand)?;
    let packages = PACKAGES.join(", ");
    step(&format!("installing {packages} (about 1 minute)"), || {
        run_apt(&apt, &["update"])?;
        let mut args = vec!["install", "--yes", "--no-install-recommends"];
        args.extend(PACKAGES);
        run_apt(&apt, &args)
    })
}

/// The words that start apt-get with the right to install, if there are any.
fn privileged_apt() -> Option<Vec<&'static str>> {
    find_on_path(&["apt-get"])?;
    let apt = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"];
    let root = capture(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if root {
        return Some(apt.to_vec());
    }
    let sudo = succeeds(Command::new("sudo").args(["-n", "true"]));
    sudo.then(|| [["sudo", "-n"].as_slice(), &apt].concat())
}

fn run_apt(apt: &[&str], args: &[&str]) -> Result<()> {
    let mut command = Command::new(apt[0]);
    command
        .args(&apt[1..])
        .args(["-qq", "-o", "DPkg::Lock::Timeout=300"])
        .args(args);
    capture(&mut command).map(drop)
}

fn by_hand() -> String {
    format!(
        "browsers are missing and cannot be installed from here: apt-get install {}",
        PACKAGES.join(" ")
    )
}
