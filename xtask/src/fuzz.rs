//! Inputs that nobody thought of, for the webhooks' parser and verifier: `fuzz/`.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use clap::Args;

use crate::process::stream;
use crate::tools::Tools;
use crate::workspace::{Workspace, remove_folder};

/// What is fuzzed.
#[derive(Args)]
pub(crate) struct Options {
    /// One of the programs in fuzz/targets; all of them if left out
    target: Option<String>,
    /// How long each runs
    #[arg(long, default_value_t = 60, value_name = "N")]
    seconds: u32,
    /// Add to fuzz/corpus what reaches code that nothing there reaches
    #[arg(long)]
    keep: bool,
}

/// Where the programs are built, and found inputs stand until they are kept.
struct Places {
    fuzz: PathBuf,
    build: PathBuf,
    found: PathBuf,
}

/// Runs the targets one after the other, up to the first that finds a fault. The input that
/// shows it is then in `fuzz/artifacts`.
pub(crate) fn run(workspace: &Workspace, tools: &Tools, options: &Options) -> Result<()> {
    let places = Places {
        fuzz: workspace.root.join("fuzz"),
        build: workspace.target.join("fuzz"),
        found: workspace.target.join("fuzz-found"),
    };
    let targets = targets(&places.fuzz)?;
    let chosen: Vec<&String> = targets
        .iter()
        .filter(|name| options.target.as_ref().is_none_or(|target| target == *name))
        .collect();
    ensure!(
        !chosen.is_empty(),
        "no such target: fuzz/targets has {}",
        targets.join(", ")
    );
    let cargo_fuzz = tools.cargo_fuzz()?;
    for target in chosen {
        let fuzzer = Fuzzer {
            cargo_fuzz: &cargo_fuzz,
            places: &places,
            target,
        };
        fuzzer.search(options.seconds)?;
        if options.keep {
            fuzzer.keep()?;
        }
    }
    Ok(())
}

fn targets(fuzz: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for file in fs::read_dir(fuzz.join("targets")).context("cannot read fuzz/targets")? {
        let path = file?.path();
        names.extend(path.file_stem().and_then(OsStr::to_str).map(str::to_owned));
    }
    names.sort_unstable();
    Ok(names)
}

/// More than any delivery has, in bytes; the limits beyond are in the tables of the tests.
const LONGEST: &str = "-max_len=4096";

struct Fuzzer<'a> {
    cargo_fuzz: &'a Path,
    places: &'a Places,
    target: &'a str,
}

impl Fuzzer<'_> {
    /// Looks for new inputs, beginning with the kept ones.
    fn search(&self, seconds: u32) -> Result<()> {
        let found = self.found();
        fs::create_dir_all(&found)?;
        stream(
            self.command()
                .args([&found, &self.corpus()])
                .args(["--", LONGEST])
                .arg(format!("-max_total_time={seconds}")),
        )
    }

    /// Adds to the corpus what reaches code that nothing in it reaches.
    fn keep(&self) -> Result<()> {
        let found = self.found();
        stream(
            self.command()
                .args([&self.corpus(), &found])
                // How often code is reached does not count: hundreds of inputs for one loop.
                .args(["--", LONGEST, "-merge=1", "-use_counters=0"]),
        )?;
        remove_folder(&found)
    }

    /// Without a sanitizer, so that it runs on the stable toolchain: there is no unsafe code here
    /// for one to watch.
    fn command(&self) -> Command {
        let mut command = Command::new(self.cargo_fuzz);
        command
            .current_dir(&self.places.fuzz)
            .args(["fuzz", "run", "--sanitizer", "none", "--target-dir"])
            .arg(&self.places.build)
            .arg(self.target);
        command
    }

    fn corpus(&self) -> PathBuf {
        self.places.fuzz.join("corpus").join(self.target)
    }

    fn found(&self) -> PathBuf {
        self.places.found.join(self.target)
    }
}
