//! PostgreSQL, and a server that lives as long as the tests that use it.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use super::apt;
use crate::cache::Cache;
use crate::process::{capture, find_on_path, is_executable};

/// The address of the server on which tests make their databases.
pub(crate) const URL: &str = "FACE_AUTH_TEST_POSTGRES_URL";

/// Debian's package of the version that this Debian has.
const PACKAGES: [&str; 1] = ["postgresql"];

/// Where Debian keeps the programs of each version.
const DEBIAN: &str = "/usr/lib/postgresql";

/// Keeps Debian from making a server of its own as it installs the package: it would listen, now
/// and after each start of the machine, and nobody asked for it.
const NO_CLUSTER: &str = "/etc/postgresql-common/createcluster.d/face-auth-widget.conf";

/// The user whom Debian's package makes. The server refuses to run as root.
const USER: &str = "postgres";

/// How long the server may take to answer, and how long to end.
const PATIENCE: Duration = Duration::from_secs(30);
const TICK: Duration = Duration::from_millis(50);

/// Where a server for the tests comes from.
pub(crate) enum Postgres {
    /// The environment names one that runs.
    Running,
    /// The folder of the programs that make one.
    Programs(PathBuf),
}

impl Postgres {
    /// Finds PostgreSQL, or installs it where that can be done without asking anybody.
    pub(super) fn ensure(cache: &Cache) -> Result<Self> {
        if env::var_os(URL).is_some() {
            return Ok(Self::Running);
        }
        if let Some(programs) = find() {
            return Ok(Self::Programs(programs));
        }
        let _lock = cache.lock()?;
        if find().is_none() {
            forbid_cluster()?;
            apt::install(&PACKAGES, by_hand)?;
        }
        find().map(Self::Programs).with_context(by_hand)
    }

    /// Starts a server, and stops it when the answer is dropped.
    pub(crate) fn start(&self) -> Result<PostgresServer> {
        match self {
            Self::Running => Ok(PostgresServer(None)),
            Self::Programs(programs) => Ok(PostgresServer(Some(Server::start(programs)?))),
        }
    }
}

/// The folder with the newest version's programs, or that of those on `PATH`.
fn find() -> Option<PathBuf> {
    let versions = fs::read_dir(DEBIAN).into_iter().flatten().flatten();
    let newest = versions
        .filter_map(|version| version.file_name().to_str()?.parse::<u32>().ok())
        .filter(|version| is_complete(&programs(*version)))
        .max();
    newest.map(programs).or_else(on_path)
}

fn on_path() -> Option<PathBuf> {
    let programs = find_on_path(&["initdb"])?.parent()?.to_path_buf();
    is_complete(&programs).then_some(programs)
}

fn programs(version: u32) -> PathBuf {
    Path::new(DEBIAN).join(version.to_string()).join("bin")
}

fn is_complete(programs: &Path) -> bool {
    ["initdb", "postgres", "pg_isready"]
        .iter()
        .all(|program| is_executable(&programs.join(program)))
}

fn forbid_cluster() -> Result<()> {
    let privilege = apt::privilege().with_context(by_hand)?;
    let write = "mkdir -p \"$(dirname \"$1\")\" && echo 'create_main_cluster = false' > \"$1\"";
    let mut command = Command::new(privilege[0]);
    command.args(&privilege[1..]);
    command.args(["sh", "-c", write, "sh", NO_CLUSTER]);
    capture(&mut command).map(drop)
}

fn by_hand() -> String {
    format!(
        "PostgreSQL is missing and cannot be installed from here: apt-get install {}, or name in \
         {URL} a server on which databases may be made and left",
        PACKAGES.join(" ")
    )
}

/// A server for tests: one that was started here, or one that the environment names.
pub(crate) struct PostgresServer(Option<Server>);

impl PostgresServer {
    /// The environment that tells tests where it is.
    pub(crate) fn environment(&self) -> Option<(&'static str, String)> {
        self.0.as_ref().map(|server| (URL, server.url()))
    }
}

/// A server that listens on a socket in a folder of its own, which nobody else may enter.
struct Server {
    child: Child,
    folder: Folder,
}

impl Server {
    fn start(programs: &Path) -> Result<Self> {
        let folder = Folder::make()?;
        let data = folder.0.join("data");
        capture(
            as_user(programs.join("initdb"))
                .args(["--username", USER, "--auth", "trust", "--encoding", "UTF8"])
                .args(["--locale", "C", "--pgdata"])
                .arg(&data),
        )?;
        let log = fs::File::create(folder.log()).context("no log for PostgreSQL")?;
        let child = as_user(programs.join("postgres"))
            .arg("-D")
            .arg(&data)
            .arg("-k")
            .arg(&folder.0)
            .args(["-c", "listen_addresses=", "-c", "max_connections=300"])
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .context("PostgreSQL cannot be started")?;
        let mut server = Self { child, folder };
        server.wait_until_ready(&programs.join("pg_isready"))?;
        Ok(server)
    }

    fn url(&self) -> String {
        format!(
            "postgres://{USER}@localhost/postgres?host={}",
            self.folder.0.display()
        )
    }

    fn wait_until_ready(&mut self, pg_isready: &Path) -> Result<()> {
        let start = Instant::now();
        let mut question = Command::new(pg_isready);
        question.arg("--quiet").arg("--host").arg(&self.folder.0);
        while !question.status()?.success() {
            if let Some(status) = self.child.try_wait()? {
                let log = fs::read_to_string(self.folder.log()).unwrap_or_default();
                bail!("PostgreSQL ended by itself ({status}):\n{log}");
            }
            ensure!(start.elapsed() < PATIENCE, "PostgreSQL does not answer");
            sleep(TICK);
        }
        Ok(())
    }

    /// Asks it to end at once, whoever is connected; makes it where it does not.
    fn stop(&mut self) {
        interrupt(&self.child);
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            match self.child.try_wait() {
                Ok(None) => sleep(TICK),
                _ => return,
            }
        }
        // Nothing can be done about a process that cannot be ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

/// A temporary folder of the user who runs the server, removed when this is dropped.
struct Folder(PathBuf);

impl Folder {
    fn make() -> Result<Self> {
        // Not in TMPDIR: that may be closed to this user, and too long for the name of a socket.
        let template = "/tmp/face-auth-postgres-XXXXXXXX";
        let path = capture(as_user("mktemp").args(["--directory", template]))?;
        Ok(Self(PathBuf::from(path.trim())))
    }

    fn log(&self) -> PathBuf {
        self.0.join("log")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            eprintln!("{} stays: {error}", self.0.display());
        }
    }
}

/// A command that runs as somebody who may run the server, and that is interrupted when this
/// process ends without having stopped it.
fn as_user(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new("setpriv");
    if apt::is_root() {
        command.args(["--reuid", USER, "--regid", USER, "--init-groups"]);
    }
    command.args(["--pdeathsig", "INT"]);
    // Root's folder is closed to that user.
    command.current_dir("/").arg(program);
    command
}

/// Sends the signal on which PostgreSQL ends at once, and in order.
#[cfg(unix)]
fn interrupt(child: &Child) {
    use nix::sys::signal::{Signal, kill};
    use nix::unistd::Pid;

    if let Ok(id) = i32::try_from(child.id()) {
        // It may have ended already.
        let _ = kill(Pid::from_raw(id), Signal::SIGINT);
    }
}

#[cfg(not(unix))]
fn interrupt(_: &Child) {}
