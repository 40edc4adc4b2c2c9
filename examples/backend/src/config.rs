//! All that differs between a demo, a test and a real host.

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use thiserror::Error;
use url::{Host, Origin, Url};

use crate::attempts::AttemptPolicy;
use crate::database::{DatabaseAddress, Kind};
use crate::incode::IncodeConfig;
use crate::sign_in;

/// The origin of the vendor's frame, as the vendor documents it.
const VENDOR_FRAME: &str = "https://face.authentication.idenfy.com";

/// The API key of a sandbox with its own defaults. No secret.
pub(crate) const DEMO_API_KEY: &str = "sandbox-key";
/// The API secret of a sandbox with its own defaults. No secret.
pub(crate) const DEMO_API_SECRET: &str = "sandbox-secret";
/// The key to give to a sandbox that is to sign its webhooks for this backend. No secret.
pub(crate) const DEMO_SIGNING_KEY: &str = "sandbox-signing-key";

/// Some browsers of one person, each with a few pages.
pub(crate) const WAITS_PER_PERSON: usize = 8;
/// Far below the files that a process may usually open.
pub(crate) const WAITS: usize = 500;

/// How the backend runs. Its `Debug` output holds no secret.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The origin that browsers see, such as `https://bank.example`. `None` means this machine's
    /// own loopback addresses, and is refused when `listen` is not one of them.
    pub public_origin: Option<String>,
    /// Further origins whose pages may call this backend, each exactly as a browser sends it: where
    /// the pages come from a development server that passes their calls on.
    pub page_origins: Vec<String>,
    /// The vendor, and how to prove to each other who speaks.
    pub vendor: VendorConfig,
    /// The page that the widget puts into its frame. `None` means the real vendor's.
    pub frame_url: Option<Url>,
    /// The page that stands for the vendor's mobile app. `None` where there is a real one.
    pub app_url: Option<Url>,
    /// How Incode's webhooks reach this host. `None`: they do not, and their routes do not exist.
    pub incode: Option<IncodeConfig>,
    /// Where state is kept.
    pub database: DatabaseAddress,
    /// How long finished sessions and their decisions are kept, at least as long as somebody may ask
    /// about them: a sign-in's eight hours and the time in which a failure counts.
    pub retention: Duration,
    /// The built npm package, served at `/pkg/`.
    pub package_dir: PathBuf,
    /// Further origins that the page may put into a frame.
    pub extra_frame_sources: Vec<String>,
    /// Who can sign in. The demo has no passwords.
    pub persons: Vec<Person>,
    /// How long a vendor session can be started, in whole seconds (1 s to 30 days).
    pub session_lifetime: Duration,
    /// How many sessions one person may ask for in a minute.
    pub sessions_per_minute: u32,
    /// How often a person may fail.
    pub attempts: AttemptPolicy,
    /// How long a question for a decision is held open before it is answered `PENDING`.
    pub decision_wait: Duration,
    /// How many questions of one person may be held open at once.
    pub waits_per_person: usize,
    /// How many questions may be held open at once in all, at this instance.
    pub waits: usize,
    /// How often a question that is held open looks by itself, besides being woken. `None` means
    /// each second with SQLite, where other instances on the same file cannot wake anybody, and
    /// every ten with PostgreSQL, where they can.
    pub look_again: Option<Duration>,
    /// How long the backend still serves, and says that it is not ready, once it was told to stop:
    /// as long as a balancer needs to notice.
    pub stop_delay: Duration,
}

/// Where the vendor's API is, and the secrets shared with it.
#[derive(Clone)]
pub struct VendorConfig {
    /// The API's address, such as `https://ivs.idenfy.com`. Plain HTTP on loopback only.
    pub base_url: Url,
    /// The API key: the user name of HTTP Basic.
    pub api_key: String,
    /// The API secret: the password of HTTP Basic.
    pub api_secret: String,
    /// The key that webhooks are signed with. Without one no webhook can be trusted, and the
    /// backend does not start.
    pub signing_key: Option<String>,
}

/// A person whom the host knows.
#[derive(Clone, Debug)]
pub struct Person {
    /// The host's own id.
    pub id: String,
    /// What the page calls them.
    pub name: String,
    /// The vendor's id of their earlier identification.
    pub scan_ref: String,
}

/// A configuration that a careful host would not run with. Names the setting, never a secret.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// Anybody could post decisions.
    #[error("no signing key: webhooks without a signature cannot be trusted")]
    NoSigningKey,
    /// The API secret would travel in the clear.
    #[error("the vendor's address must be https, unless it is on loopback")]
    InsecureVendor,
    /// The page's origin cannot be told from an address that is not loopback.
    #[error("listening on {0} needs the public origin that browsers will use")]
    NoPublicOrigin(SocketAddr),
    /// Everybody knows the key of the demo.
    #[error(
        "the demo's signing key is public: beyond this machine webhooks need a key of your own"
    )]
    DemoSigningKey,
    /// Something that must be an origin is not one.
    #[error("{0:?} is not an origin such as https://bank.example")]
    NotAnOrigin(String),
    /// A page's origin is not spelled as browsers send it, so that it would never match.
    #[error("the page origin {0:?} must be written as {1:?}, as browsers send it")]
    InexactPageOrigin(String, String),
    /// A session must live 1 s to 30 days.
    #[error("a session lifetime of {0:?} is outside the vendor's limits of 1 s to 30 days")]
    Lifetime(Duration),
    /// What is still asked about would be gone.
    #[error("a retention of {0:?} is too short: at least {1:?} are asked about")]
    Retention(Duration, Duration),
}

impl Config {
    /// A configuration against a sandbox with its own defaults: a free port on loopback, state in
    /// memory, the demo's persons, the package in `pkg`.
    #[must_use]
    pub fn for_sandbox(base_url: Url, frame_url: Url) -> Self {
        Self {
            listen: (Ipv4Addr::LOCALHOST, 0).into(),
            public_origin: None,
            page_origins: Vec::new(),
            vendor: VendorConfig {
                base_url,
                api_key: DEMO_API_KEY.to_owned(),
                api_secret: DEMO_API_SECRET.to_owned(),
                signing_key: Some(DEMO_SIGNING_KEY.to_owned()),
            },
            app_url: sandbox_app(&frame_url),
            frame_url: Some(frame_url),
            incode: None,
            database: DatabaseAddress::from("sqlite::memory:"),
            retention: Duration::from_secs(30 * 24 * 60 * 60),
            package_dir: PathBuf::from("pkg"),
            extra_frame_sources: Vec::new(),
            persons: Person::demo(),
            session_lifetime: Duration::from_secs(600),
            sessions_per_minute: 10,
            attempts: AttemptPolicy::default(),
            decision_wait: Duration::from_secs(20),
            waits_per_person: WAITS_PER_PERSON,
            waits: WAITS,
            look_again: None,
            stop_delay: Duration::ZERO,
        }
    }

    /// Refuses what a careful host would not run with.
    pub(crate) fn check(&self) -> Result<(), ConfigError> {
        if self.vendor.signing_key().is_none() {
            return Err(ConfigError::NoSigningKey);
        }
        if self.vendor.base_url.scheme() != "https" && !is_loopback(&self.vendor.base_url) {
            return Err(ConfigError::InsecureVendor);
        }
        if self.public_origin.is_none() && !self.listen.ip().is_loopback() {
            return Err(ConfigError::NoPublicOrigin(self.listen));
        }
        if self.vendor.signing_key() == Some(DEMO_SIGNING_KEY) && self.is_public() {
            return Err(ConfigError::DemoSigningKey);
        }
        if !(1..=30 * 24 * 60 * 60).contains(&self.session_lifetime.as_secs()) {
            return Err(ConfigError::Lifetime(self.session_lifetime));
        }
        let asked_about = sign_in::LIFETIME.saturating_add(self.attempts.window);
        if self.retention < asked_about {
            return Err(ConfigError::Retention(self.retention, asked_about));
        }
        Ok(())
    }

    /// Whether others than this machine's own users can reach it: by itself, or through a proxy.
    fn is_public(&self) -> bool {
        let origin = self.public_origin.as_deref().map(Url::parse);
        let is_elsewhere = origin.is_some_and(|url| !url.is_ok_and(|url| is_loopback(&url)));
        is_elsewhere || !self.listen.ip().is_loopback()
    }

    /// How often a question that is held open looks by itself.
    pub(crate) fn look_again(&self) -> Duration {
        self.look_again.unwrap_or(match self.database.kind() {
            Kind::Sqlite => Duration::from_secs(1),
            Kind::Postgres => Duration::from_secs(10),
        })
    }

    /// The origins of this backend itself, given the port it really listens on.
    pub(crate) fn own_origins(&self, port: u16) -> Result<Vec<String>, ConfigError> {
        match &self.public_origin {
            Some(origin) => Ok(vec![serialized_origin(origin)?]),
            None => Ok(["127.0.0.1", "localhost", "[::1]"]
                .map(|host| format!("http://{host}:{port}"))
                .to_vec()),
        }
    }

    /// The further origins whose pages may call this backend.
    pub(crate) fn further_page_origins(&self) -> Result<Vec<String>, ConfigError> {
        self.page_origins.iter().map(|s| exact_origin(s)).collect()
    }

    /// The origin of the widget's frame.
    pub(crate) fn frame_origin(&self) -> Result<String, ConfigError> {
        match &self.frame_url {
            Some(url) => serialized_origin(url.as_str()),
            None => Ok(VENDOR_FRAME.to_owned()),
        }
    }

    /// Every origin that the page may put into a frame, the widget's first.
    pub(crate) fn frame_sources(&self) -> Result<Vec<String>, ConfigError> {
        let incode = self.incode.as_ref().and_then(|one| one.page_url.as_ref());
        let others = self.extra_frame_sources.iter().map(String::as_str);
        let mut sources = vec![self.frame_origin()?];
        for url in others.chain(incode.map(Url::as_str)) {
            let origin = serialized_origin(url)?;
            // The sandbox's page for Incode is on the origin of its frame.
            if !sources.contains(&origin) {
                sources.push(origin);
            }
        }
        Ok(sources)
    }
}

impl Person {
    /// Three persons whom the sandbox knows: two may authenticate, one must identify first.
    #[must_use]
    pub fn demo() -> Vec<Self> {
        let person = |id: &str, name: &str, scan_ref: &str| Self {
            id: id.to_owned(),
            name: name.to_owned(),
            scan_ref: scan_ref.to_owned(),
        };
        vec![
            person("amara", "Amara Osei", "sandbox-authentication"),
            person("jonas", "Jonas Petrauskas", "sandbox-authentication"),
            person("mei", "Mei Tanaka", "sandbox-identification"),
        ]
    }
}

impl VendorConfig {
    /// The signing key, where there is one that could prove anything.
    pub(crate) fn signing_key(&self) -> Option<&str> {
        self.signing_key.as_deref().filter(|key| !key.is_empty())
    }
}

impl fmt::Debug for VendorConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VendorConfig")
            .field("base_url", &self.base_url.origin().ascii_serialization())
            .finish_non_exhaustive()
    }
}

/// Where the sandbox with this frame has its stand-in for the vendor's mobile app.
pub(crate) fn sandbox_app(frame_url: &Url) -> Option<Url> {
    frame_url.join("/app").ok()
}

/// The sandbox's stand-in for Incode's own flow, on the origin of its frame.
pub(crate) fn sandbox_incode(frame_url: &Url) -> Option<Url> {
    frame_url.join("/incode").ok()
}

/// Whether an address stays on this machine.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

/// An origin that is compared with what browsers send: nothing about it is guessed.
fn exact_origin(text: &str) -> Result<String, ConfigError> {
    let origin = serialized_origin(text)?;
    if origin == text {
        Ok(origin)
    } else {
        Err(ConfigError::InexactPageOrigin(text.to_owned(), origin))
    }
}

/// Rewrites an address to its origin, so that nothing but an origin can reach a header.
fn serialized_origin(text: &str) -> Result<String, ConfigError> {
    let refused = || ConfigError::NotAnOrigin(text.to_owned());
    let url = Url::parse(text).map_err(|_| refused())?;
    match url.origin() {
        origin @ Origin::Tuple(..) if matches!(url.scheme(), "http" | "https") => {
            Ok(origin.ascii_serialization())
        }
        _ => Err(refused()),
    }
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    fn further(origin: &str) -> Result<Vec<String>, ConfigError> {
        let vendor: Url = "http://127.0.0.1:1/".parse().expect("an address");
        let mut config = Config::for_sandbox(vendor.clone(), vendor);
        config.page_origins = vec![origin.to_owned()];
        config.further_page_origins()
    }

    #[test]
    fn a_page_origin_is_taken_as_browsers_send_it() {
        for origin in ["http://localhost:5173", "https://bank.example"] {
            assert_eq!(further(origin).expect("an origin"), [origin]);
        }
        for (inexact, exact) in [
            ("http://localhost:5173/", "http://localhost:5173"),
            (" http://localhost:5173", "http://localhost:5173"),
            ("http://LOCALHOST:5173", "http://localhost:5173"),
            ("https://bank.example:443", "https://bank.example"),
            ("https://bank.example/page", "https://bank.example"),
            ("https://somebody@bank.example", "https://bank.example"),
        ] {
            let error = further(inexact).expect_err("not exact").to_string();
            let named = format!("the page origin {inexact:?} must be written as {exact:?}");
            assert!(error.starts_with(&named), "{error}");
        }
        for none in ["", "*", "null", "localhost:5173", "file:///page.html"] {
            let error = further(none).expect_err("no origin");
            assert!(matches!(error, ConfigError::NotAnOrigin(_)), "{none}");
        }
    }
}
