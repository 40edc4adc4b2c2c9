//! One segment of a path, holding text from elsewhere.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but the unreserved characters (RFC 3986, 2.3).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A text as one segment. It must be one that [`can_stand`].
pub(super) fn encode(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// Whether a text can be a segment. A dot or two cannot, in any spelling: every URL parser takes them
/// for a step along the path.
pub(super) fn can_stand(text: &str) -> bool {
    !matches!(text, "" | "." | "..")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use url::Url;

    use super::*;

    proptest! {
        #[test]
        fn nothing_leaves_its_segment(text in any::<String>()) {
            prop_assume!(can_stand(&text));
            let url = format!("https://vendor.example/a/{}/b", encode(&text));
            let url = Url::parse(&url).expect("an address");
            let segments: Vec<_> = url.path_segments().expect("a path").collect();
            prop_assert_eq!(segments.len(), 3);
            prop_assert_eq!((segments[0], segments[2]), ("a", "b"));
            let back = percent_encoding::percent_decode_str(segments[1]).decode_utf8();
            prop_assert_eq!(back.expect("UTF-8"), text);
            prop_assert!(url.query().is_none() && url.fragment().is_none());
        }
    }

    #[test]
    fn steps_along_a_path_are_no_segments() {
        assert!(["", ".", ".."].into_iter().all(|text| !can_stand(text)));
        assert!(["...", "a.", "%2e"].into_iter().all(can_stand));
    }
}
