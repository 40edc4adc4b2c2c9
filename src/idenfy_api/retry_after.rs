//! The `Retry-After` header, in both of its forms (RFC 9110, 10.2.3).

use std::time::{Duration, UNIX_EPOCH};

/// The seconds that a `Retry-After` header asks to wait; `None` where it cannot be read.
///
/// `now` is the time in seconds since 1970, which the form with a date is counted from.
#[must_use]
pub fn retry_after(header: &str, now: u64) -> Option<u32> {
    let header = header.trim();
    if !header.is_empty() && header.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than fit are a wait that nobody keeps.
        return Some(header.parse().unwrap_or(u32::MAX));
    }
    let until = httpdate::parse_http_date(header).ok()?;
    let now = UNIX_EPOCH.checked_add(Duration::from_secs(now))?;
    let wait = until.duration_since(now).unwrap_or_default();
    Some(u32::try_from(wait.as_secs()).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Sun, 06 Nov 1994 08:49:30 GMT.
    const NOW: u64 = 784_111_770;

    #[test]
    fn both_forms_are_read() {
        for (header, seconds) in [
            ("0", 0),
            ("120", 120),
            (" 7 ", 7),
            ("99999999999", u32::MAX),
            ("Sun, 06 Nov 1994 08:49:37 GMT", 7),
            ("Sunday, 06-Nov-94 08:49:37 GMT", 7),
            ("Sun Nov  6 08:49:37 1994", 7),
            ("Sun, 06 Nov 1994 08:49:00 GMT", 0),
        ] {
            assert_eq!(retry_after(header, NOW), Some(seconds), "{header}");
        }
        for header in ["", "soon", "-1", "1.5", "+3", "06 Nov 1994"] {
            assert_eq!(retry_after(header, NOW), None, "{header}");
        }
    }

    proptest! {
        #[test]
        fn nothing_that_is_read_here_panics(header in any::<String>(), now in any::<u64>()) {
            let _ = retry_after(&header, now);
        }
    }
}
