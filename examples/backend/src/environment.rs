//! The configuration as the environment and the command line give it.
//!
//! With nothing set, the backend talks to the sandbox on this machine, whose credentials are no
//! secret. Those defaults end with loopback: an address elsewhere needs credentials of its own.

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;
use thiserror::Error;
use url::Url;

use crate::attempts::AttemptPolicy;
use crate::config::{
    Config, DEMO_API_KEY, DEMO_API_SECRET, DEMO_SIGNING_KEY, Person, VendorConfig, WAITS,
    WAITS_PER_PERSON, is_loopback, sandbox_app, sandbox_incode,
};
use crate::database::DatabaseAddress;
use crate::endpoint_secret::{EndpointSecret, ShortSecret};
use crate::incode::IncodeConfig;
use crate::logging::LogFormat;

/// The sandbox's frame, when it runs with its own defaults.
const SANDBOX_FRAME: &str = "http://127.0.0.1:4011/";

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

const AFTER_HELP: &str =
    "Secrets come from the environment alone, where other users of the machine cannot read them:
  IDENFY_API_KEY, IDENFY_API_SECRET   the vendor's API key pair
  IDENFY_SIGNING_KEY                  the key that its webhooks are signed with
  DATABASE_URL                        the database, where its address has a password in it
  INCODE_WEBHOOK_SECRET               what Incode's webhooks must bring; without it they are not heard
Against the sandbox on loopback the vendor's may be left out.";

/// The command line; each option can be given by its environment variable.
#[derive(Clone, Debug, Parser)]
#[command(version, about, after_help = AFTER_HELP)]
pub struct Arguments {
    /// Address to listen on; port 0 takes a free one
    #[arg(long, env = "LISTEN", default_value = "127.0.0.1:4000")]
    listen: SocketAddr,
    /// Origin that browsers see, such as https://bank.example; needed when not on loopback
    #[arg(long, env = "PUBLIC_ORIGIN")]
    public_origin: Option<String>,
    /// Further origins whose pages may call it, such as a development server's http://localhost:5173
    #[arg(long, env = "PAGE_ORIGINS", value_delimiter = ',')]
    page_origins: Vec<String>,
    /// The vendor's API; the sandbox by default, the real one is https://ivs.idenfy.com
    #[arg(
        long,
        env = "IDENFY_BASE_URL",
        default_value = "http://127.0.0.1:4010/"
    )]
    vendor: Url,
    /// Page for the widget's frame; the sandbox's when the vendor is on loopback, else the vendor's
    #[arg(long, env = "FACE_AUTH_FRAME_URL")]
    frame_url: Option<Url>,
    /// Where state is kept: sqlite:file.db, postgres://…, or in memory, gone when the backend stops
    #[arg(
        long,
        env = "DATABASE_URL",
        default_value = "sqlite::memory:",
        hide_env_values = true
    )]
    database: DatabaseAddress,
    /// Days for which finished sessions and their decisions are kept
    #[arg(long, env = "RETENTION_DAYS", default_value_t = 30)]
    retention_days: u32,
    /// The built npm package
    #[arg(long, env = "PACKAGE_DIR", default_value = "pkg")]
    package_dir: PathBuf,
    /// Further origins that the page may put into a frame
    #[arg(long, env = "EXTRA_FRAME_SOURCES", value_delimiter = ',')]
    extra_frame_sources: Vec<String>,
    /// The vendor's id of an identification that the demo persons authenticate against
    #[arg(long, env = "DEMO_SCAN_REF", hide_env_values = true)]
    scan_ref: Option<String>,
    /// Seconds in which a vendor session can be started
    #[arg(long, env = "SESSION_LIFETIME", default_value_t = 600)]
    session_lifetime: u64,
    /// Sessions that one person may ask for in a minute
    #[arg(long, env = "SESSIONS_PER_MINUTE", default_value_t = 10)]
    sessions_per_minute: u32,
    /// Failures without a success between them after which a person must wait
    #[arg(long, env = "MAX_FAILURES", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    max_failures: u32,
    /// Seconds in which a failure counts
    #[arg(long, env = "FAILURE_WINDOW", default_value_t = 900)]
    failure_window: u64,
    /// Seconds for which it still serves after it was told to stop, for a balancer to notice
    #[arg(long, env = "STOP_DELAY", default_value_t = 0)]
    stop_delay: u64,
    /// The form of the log's lines
    #[arg(long, env = "LOG_FORMAT", value_enum, default_value_t = LogFormat::Text)]
    log_format: LogFormat,
}

impl Arguments {
    /// The form of the log's lines.
    #[must_use]
    pub const fn log_format(&self) -> LogFormat {
        self.log_format
    }
}

/// An environment that makes no configuration.
#[derive(Debug, Error)]
pub enum EnvironmentError {
    /// A variable or option cannot be read.
    #[error(transparent)]
    Arguments(#[from] clap::Error),
    /// The sandbox's credentials do not leave this machine.
    #[error("{0} must be set: the vendor's address is not on this machine")]
    Missing(&'static str),
    /// The secret of Incode's endpoint could be guessed.
    #[error("INCODE_WEBHOOK_SECRET: {0}")]
    Incode(#[from] ShortSecret),
    /// A built-in address cannot be read.
    #[error(transparent)]
    Address(#[from] url::ParseError),
}

/// A variable that is set to nothing names nothing.
fn named(list: Vec<String>) -> Vec<String> {
    list.into_iter().filter(|one| !one.is_empty()).collect()
}

/// The sandbox's persons; or one, whose identification at the real vendor was named.
fn demo_persons(scan_ref: Option<String>) -> Vec<Person> {
    match scan_ref {
        None => Person::demo(),
        Some(scan_ref) => vec![Person {
            id: "you".to_owned(),
            name: "You".to_owned(),
            scan_ref,
        }],
    }
}

/// Incode's half, where its endpoint has a secret.
fn incode(sandbox_frame: Option<&Url>) -> Result<Option<IncodeConfig>, ShortSecret> {
    let given = std::env::var("INCODE_WEBHOOK_SECRET").ok();
    let Some(secret) = given.filter(|secret| !secret.is_empty()) else {
        return Ok(None);
    };
    Ok(Some(IncodeConfig {
        secret: EndpointSecret::new(&secret)?,
        page_url: sandbox_frame.and_then(sandbox_incode),
    }))
}

impl Config {
    /// The configuration that the environment gives.
    ///
    /// # Errors
    /// A variable that cannot be read, or a secret that is missing for a vendor elsewhere.
    pub fn from_env() -> Result<Self, EnvironmentError> {
        let program = [OsString::from(env!("CARGO_PKG_NAME"))];
        Arguments::try_parse_from(program)?.try_into()
    }
}

impl TryFrom<Arguments> for Config {
    type Error = EnvironmentError;

    fn try_from(arguments: Arguments) -> Result<Self, Self::Error> {
        let demo = is_loopback(&arguments.vendor);
        let secret = |name, default: &str| match std::env::var(name) {
            Ok(value) if !value.is_empty() => Ok(value),
            _ if demo => Ok(default.to_owned()),
            _ => Err(EnvironmentError::Missing(name)),
        };
        let vendor = VendorConfig {
            api_key: secret("IDENFY_API_KEY", DEMO_API_KEY)?,
            api_secret: secret("IDENFY_API_SECRET", DEMO_API_SECRET)?,
            signing_key: Some(secret("IDENFY_SIGNING_KEY", DEMO_SIGNING_KEY)?),
            base_url: arguments.vendor,
        };
        let frame_url = match arguments.frame_url {
            None if demo => Some(Url::parse(SANDBOX_FRAME)?),
            given => given,
        };
        let sandbox_frame = frame_url.as_ref().filter(|_| demo);
        let app_url = sandbox_frame.and_then(sandbox_app);
        let incode = incode(sandbox_frame)?;
        Ok(Self {
            listen: arguments.listen,
            public_origin: arguments.public_origin.filter(|one| !one.is_empty()),
            page_origins: named(arguments.page_origins),
            vendor,
            frame_url,
            app_url,
            incode,
            database: arguments.database.or_memory(),
            retention: DAY.saturating_mul(arguments.retention_days),
            package_dir: arguments.package_dir,
            extra_frame_sources: named(arguments.extra_frame_sources),
            persons: demo_persons(arguments.scan_ref.filter(|one| !one.is_empty())),
            session_lifetime: Duration::from_secs(arguments.session_lifetime),
            sessions_per_minute: arguments.sessions_per_minute,
            attempts: AttemptPolicy {
                max_failures: arguments.max_failures,
                window: Duration::from_secs(arguments.failure_window),
            },
            decision_wait: Duration::from_secs(20),
            waits_per_person: WAITS_PER_PERSON,
            waits: WAITS,
            look_again: None,
            stop_delay: Duration::from_secs(arguments.stop_delay),
        })
    }
}
