//! What a sandbox is started with.

use std::{
    fmt,
    net::{Ipv4Addr, SocketAddr},
    time::Duration,
};

use serde::{Deserialize, Serialize};
use url::Url;

/// API key of a sandbox that was given none.
pub const DEMO_API_KEY: &str = "sandbox-key";
/// API secret of a sandbox that was given none.
pub const DEMO_API_SECRET: &str = "sandbox-secret";
/// A verification that every sandbox knows and that may be authenticated against by face.
pub const DEMO_SCAN_REF: &str = "sandbox-authentication";
/// A verification that every sandbox knows and whose person must be identified in full first.
pub const DEMO_UNIDENTIFIED_SCAN_REF: &str = "sandbox-identification";

/// Where a sandbox listens, who may call it, and whom it tells.
#[derive(Clone)]
pub struct Config {
    /// Address of the API origin; port 0 takes a free one.
    pub api_listen: SocketAddr,
    /// Address of the frame origin; port 0 takes a free one.
    pub frame_listen: SocketAddr,
    /// The name by which browsers reach the frame origin. `localhost` and `127.0.0.1` are two
    /// origins and both are secure contexts, where cameras work without TLS.
    pub frame_host: String,
    /// User name of HTTP Basic.
    pub api_key: String,
    /// Password of HTTP Basic.
    pub api_secret: String,
    /// Who is told of outcomes; nobody if `None`.
    pub webhook: Option<WebhookTarget>,
    /// Who is told of attempts at Incode; nobody if `None`.
    pub incode_webhook: Option<IncodeTarget>,
    /// How stubbornly webhooks are delivered.
    pub delivery: DeliveryPolicy,
    /// The verifications that exist.
    pub scan_refs: Vec<ScanRef>,
}

impl Default for Config {
    /// Free ports on loopback, the demo credentials, the two demo verifications, no webhooks.
    fn default() -> Self {
        let any_port = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        Self {
            api_listen: any_port,
            frame_listen: any_port,
            frame_host: Ipv4Addr::LOCALHOST.to_string(),
            api_key: DEMO_API_KEY.to_owned(),
            api_secret: DEMO_API_SECRET.to_owned(),
            webhook: None,
            incode_webhook: None,
            delivery: DeliveryPolicy::default(),
            scan_refs: vec![
                ScanRef::new(DEMO_SCAN_REF, ScanRefKind::Authentication),
                ScanRef::new(DEMO_UNIDENTIFIED_SCAN_REF, ScanRefKind::Identification),
            ],
        }
    }
}

impl fmt::Debug for Config {
    /// Leaves out the credentials.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("api_listen", &self.api_listen)
            .field("frame_listen", &self.frame_listen)
            .field("frame_host", &self.frame_host)
            .field("webhook", &self.webhook)
            .field("incode_webhook", &self.incode_webhook)
            .field("delivery", &self.delivery)
            .field("scan_refs", &self.scan_refs)
            .finish_non_exhaustive()
    }
}

/// Who receives webhooks.
#[derive(Clone, PartialEq, Eq)]
pub struct WebhookTarget {
    /// The host's endpoint.
    pub url: Url,
    /// The key that the vendor's dashboard would hold; deliveries are unsigned without one.
    pub signing_key: Option<String>,
}

impl fmt::Debug for WebhookTarget {
    /// Tells whether there is a key, never the key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookTarget")
            .field("url", &self.url.as_str())
            .field("signed", &self.signing_key.is_some())
            .finish()
    }
}

/// Who receives Incode's webhooks. They are not signed: a secret in the address or in a header is
/// all that tells them from anybody's.
#[derive(Clone, PartialEq, Eq)]
pub struct IncodeTarget {
    /// The host's endpoint. May hold the endpoint's secret.
    pub url: Url,
    /// Sent as `Authorization: Bearer …`, where the endpoint wants its secret there.
    pub secret: Option<String>,
}

impl fmt::Debug for IncodeTarget {
    /// Tells the origin, never the rest of the address or the secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IncodeTarget")
            .field("origin", &self.url.origin().ascii_serialization())
            .finish_non_exhaustive()
    }
}

/// How webhooks are delivered again until they are answered with 2xx.
///
/// The vendor documents the 10 seconds and that it tries again; the waits are the sandbox's own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DeliveryPolicy {
    /// How long an answer may take.
    pub timeout: Duration,
    /// The wait after the first try; each further wait is twice as long.
    pub first_wait: Duration,
    /// The longest wait.
    pub max_wait: Duration,
    /// How many tries there are in all.
    pub tries: u32,
}

impl Default for DeliveryPolicy {
    /// 10 s for an answer; waits of 1, 2, 4 … 60 s; 10 tries: about four minutes in all.
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(10),
            first_wait: Duration::from_secs(1),
            max_wait: Duration::from_secs(60),
            tries: 10,
        }
    }
}

/// An earlier verification: what a face is compared with.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ScanRef {
    /// The vendor's name for it, at most 40 characters.
    pub scan_ref: String,
    /// What a status check answers.
    pub kind: ScanRefKind,
    /// The host's own id of the person, as webhooks repeat it.
    #[serde(default)]
    pub client_id: Option<String>,
}

impl ScanRef {
    /// A verification whose person has no id of the host's.
    #[must_use]
    pub fn new(scan_ref: impl Into<String>, kind: ScanRefKind) -> Self {
        Self {
            scan_ref: scan_ref.into(),
            kind,
            client_id: None,
        }
    }
}

/// What a person with an earlier verification may do.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum ScanRefKind {
    /// Authenticate by face.
    Authentication,
    /// Be identified in full, before any authentication by face.
    Identification,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn debug_output_holds_no_secret() {
        let config = Config {
            api_key: "KEY-SECRET".into(),
            api_secret: "API-SECRET".into(),
            webhook: Some(WebhookTarget {
                url: Url::parse("http://127.0.0.1:1/hook").unwrap(),
                signing_key: Some("SIGNING-SECRET".into()),
            }),
            incode_webhook: Some(IncodeTarget {
                url: Url::parse("http://127.0.0.1:1/hooks/PATH-SECRET?key=QUERY-SECRET").unwrap(),
                secret: Some("HEADER-SECRET".into()),
            }),
            ..Config::default()
        };
        let printed = format!("{config:?}");
        assert!(!printed.contains("SECRET"), "{printed}");
        assert!(printed.contains("signed: true"), "{printed}");
    }
}
