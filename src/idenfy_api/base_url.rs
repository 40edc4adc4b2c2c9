//! Where the API is, and so who is given the key pair.

use super::error::IdenfyError;
use crate::frame_url::is_secure;

/// The vendor's own API.
pub const VENDOR: &str = "https://ivs.idenfy.com/";

/// The parts of an address that a URL parser has taken apart: JavaScript's `URL`, or the crate `url`.
#[derive(Clone, Copy, Debug)]
pub struct Address<'a> {
    /// `https:`, with the colon.
    pub protocol: &'a str,
    /// Without a port; an IPv6 address in brackets.
    pub hostname: &'a str,
    /// Scheme, host and port.
    pub origin: &'a str,
    /// The path, from its first slash.
    pub pathname: &'a str,
    /// Whether there is a user name, a password, a query or a fragment.
    pub has_more: bool,
}

/// A checked address of the API: an origin, and a path before the vendor's own where a gateway has one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// Takes an address that the key pair may be sent to: https, but for loopback.
    ///
    /// # Errors
    /// `invalid_request` for `baseUrl`, where it is another scheme, or holds a user name, a password,
    /// a query or a fragment.
    pub fn new(address: Address<'_>) -> Result<Self, IdenfyError> {
        if address.has_more || !is_secure(address.protocol, address.hostname) {
            return Err(IdenfyError::invalid("baseUrl"));
        }
        let path = address.pathname.trim_end_matches('/');
        Ok(Self(format!("{}{path}", address.origin)))
    }

    /// The address of a path that begins with a slash.
    pub(super) fn join(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }
}

impl Default for BaseUrl {
    /// [`VENDOR`].
    fn default() -> Self {
        Self(VENDOR.trim_end_matches('/').to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GATEWAY: Address<'_> = Address {
        protocol: "https:",
        hostname: "gateway.example",
        origin: "https://gateway.example:8443",
        pathname: "/idenfy/",
        has_more: false,
    };

    #[test]
    fn a_path_is_kept_and_its_last_slash_is_not() {
        for pathname in ["/idenfy", "/idenfy/"] {
            let base = BaseUrl::new(Address {
                pathname,
                ..GATEWAY
            });
            let url = base.expect("https").join("/partner");
            assert_eq!(url, "https://gateway.example:8443/idenfy/partner");
        }
        assert_eq!(
            BaseUrl::default().join("/partner"),
            "https://ivs.idenfy.com/partner"
        );
    }

    #[test]
    fn the_key_pair_travels_encrypted_or_not_at_all() {
        let plain = |hostname| Address {
            protocol: "http:",
            hostname,
            ..GATEWAY
        };
        for hostname in ["localhost", "127.0.0.1", "[::1]"] {
            assert!(BaseUrl::new(plain(hostname)).is_ok(), "{hostname}");
        }
        let more = Address {
            has_more: true,
            ..GATEWAY
        };
        let file = Address {
            protocol: "file:",
            ..GATEWAY
        };
        for address in [
            plain("gateway.example"),
            plain("127.evil.example"),
            more,
            file,
        ] {
            let refused = Err(IdenfyError::invalid("baseUrl"));
            assert_eq!(BaseUrl::new(address), refused, "{address:?}");
        }
    }
}
