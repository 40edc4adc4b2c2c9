//! The program itself, as a process that can be told to stop, or killed.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use url::Url;

use super::SIGNING_KEY;

/// How long a program may take to end.
const PATIENCE: Duration = Duration::from_secs(30);

/// A backend in a process of its own. Killed when dropped.
pub(crate) struct Program {
    child: Child,
    pub(crate) url: Url,
}

impl Program {
    /// Starts it on this database; it answers once this returns. `listen` may name port 0.
    pub(crate) fn start(database: &str, listen: &str) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_face-auth-example-backend"))
            .env_clear()
            .env("LISTEN", listen)
            .env("DATABASE_URL", database)
            .env("IDENFY_SIGNING_KEY", SIGNING_KEY)
            .env("RUST_LOG", "error")
            // Whoever asks about thousands of sessions has had many failures.
            .env("FAILURE_WINDOW", "0")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        stdout.read_line(&mut line).unwrap();
        let url = line.trim().parse().expect("it prints its address");
        Self { child, url }
    }

    /// Where it listens, for another to take its place.
    pub(crate) fn listen(&self) -> String {
        self.url.authority().to_owned()
    }

    /// Tells it to stop, as a service manager does, and waits until it has: in order.
    pub(crate) fn stop(mut self) {
        let told = Command::new("kill")
            .arg(self.child.id().to_string())
            .status();
        assert!(told.unwrap().success());
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                assert!(status.success(), "{status}");
                return;
            }
            assert!(start.elapsed() < PATIENCE, "it does not stop");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Ends it as a loss of power does.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
