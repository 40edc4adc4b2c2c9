//! Which `scanRef` can be one of the vendor's.

use super::error::IdenfyError;
use super::segment;

/// The longest `scanRef`, in characters. Source: the schema of a session, `givenScanRef`.
pub const MAX_SCAN_REF: usize = 40;

/// Refuses what no verification is called.
pub(super) fn check(scan_ref: &str) -> Result<(), IdenfyError> {
    let fits = scan_ref.chars().count() <= MAX_SCAN_REF;
    if fits && segment::can_stand(scan_ref) && !scan_ref.contains(char::is_control) {
        Ok(())
    } else {
        Err(IdenfyError::invalid("scanRef"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_vendors_and_refuses_the_rest() {
        let longest = "x".repeat(MAX_SCAN_REF);
        for scan_ref in [
            "86d6bd28-4ab8-11ea-b77f-2e728ce88125",
            "scanRef",
            "ą/?",
            &longest,
        ] {
            assert_eq!(check(scan_ref), Ok(()), "{scan_ref}");
        }
        let longer = "x".repeat(MAX_SCAN_REF + 1);
        for scan_ref in ["", ".", "..", "a\nb", "a\0", "\u{85}", &longer] {
            assert_eq!(check(scan_ref), Err(IdenfyError::invalid("scanRef")));
        }
    }
}
