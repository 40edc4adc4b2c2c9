//! iDenfy's words: what each `failReason` means.
//!
//! Source: "Face Auth iFrame", section "Possible `failReason` Values".

use crate::decision::{Category, Reason};
use alloc::string::String;

/// The documented values. Any other is [`Category::Unknown`].
const FAIL_REASONS: [(&str, Category); 16] = [
    ("FACE_NOT_FOUND", Category::Picture),
    ("TOO_MANY_FACES", Category::Picture),
    ("FACE_ANGLE_TOO_LARGE", Category::Picture),
    ("FACE_TOO_SMALL", Category::Picture),
    ("FACE_CLOSE_TO_BORDER", Category::Picture),
    ("FACE_TOO_CLOSE", Category::Picture),
    ("FACE_CROPPED", Category::Picture),
    ("FACE_IS_OCCLUDED", Category::Picture),
    ("EYES_CLOSED", Category::Picture),
    ("FAILED_TO_PREDICT_LANDMARKS", Category::Picture),
    ("FACE_MISMATCH", Category::Mismatch),
    ("PROBABILITY_TOO_SMALL", Category::Mismatch),
    ("FAKE_FACE", Category::Attack),
    ("VIRTUAL_CAMERA", Category::Attack),
    ("FAKE_CAPTURE", Category::Attack),
    ("DUPLICATE_IMAGE", Category::Attack),
];

/// Which kind of reason a `failReason` is.
#[must_use]
pub fn category_of(fail_reason: &str) -> Category {
    FAIL_REASONS
        .iter()
        .find(|(word, _)| *word == fail_reason)
        .map_or(Category::Unknown, |(_, category)| *category)
}

/// The reason that a `failReason` stands for; an empty one is none.
#[must_use]
pub fn reason(fail_reason: String) -> Option<Reason> {
    let category = category_of(&fail_reason);
    (!fail_reason.is_empty()).then(|| Reason::new(fail_reason, category))
}
