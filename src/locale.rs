//! What a language tag says about the direction of writing.

/// Scripts that are written from right to left (ISO 15924).
const SCRIPTS: [&str; 10] = [
    "adlm", "arab", "hebr", "mand", "mend", "nkoo", "rohg", "samr", "syrc", "thaa",
];

/// Languages that are written so unless the tag names another script (ISO 639).
const LANGUAGES: [&str; 17] = [
    "ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "ks", "lrc", "nqo", "ps", "sd", "syr", "ug",
    "ur", "yi",
];

/// The direction of a language's writing, as HTML's `dir` has it.
///
/// `locale` is a BCP 47 tag (`ar`, `fa-IR`, `az-Arab`); one that is none counts as left to right.
#[must_use]
pub fn direction(locale: &str) -> &'static str {
    let mut tags = locale.split(['-', '_']);
    let among = |tag: &str, list: &[&str]| list.iter().any(|one| tag.eq_ignore_ascii_case(one));
    let language = tags.next().unwrap_or_default();
    // A script has four letters, and stands before the region.
    let script = tags
        .take_while(|tag| tag.len() > 2)
        .find(|tag| tag.len() == 4 && tag.bytes().all(|byte| byte.is_ascii_alphabetic()));
    let leftwards = match script {
        Some(script) => among(script, &SCRIPTS),
        None => among(language, &LANGUAGES),
    };
    if leftwards { "rtl" } else { "ltr" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_decides() {
        for locale in ["ar", "AR", "ar-EG", "he", "iw-IL", "fa_IR", "ur", "ckb-IQ"] {
            assert_eq!(direction(locale), "rtl", "{locale}");
        }
        for locale in ["en", "lt-LT", "de", "az", "pa", "are", "", "-", "x"] {
            assert_eq!(direction(locale), "ltr", "{locale}");
        }
    }

    #[test]
    fn a_script_that_is_named_decides_before_the_language() {
        for locale in ["az-Arab", "pa-arab-PK", "ks-Arab"] {
            assert_eq!(direction(locale), "rtl", "{locale}");
        }
        for locale in ["ar-Latn", "sd-Deva-IN", "ku-Latn"] {
            assert_eq!(direction(locale), "ltr", "{locale}");
        }
    }

    #[test]
    fn what_follows_the_region_is_no_script() {
        assert_eq!(direction("en-US-u-nu-arab"), "ltr");
        assert_eq!(direction("ar-EG-u-nu-latn"), "rtl");
        assert_eq!(direction("ar-u-nu-latn"), "rtl");
    }
}
