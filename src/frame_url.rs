//! Which address the frame may have, and so whom the widget trusts.

use crate::error::ErrorCode;

/// The vendor's own frame. Source: "Face Auth iFrame", section "iFrame Integration".
pub const VENDOR: &str = "https://face.authentication.idenfy.com/";

/// The parts of an address that was parsed by the browser (or by any other URL parser).
#[derive(Clone, Copy, Debug)]
pub struct Parts<'a> {
    /// `https:`, with the colon.
    pub protocol: &'a str,
    /// Without a port; an IPv6 address in brackets.
    pub hostname: &'a str,
    /// Scheme, host and port as they stand in `MessageEvent.origin`.
    pub origin: &'a str,
    /// The user name before the host; empty where there is none.
    pub username: &'a str,
    /// The password before the host; empty where there is none.
    pub password: &'a str,
}

/// Refuses an address that must not be framed.
///
/// The frame is given the camera and believed about a status, so it has to be reached over https
/// (but for loopback, which secure contexts take as secure), must not be the page itself, whose
/// scripts could then speak as the vendor, and must not hide its host behind a user name
/// or password.
///
/// # Errors
/// [`ErrorCode::InvalidOptions`].
pub fn check(parts: Parts<'_>, page_origin: &str) -> Result<(), ErrorCode> {
    if is_secure(parts.protocol, parts.hostname)
        && parts.origin != page_origin
        && parts.username.is_empty()
        && parts.password.is_empty()
    {
        Ok(())
    } else {
        Err(ErrorCode::InvalidOptions)
    }
}

/// Whether nobody on the way can listen: over https, or on this machine. The protocol is with its
/// colon, the host name as a URL parser has normalised it.
pub(crate) fn is_secure(protocol: &str, hostname: &str) -> bool {
    match protocol {
        "https:" => true,
        "http:" => is_loopback(hostname),
        _ => false,
    }
}

/// Whether a violation of the page's own Content-Security-Policy tells that the frame was kept out:
/// the fields of a `SecurityPolicyViolationEvent`, and the frame's origin.
#[must_use]
pub fn is_refused(directive: &str, disposition: &str, blocked: &str, origin: &str) -> bool {
    let rest = blocked.strip_prefix(origin).map(str::as_bytes);
    directive == "frame-src" && disposition == "enforce" && matches!(rest, Some([] | [b'/', ..]))
}

/// The hosts that browsers hold for trustworthy without TLS (W3C Secure Contexts, 3.1).
fn is_loopback(hostname: &str) -> bool {
    hostname == "localhost"
        || hostname.ends_with(".localhost")
        || hostname == "[::1]"
        || is_ipv4_loopback(hostname)
}

/// A URL parser has already normalised every spelling of an IPv4 address to four numbers.
fn is_ipv4_loopback(hostname: &str) -> bool {
    hostname.starts_with("127.")
        && hostname
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "https://bank.example";

    fn verdict(protocol: &str, hostname: &str, username: &str) -> Result<(), ErrorCode> {
        let origin = &format!("{protocol}//{hostname}");
        check(
            Parts {
                protocol,
                hostname,
                origin,
                username,
                password: "",
            },
            PAGE,
        )
    }

    #[test]
    fn takes_https_and_loopback() {
        for (protocol, hostname) in [
            ("https:", "face.authentication.idenfy.com"),
            ("http:", "localhost"),
            ("http:", "vendor.localhost"),
            ("http:", "127.0.0.1"),
            ("http:", "[::1]"),
        ] {
            assert_eq!(verdict(protocol, hostname, ""), Ok(()), "{hostname}");
        }
    }

    #[test]
    fn a_violation_counts_if_it_is_enforced_and_about_the_frame() {
        const FRAME: &str = "https://face.example";
        let url = "https://face.example/?token";
        assert!(is_refused("frame-src", "enforce", url, FRAME));
        assert!(!is_refused("frame-src", "report", url, FRAME));
        assert!(is_refused("frame-src", "enforce", FRAME, FRAME));
        assert!(!is_refused("img-src", "enforce", url, FRAME));
        let alike = "https://face.example.evil/";
        assert!(!is_refused("frame-src", "enforce", alike, FRAME));
        assert!(!is_refused(
            "frame-src",
            "enforce",
            "https://ads.example",
            FRAME
        ));
    }

    #[test]
    fn refuses_a_password_without_a_user() {
        let parts = Parts {
            protocol: "https:",
            hostname: "evil.example",
            origin: "https://evil.example",
            username: "",
            password: "face.authentication.idenfy.com",
        };
        assert_eq!(check(parts, PAGE), Err(ErrorCode::InvalidOptions));
    }

    #[test]
    fn refuses_the_rest() {
        for (protocol, hostname, username) in [
            ("http:", "face.authentication.idenfy.com", ""),
            ("http:", "127.0.0.1.evil.example", ""),
            ("http:", "127.evil.example", ""),
            ("http:", "localhost.evil.example", ""),
            ("javascript:", "", ""),
            ("data:", "", ""),
            ("blob:", "bank.example", ""),
            ("https:", "evil.example", "face.authentication.idenfy.com"),
            ("https:", "bank.example", ""),
        ] {
            let refused = Err(ErrorCode::InvalidOptions);
            assert_eq!(verdict(protocol, hostname, username), refused, "{hostname}");
        }
    }
}
