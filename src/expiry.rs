//! When a token expires, by two clocks: the calendar's may be set, the page's may stand still while
//! a laptop sleeps.

/// What two clocks show at one moment, in milliseconds.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Clocks {
    /// Since 1970. May jump either way.
    pub calendar: f64,
    /// Since the page was opened. Never goes back, and may stand still.
    pub page: f64,
}

/// The moment at which a token expires.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Expiry(Clocks);

impl Expiry {
    /// From `lifetime`, in seconds from now, or `expires_at`, in milliseconds since 1970. Without
    /// either (and for what is no number) nothing is known.
    #[must_use]
    pub fn new(lifetime: Option<f64>, expires_at: Option<f64>, now: Clocks) -> Option<Self> {
        let number = |value: &f64| !value.is_nan();
        let left = match (lifetime.filter(number), expires_at.filter(number)) {
            (Some(seconds), _) => seconds * 1_000.0,
            (None, Some(at)) => at - now.calendar,
            (None, None) => return None,
        };
        Some(Self(Clocks {
            calendar: now.calendar + left,
            page: now.page + left,
        }))
    }

    /// Whether either clock has reached it.
    #[must_use]
    pub fn has_passed(self, now: Clocks) -> bool {
        now.calendar >= self.0.calendar || now.page >= self.0.page
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Clocks = Clocks {
        calendar: 1_000_000.0,
        page: 500.0,
    };

    fn later(calendar: f64, page: f64) -> Clocks {
        Clocks {
            calendar: NOW.calendar + calendar,
            page: NOW.page + page,
        }
    }

    #[test]
    fn either_clock_tells() {
        for expiry in [
            Expiry::new(Some(2.0), None, NOW),
            Expiry::new(None, Some(NOW.calendar + 2_000.0), NOW),
        ] {
            let expiry = expiry.expect("known");
            assert!(!expiry.has_passed(NOW));
            assert!(!expiry.has_passed(later(1_999.0, 1_999.0)));
            assert!(expiry.has_passed(later(2_000.0, 2_000.0)));
            assert!(expiry.has_passed(later(3_600_000.0, 10.0)), "slept");
            assert!(expiry.has_passed(later(-3_600_000.0, 2_000.0)), "set back");
        }
    }

    #[test]
    fn the_lifetime_comes_first() {
        let expiry = Expiry::new(Some(2.0), Some(0.0), NOW).expect("known");
        assert!(!expiry.has_passed(NOW));
    }

    #[test]
    fn what_has_expired_on_arrival_has_passed() {
        for expiry in [
            Expiry::new(Some(0.0), None, NOW),
            Expiry::new(Some(-5.0), None, NOW),
            Expiry::new(None, Some(NOW.calendar - 1.0), NOW),
        ] {
            assert!(expiry.expect("known").has_passed(NOW));
        }
    }

    #[test]
    fn without_a_number_nothing_is_known() {
        assert_eq!(Expiry::new(None, None, NOW), None);
        assert_eq!(Expiry::new(None, Some(f64::NAN), NOW), None);
        assert_eq!(Expiry::new(Some(f64::NAN), None, NOW), None);
        assert!(Expiry::new(Some(f64::NAN), Some(0.0), NOW).is_some());
    }
}
