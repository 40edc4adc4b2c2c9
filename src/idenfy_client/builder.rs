//! What a client is made from.

use std::fmt;
use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{ClientBuilder, Url};
use thiserror::Error;

use super::IdenfyClient;
use super::transport::Transport;
use crate::idenfy_api::retry::{ATTEMPT_TIMEOUT, MAX_TIMEOUT, TOTAL_TIMEOUT};
use crate::idenfy_api::{Address, BaseUrl, Credentials, IdenfyError, VENDOR};

/// How long a connection may take to be made.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);

/// Why there is no client.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum BuildError {
    /// `invalid_request`, for `apiKey`, `apiSecret`, `baseUrl`, `timeout`, `attemptTimeout` or
    /// `connectTimeout`.
    #[error(transparent)]
    Invalid(#[from] IdenfyError),
    /// The HTTP client cannot be made: no certificates to trust, for instance.
    #[error("the HTTP client cannot be made")]
    Http(#[from] reqwest::Error),
}

/// Makes an [`IdenfyClient`]. A time can be anything above zero, up to [`MAX_TIMEOUT`]. Its `Debug`
/// output holds no secret.
pub struct IdenfyClientBuilder {
    key: String,
    secret: String,
    base_url: String,
    http: ClientBuilder,
    connect_timeout: Duration,
    attempt_timeout: Duration,
    timeout: Duration,
}

impl IdenfyClientBuilder {
    pub(super) fn new(key: String, secret: String) -> Self {
        Self {
            key,
            secret,
            base_url: VENDOR.to_owned(),
            http: ClientBuilder::new(),
            connect_timeout: CONNECT_TIMEOUT,
            attempt_timeout: Duration::from_millis(ATTEMPT_TIMEOUT.into()),
            timeout: Duration::from_millis(TOTAL_TIMEOUT.into()),
        }
    }

    /// Where the API is: https, or this machine; [`VENDOR`] if not called.
    #[must_use]
    pub fn base_url(self, base_url: impl Into<String>) -> Self {
        Self {
            base_url: base_url.into(),
            ..self
        }
    }

    /// How long a connection may take to be made; 3 s if not called.
    #[must_use]
    pub fn connect_timeout(self, connect_timeout: Duration) -> Self {
        Self {
            connect_timeout,
            ..self
        }
    }

    /// How long one attempt may take, from the connection to the end of the answer; 8 s if not
    /// called.
    #[must_use]
    pub fn attempt_timeout(self, attempt_timeout: Duration) -> Self {
        Self {
            attempt_timeout,
            ..self
        }
    }

    /// How long a call may take: all of its attempts, and the waits between them; 20 s if not called.
    #[must_use]
    pub fn timeout(self, timeout: Duration) -> Self {
        Self { timeout, ..self }
    }

    /// What the HTTP client is made from, for a proxy or certificates of one's own. Redirects stay
    /// off whatever it says: one would carry the key pair elsewhere.
    #[must_use]
    pub fn http(self, http: ClientBuilder) -> Self {
        Self { http, ..self }
    }

    /// The client.
    ///
    /// # Errors
    /// [`BuildError`].
    pub fn build(self) -> Result<IdenfyClient, BuildError> {
        let credentials = Credentials::new(self.key, self.secret)?;
        let base = base_url(&self.base_url)?;
        check_time("timeout", self.timeout)?;
        check_time("attemptTimeout", self.attempt_timeout)?;
        check_time("connectTimeout", self.connect_timeout)?;
        let http = self
            .http
            .connect_timeout(self.connect_timeout)
            .redirect(Policy::none())
            .build()?;
        Ok(IdenfyClient {
            transport: Transport::new(http, credentials, self.attempt_timeout),
            base,
            timeout: self.timeout,
        })
    }
}

impl fmt::Debug for IdenfyClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IdenfyClientBuilder")
            .field("connect_timeout", &self.connect_timeout)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

fn base_url(text: &str) -> Result<BaseUrl, IdenfyError> {
    let url = Url::parse(text).map_err(|_| IdenfyError::invalid("baseUrl"))?;
    let is_somebodys = !url.username().is_empty() || url.password().is_some();
    BaseUrl::new(Address {
        protocol: &format!("{}:", url.scheme()),
        hostname: url.host_str().unwrap_or_default(),
        origin: &url.origin().ascii_serialization(),
        pathname: url.path(),
        has_more: is_somebodys || url.query().is_some() || url.fragment().is_some(),
    })
}

/// Refuses a time in which nothing can be done, and one that may lie beyond what a clock can tell.
fn check_time(field: &'static str, time: Duration) -> Result<(), IdenfyError> {
    if time.is_zero() || time > Duration::from_millis(MAX_TIMEOUT.into()) {
        return Err(IdenfyError::invalid(field));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field_of(builder: IdenfyClientBuilder) -> Option<&'static str> {
        match builder.build() {
            Ok(_) => None,
            Err(BuildError::Invalid(error)) => error.field,
            Err(BuildError::Http(error)) => panic!("{error}"),
        }
    }

    #[test]
    fn the_key_pair_is_sent_to_https_or_this_machine() {
        let at = |url: &str| field_of(IdenfyClient::builder("key", "secret").base_url(url));
        for url in [
            VENDOR,
            "https://gateway.example:8443/idenfy",
            "http://127.0.0.1:4001/",
            "http://[::1]:4001",
            "http://LOCALHOST",
        ] {
            assert_eq!(at(url), None, "{url}");
        }
        for url in [
            "",
            "ivs.idenfy.com",
            "http://ivs.idenfy.com",
            "ftp://127.0.0.1/",
            "file:///etc",
            "data:,",
            "https://user@ivs.idenfy.com",
            "https://:password@ivs.idenfy.com",
            "https://ivs.idenfy.com/?",
            "https://ivs.idenfy.com/#",
        ] {
            assert_eq!(at(url), Some("baseUrl"), "{url}");
        }
    }

    #[test]
    fn a_key_pair_must_be_one() {
        let of = |key, secret| field_of(IdenfyClient::builder(key, secret));
        assert_eq!(of("", "secret"), Some("apiKey"));
        assert_eq!(of("key", "secret\n"), Some("apiSecret"));
    }

    #[test]
    fn a_time_must_be_one_that_can_be_waited_for() {
        type Set = fn(IdenfyClientBuilder, Duration) -> IdenfyClientBuilder;
        let times: [(&str, Set); 3] = [
            ("timeout", IdenfyClientBuilder::timeout),
            ("attemptTimeout", IdenfyClientBuilder::attempt_timeout),
            ("connectTimeout", IdenfyClientBuilder::connect_timeout),
        ];
        let longest = Duration::from_millis(MAX_TIMEOUT.into());
        for (field, set) in times {
            let of = |time| field_of(set(IdenfyClient::builder("key", "secret"), time));
            for time in [Duration::from_nanos(1), longest] {
                assert_eq!(of(time), None, "{time:?}");
            }
            for time in [
                Duration::ZERO,
                longest + Duration::from_nanos(1),
                Duration::MAX,
            ] {
                assert_eq!(of(time), Some(field), "{time:?}");
            }
        }
    }

    #[test]
    fn nothing_prints_the_key_pair() {
        let builder = IdenfyClient::builder("KEY", "SECRET").base_url("https://SECRET@x.example");
        assert!(!format!("{builder:?}").contains("SECRET"));
        let error = builder.build().expect_err("a user name");
        assert!(!format!("{error:?} {error}").contains("SECRET"));
        let client = IdenfyClient::builder("KEY", "SECRET").build();
        let printed = format!("{:?}", client.expect("valid"));
        assert!(
            !printed.contains("SECRET") && !printed.contains("KEY"),
            "{printed}"
        );
    }
}
