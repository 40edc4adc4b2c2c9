//! The demo: the vendor's stand-in and the example backend on loopback, until Ctrl-C.

use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};
use std::{fs, thread};

use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use uuid::Uuid;

use crate::package;
use crate::process::stream;
use crate::progress::step;
use crate::tools::Tools;
use crate::workspace::Workspace;

/// How the demo runs.
#[derive(Args)]
pub(crate) struct Options {
    /// Port of the page; the two after it are the stand-in's API and frame
    #[arg(long, default_value_t = DEFAULT_PORT, value_parser = clap::value_parser!(u16).range(1..=65533))]
    port: u16,
    /// Show the package and the programs that were built before
    #[arg(long)]
    no_build: bool,
}

/// Where the examples look for the backend unless told otherwise.
const DEFAULT_PORT: u16 = 8080;

const SANDBOX: &str = "face-auth-sandbox";
const BACKEND: &str = "face-auth-example-backend";

/// Where the examples' development servers listen, unless told otherwise: their pages may use the
/// backend.
const EXAMPLE_PORTS: [u16; 7] = [
    5173, // vite
    4173, // vite, built
    5174, // react
    5175, // vue
    5176, // svelte
    5177, // script-tag
    3000, // next
];
const PAGE_ORIGINS: &str = "PAGE_ORIGINS";

/// How long a server may take to listen, and how long to end.
const PATIENCE: Duration = Duration::from_secs(15);
const TICK: Duration = Duration::from_millis(50);

/// Builds, starts both servers, prints the address of the page, and waits.
pub(crate) fn run(workspace: &Workspace, tools: &Tools, options: &Options) -> Result<()> {
    let ports = Ports::from(options.port);
    ports.check_free()?;
    if !options.no_build {
        package::build(workspace, tools)?;
        build_servers(workspace)?;
    }
    let programs = workspace.target.join("debug");
    ensure!(
        workspace.pkg().join("package.json").exists()
            && [SANDBOX, BACKEND]
                .iter()
                .all(|name| programs.join(name).exists()),
        "nothing was built yet: run without --no-build"
    );
    serve(workspace, &programs, &ports)
}

fn build_servers(workspace: &Workspace) -> Result<()> {
    step("building the servers", || {
        let args = ["build", "-p", SANDBOX, "-p", BACKEND];
        stream(workspace.command("cargo").args(args))
    })
}

fn serve(workspace: &Workspace, programs: &Path, ports: &Ports) -> Result<()> {
    let data = workspace.target.join("demo");
    fs::create_dir_all(&data).with_context(|| format!("cannot make {}", data.display()))?;
    let stop = stop_signal()?;
    let secrets = Secrets::random();

    let mut sandbox = Command::new(programs.join(SANDBOX));
    sandbox
        .envs(secrets.for_sandbox())
        .envs(ports.for_sandbox())
        .env("SANDBOX_INCODE_SECRET", &secrets.incode);
    let mut backend = Command::new(programs.join(BACKEND));
    backend
        .current_dir(&workspace.root)
        .envs(secrets.for_backend())
        .envs(ports.for_backend())
        .env("INCODE_WEBHOOK_SECRET", &secrets.incode)
        .env("PACKAGE_DIR", workspace.pkg())
        .env(PAGE_ORIGINS, page_origins())
        // Failing is what one does in a demo: not for long.
        .env("FAILURE_WINDOW", "60")
        .env(
            "DATABASE_URL",
            format!("sqlite:{}", data.join("backend.db").display()),
        );

    let mut servers = [
        Server::start("the sandbox", sandbox, &[ports.api, ports.frame], &stop)?,
        Server::start("the backend", backend, &[ports.page], &stop)?,
    ];
    println!(
        "\n  The page: http://localhost:{0}\
         \n  Incode's webhooks: http://localhost:{0}/incode\
         \n  The vendor's stand-in: its API http://127.0.0.1:{1}, its frame http://127.0.0.1:{2}\
         \n  The examples with a page, each in its folder of examples/: npm install, then{3} npm run dev\
         \n  Ctrl-C stops it.\n",
        ports.page,
        ports.api,
        ports.frame,
        backend_of_examples(ports.page)
    );
    wait(&mut servers, &stop)
}

/// What the examples must be told where the backend is not where they look for it.
fn backend_of_examples(page: u16) -> String {
    if page == DEFAULT_PORT {
        String::new()
    } else {
        format!(" BACKEND=http://localhost:{page}")
    }
}

/// The examples' usual origins, or those that the person named: for other ports.
fn page_origins() -> String {
    let usual = EXAMPLE_PORTS.map(|port| format!("http://localhost:{port}"));
    std::env::var(PAGE_ORIGINS).unwrap_or_else(|_| usual.join(","))
}

/// Waits until the person has enough, or a server ends by itself.
fn wait(servers: &mut [Server], stop: &Receiver<()>) -> Result<()> {
    loop {
        match stop.recv_timeout(TICK) {
            Ok(()) | Err(RecvTimeoutError::Disconnected) => return Ok(()),
            Err(RecvTimeoutError::Timeout) => {}
        }
        for server in &mut *servers {
            server.still_runs()?;
        }
    }
}

/// Receives when the person or the system asks us to end.
fn stop_signal() -> Result<Receiver<()>> {
    let (sender, receiver) = channel();
    ctrlc::set_handler(move || {
        // Nobody listens any more: we are ending already.
        let _ = sender.send(());
    })?;
    Ok(receiver)
}

/// Where the demo listens. The page and the frame are told apart by host and by port, so that they
/// are two origins and two sites, and both are secure contexts.
struct Ports {
    page: u16,
    api: u16,
    frame: u16,
}

impl From<u16> for Ports {
    fn from(page: u16) -> Self {
        Self {
            page,
            api: page + 1,
            frame: page + 2,
        }
    }
}

impl Ports {
    fn check_free(&self) -> Result<()> {
        for port in [self.page, self.api, self.frame] {
            if let Err(error) = TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
                bail!("port {port} cannot be used ({error}): choose others with --port");
            }
        }
        Ok(())
    }

    fn for_sandbox(&self) -> [(&'static str, String); 5] {
        let webhook = |vendor| format!("http://127.0.0.1:{}/webhooks/{vendor}", self.page);
        [
            ("SANDBOX_API_PORT", self.api.to_string()),
            ("SANDBOX_FRAME_PORT", self.frame.to_string()),
            ("SANDBOX_FRAME_HOST", "127.0.0.1".to_owned()),
            ("SANDBOX_WEBHOOK_URL", webhook("idenfy")),
            ("SANDBOX_INCODE_WEBHOOK_URL", webhook("incode")),
        ]
    }

    fn for_backend(&self) -> [(&'static str, String); 4] {
        [
            ("LISTEN", format!("127.0.0.1:{}", self.page)),
            ("PUBLIC_ORIGIN", format!("http://localhost:{}", self.page)),
            ("IDENFY_BASE_URL", format!("http://127.0.0.1:{}/", self.api)),
            (
                "FACE_AUTH_FRAME_URL",
                format!("http://127.0.0.1:{}/", self.frame),
            ),
        ]
    }
}

/// What the two servers share, new with every run.
struct Secrets {
    api_key: String,
    api_secret: String,
    signing_key: String,
    incode: String,
}

impl Secrets {
    fn random() -> Self {
        let secret = || format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
        Self {
            api_key: secret(),
            api_secret: secret(),
            signing_key: secret(),
            incode: secret(),
        }
    }

    fn for_sandbox(&self) -> [(&'static str, &str); 3] {
        self.named([
            "SANDBOX_API_KEY",
            "SANDBOX_API_SECRET",
            "SANDBOX_SIGNING_KEY",
        ])
    }

    fn for_backend(&self) -> [(&'static str, &str); 3] {
        self.named(["IDENFY_API_KEY", "IDENFY_API_SECRET", "IDENFY_SIGNING_KEY"])
    }

    fn named(&self, [key, secret, signing]: [&'static str; 3]) -> [(&'static str, &str); 3] {
        [
            (key, &self.api_key),
            (secret, &self.api_secret),
            (signing, &self.signing_key),
        ]
    }
}

/// A server of ours; ended when this is dropped.
struct Server {
    name: &'static str,
    child: Child,
}

impl Server {
    /// Starts it and waits until it listens on all its ports.
    fn start(
        name: &'static str,
        mut command: Command,
        ports: &[u16],
        stop: &Receiver<()>,
    ) -> Result<Self> {
        in_own_group(&mut command);
        // Their logs are for the person; the addresses they would print are not the page's.
        let child = command
            .stdout(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot start {name}"))?;
        let mut server = Self { name, child };
        let start = Instant::now();
        while !ports.iter().all(|port| listens(*port)) {
            server.still_runs()?;
            ensure!(start.elapsed() < PATIENCE, "{name} does not listen");
            ensure!(stop.recv_timeout(TICK).is_err(), "stopped");
        }
        Ok(server)
    }

    fn still_runs(&mut self) -> Result<()> {
        if let Some(status) = self.child.try_wait()? {
            bail!("{} ended by itself ({status})", self.name);
        }
        Ok(())
    }

    /// Whether it has ended, waiting for a while.
    fn ends(&mut self) -> bool {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            match self.child.try_wait() {
                Ok(None) => thread::sleep(TICK),
                _ => return true,
            }
        }
        false
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        ask_to_end(&self.child);
        if !self.ends() {
            // Nothing can be done about a process that cannot be ended.
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

fn listens(port: u16) -> bool {
    TcpStream::connect_timeout(&SocketAddr::from((Ipv4Addr::LOCALHOST, port)), TICK).is_ok()
}

/// Keeps Ctrl-C in the terminal from reaching the server directly: we end it, in order.
fn in_own_group(command: &mut Command) {
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        command.process_group(0);
    }
    #[cfg(not(unix))]
    let _ = command;
}

#[cfg(unix)]
fn ask_to_end(child: &Child) {
    use nix::sys::signal::{Signal, kill};
    use nix::unistd::Pid;

    if let Ok(id) = i32::try_from(child.id()) {
        // It may have ended already.
        let _ = kill(Pid::from_raw(id), Signal::SIGTERM);
    }
}

#[cfg(not(unix))]
fn ask_to_end(_: &Child) {}
