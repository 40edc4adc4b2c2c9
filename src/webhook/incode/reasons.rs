//! Incode's words: what each error means.

use crate::decision::Category;

/// The errors of 1:1: number, text, kind. Source: "Authentication Webhook 1:1", "Failure
/// Notifications". Others exist and are not listed.
const ERRORS: [(i64, &str, Category); 4] = [
    (4003, "User blacklisted", Category::Denied),
    (4004, "Non existing customer", Category::Unknown),
    (4005, "Spoof attempt detected", Category::Attack),
    (4015, "User is not recognized", Category::Mismatch),
];

pub(super) const SPOOF: &str = "SPOOF_DETECTED";
pub(super) const LENSES: &str = "LENSES_DETECTED";
pub(super) const MASK: &str = "FACE_MASK_DETECTED";
pub(super) const NOT_RECOGNIZED: &str = "USER_IS_NOT_RECOGNIZED";

/// The error names of the Face Authentication module, with their kind.
const NAMES: [(&str, Category); 21] = [
    ("INACTIVE_SESSION", Category::Unknown),
    ("HINT_NOT_PROVIDED", Category::Unknown),
    ("NONEXISTENT_CUSTOMER", Category::Unknown),
    ("MULTIPLE_FACES_DETECTED", Category::Picture),
    (SPOOF, Category::Attack),
    ("FACE_TOO_DARK", Category::Picture),
    ("FACE_CROPPING_FAILED", Category::Picture),
    ("FACE_TOO_SMALL", Category::Picture),
    ("FACE_TOO_BLURRY", Category::Picture),
    ("BAD_PHOTO_QUALITY", Category::Picture),
    (LENSES, Category::Picture),
    (MASK, Category::Picture),
    ("HEAD_COVER_DETECTED", Category::Picture),
    ("CLOSED_EYES_DETECTED", Category::Picture),
    ("SELFIE_FACE_OCCLUDED", Category::Picture),
    ("SELFIE_IMAGE_LOW_QUALITY", Category::Picture),
    (NOT_RECOGNIZED, Category::Mismatch),
    ("FACE_NOT_FOUND", Category::Picture),
    ("BAD_REQUEST", Category::Unknown),
    ("PROCESSING_ERROR", Category::Unknown),
    ("DEFAULT_ERROR", Category::Unknown),
];

/// Which kind of reason an `errorCode` is.
pub(super) fn category_of_code(code: i64) -> Category {
    let row = ERRORS.iter().find(|(number, _, _)| *number == code);
    row.map_or(Category::Unknown, |(_, _, category)| *category)
}

/// Which kind of reason the text of an `error` is: a sentence, whose full stop does not count.
pub(super) fn category_of_text(text: &str) -> Category {
    let text = text.trim().trim_end_matches('.');
    let row = ERRORS
        .iter()
        .find(|(_, known, _)| known.eq_ignore_ascii_case(text));
    row.map_or(Category::Unknown, |(_, _, category)| *category)
}

/// Which kind of reason an `error.name` is.
pub(super) fn category_of_name(name: &str) -> Category {
    let row = NAMES
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name.trim()));
    row.map_or(Category::Unknown, |(_, category)| *category)
}
