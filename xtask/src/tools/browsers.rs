//! Chromium and Firefox, from Debian's packages or wherever the person has them.

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::apt;
use crate::cache::Cache;
use crate::process::find_on_path;

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
        apt::install(&PACKAGES, by_hand)?;
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

fn by_hand() -> String {
    format!(
        "browsers are missing and cannot be installed from here: apt-get install {}",
        PACKAGES.join(" ")
    )
}
