//! What a person reads and can press, for each view that asks something of them or tells an end.

use crate::decision::Category;
use crate::error::ErrorCode;
use crate::view::{Action, View};
use crate::words::Word;
use alloc::string::String;

/// What a view is about.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Subject {
    /// Nothing that is known.
    #[default]
    Nothing,
    /// Why an attempt did not pass.
    Reason {
        /// The kind of reason.
        category: Category,
        /// The vendor's own word.
        code: Option<String>,
    },
    /// What went wrong.
    Error(ErrorCode),
}

/// A picture that says what the heading says, to those who see it. Each has a shape of its own, so
/// that none is told by colour alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Icon {
    /// A tick.
    Done,
    /// A cross.
    Refused,
    /// A triangle with an exclamation mark.
    Attention,
    /// A face in a viewfinder.
    Face,
    /// A clock.
    Clock,
    /// A camera that is crossed out.
    NoCamera,
    /// Waves that are crossed out.
    Offline,
    /// A phone.
    Phone,
    /// A square in a circle.
    Stopped,
}

/// A heading, a text, and what can be pressed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Card {
    /// Above the heading.
    pub icon: Option<Icon>,
    /// The heading.
    pub title: Word,
    /// Under it.
    pub text: Option<Word>,
    /// The first is the one that most people want.
    pub buttons: &'static [(Word, Action)],
}

/// The card of a view; `None` for views that have none. `closable` where there is a dialog to
/// close.
#[must_use]
pub fn card(view: View, subject: &Subject, closable: bool) -> Option<Card> {
    let card = match view {
        View::Frame | View::Loading | View::Handoff | View::Confirming => return None,
        View::Silent => SILENT,
        View::Leaving => LEAVING,
        View::Retry => retry(subject),
        View::Approved => APPROVED,
        View::Failed => failed(subject),
        View::Canceled => CANCELED,
        View::Expired => EXPIRED,
        View::Error => error(subject),
    };
    let end = card.buttons.is_empty();
    Some(if end && closable {
        Card {
            buttons: &[(Word::Close, Action::Close)],
            ..card
        }
    } else {
        card
    })
}

const SILENT: Card = Card {
    icon: None,
    title: Word::SilentTitle,
    text: Some(Word::SilentText),
    buttons: &[(Word::Reload, Action::Return)],
};

const LEAVING: Card = Card {
    icon: None,
    title: Word::LeavingTitle,
    text: Some(Word::LeavingText),
    buttons: &[(Word::Stay, Action::Stay), (Word::Stop, Action::End)],
};

const APPROVED: Card = end(Icon::Done, Word::ApprovedTitle, Some(Word::ApprovedText));
const CANCELED: Card = end(Icon::Stopped, Word::CanceledTitle, None);
const EXPIRED: Card = end(Icon::Clock, Word::ExpiredTitle, Some(Word::ExpiredText));

const fn end(icon: Icon, title: Word, text: Option<Word>) -> Card {
    Card {
        icon: Some(icon),
        title,
        text,
        buttons: &[],
    }
}

fn retry(subject: &Subject) -> Card {
    let (icon, title, text) = match subject {
        Subject::Error(code) => fault(*code),
        Subject::Reason {
            category: Category::Picture,
            code,
        } => (Icon::Face, Word::PictureTitle, picture(code.as_deref())),
        Subject::Reason {
            category: Category::Mismatch,
            ..
        } => (Icon::Face, Word::MismatchTitle, Word::RetryText),
        Subject::Reason { .. } | Subject::Nothing => {
            (Icon::Attention, Word::FailedTitle, Word::RetryText)
        }
    };
    Card {
        icon: Some(icon),
        title,
        text: Some(text),
        buttons: if title == Word::ResultTitle {
            &[(Word::CheckAgain, Action::Retry), (Word::Stop, Action::End)]
        } else {
            &[(Word::TryAgain, Action::Retry), (Word::Stop, Action::End)]
        },
    }
}

/// A picture can be better the next time. Any other reason is either none of the person's doing, or
/// would help somebody who is not the enrolled one.
fn failed(subject: &Subject) -> Card {
    let text = match subject {
        Subject::Reason {
            category: Category::Picture,
            code,
        } => picture(code.as_deref()),
        _ => Word::FailedText,
    };
    end(Icon::Refused, Word::FailedTitle, Some(text))
}

fn error(subject: &Subject) -> Card {
    let (icon, title, text) = match subject {
        Subject::Error(code) => fault(*code),
        _ => UNAVAILABLE,
    };
    end(icon, title, Some(text))
}

const UNAVAILABLE: (Icon, Word, Word) = (Icon::Attention, Word::ErrorTitle, Word::ErrorText);

/// An error in words for the person; those of the code itself are for the page's developer.
fn fault(code: ErrorCode) -> (Icon, Word, Word) {
    match code {
        ErrorCode::Offline => (Icon::Offline, Word::OfflineTitle, Word::OfflineText),
        ErrorCode::TokenFailed | ErrorCode::FrameRemoved => {
            (Icon::Attention, Word::LoadTitle, Word::LoadText)
        }
        ErrorCode::TokenTimeout | ErrorCode::FrameTimeout => {
            (Icon::Clock, Word::SlowTitle, Word::LoadText)
        }
        ErrorCode::ConfirmFailed | ErrorCode::ConfirmTimeout => {
            (Icon::Clock, Word::ResultTitle, Word::ResultText)
        }
        ErrorCode::SessionExpired => (Icon::Clock, Word::ExpiredTitle, Word::ExpiredText),
        ErrorCode::InsecureContext | ErrorCode::CameraBlocked => {
            (Icon::NoCamera, Word::CameraTitle, Word::CameraText)
        }
        ErrorCode::WasmUnavailable => (Icon::Attention, Word::BrowserTitle, Word::BrowserText),
        ErrorCode::IdentificationRequired => (Icon::Face, Word::IdentifyTitle, Word::IdentifyText),
        ErrorCode::AttemptsExhausted => (Icon::Refused, Word::ExhaustedTitle, Word::FailedText),
        ErrorCode::InvalidTarget
        | ErrorCode::InvalidOptions
        | ErrorCode::InvalidToken
        | ErrorCode::InvalidState
        | ErrorCode::FrameBlocked => UNAVAILABLE,
    }
}

/// What to change about the picture, by the words of both vendors.
fn picture(code: Option<&str>) -> Word {
    match code.unwrap_or_default() {
        "FACE_NOT_FOUND" | "FAILED_TO_PREDICT_LANDMARKS" => Word::PictureFace,
        "TOO_MANY_FACES" | "MULTIPLE_FACES_DETECTED" => Word::PictureAlone,
        "FACE_ANGLE_TOO_LARGE" => Word::PictureStraight,
        "FACE_TOO_SMALL" => Word::PictureCloser,
        "FACE_TOO_CLOSE" => Word::PictureFurther,
        "FACE_CLOSE_TO_BORDER" | "FACE_CROPPED" | "FACE_CROPPING_FAILED" => Word::PictureCentre,
        "FACE_IS_OCCLUDED"
        | "SELFIE_FACE_OCCLUDED"
        | "FACE_MASK_DETECTED"
        | "LENSES_DETECTED"
        | "HEAD_COVER_DETECTED" => Word::PictureUncovered,
        "EYES_CLOSED" | "CLOSED_EYES_DETECTED" => Word::PictureEyes,
        "FACE_TOO_DARK" => Word::PictureLight,
        "FACE_TOO_BLURRY" | "BAD_PHOTO_QUALITY" | "SELFIE_IMAGE_LOW_QUALITY" => Word::PictureSharp,
        _ => Word::PictureOther,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::expect_used)]
    use super::*;

    fn reason(category: Category, code: &str) -> Subject {
        let code = Some(code.to_owned());
        Subject::Reason { category, code }
    }

    fn shown(view: View, subject: &Subject) -> Card {
        card(view, subject, false).expect("a card")
    }

    #[test]
    fn every_documented_picture_code_has_advice_of_its_own() {
        let codes = [
            "FACE_NOT_FOUND",
            "TOO_MANY_FACES",
            "FACE_ANGLE_TOO_LARGE",
            "FACE_TOO_SMALL",
            "FACE_CLOSE_TO_BORDER",
            "FACE_TOO_CLOSE",
            "FACE_CROPPED",
            "FACE_IS_OCCLUDED",
            "EYES_CLOSED",
            "FAILED_TO_PREDICT_LANDMARKS",
            "MULTIPLE_FACES_DETECTED",
            "FACE_TOO_DARK",
            "FACE_CROPPING_FAILED",
            "FACE_TOO_BLURRY",
            "BAD_PHOTO_QUALITY",
            "LENSES_DETECTED",
            "FACE_MASK_DETECTED",
            "HEAD_COVER_DETECTED",
            "CLOSED_EYES_DETECTED",
            "SELFIE_FACE_OCCLUDED",
            "SELFIE_IMAGE_LOW_QUALITY",
        ];
        for code in codes {
            let card = shown(View::Retry, &reason(Category::Picture, code));
            assert_eq!(card.title, Word::PictureTitle, "{code}");
            assert_ne!(card.text, Some(Word::PictureOther), "{code}");
        }
        let unheard_of = shown(View::Retry, &reason(Category::Picture, "NEW"));
        assert_eq!(unheard_of.text, Some(Word::PictureOther));
    }

    /// A vendor's word must not slip through to the text by its category alone.
    #[test]
    fn what_must_not_be_explained_is_not() {
        for category in [
            Category::Attack,
            Category::Denied,
            Category::Declined,
            Category::Mismatch,
            Category::Unknown,
        ] {
            let subject = reason(category, "FACE_TOO_SMALL");
            let end = shown(View::Failed, &subject);
            assert_eq!(end, shown(View::Failed, &Subject::Nothing), "{category:?}");
            let retry = shown(View::Retry, &subject);
            assert_eq!(retry.text, Some(Word::RetryText), "{category:?}");
            let told = retry.title == Word::MismatchTitle;
            assert_eq!(told, category == Category::Mismatch, "{category:?}");
        }
    }

    #[test]
    fn after_a_missing_result_only_the_result_is_asked_for_again() {
        for code in ErrorCode::ALL {
            let card = shown(View::Retry, &Subject::Error(*code));
            let (word, action) = card.buttons[0];
            assert_eq!(action, Action::Retry);
            let confirming = matches!(code, ErrorCode::ConfirmFailed | ErrorCode::ConfirmTimeout);
            assert_eq!(word == Word::CheckAgain, confirming, "{code:?}");
        }
    }

    #[test]
    fn an_end_can_be_closed_where_there_is_a_dialog() {
        for view in [
            View::Approved,
            View::Failed,
            View::Canceled,
            View::Expired,
            View::Error,
        ] {
            let buttons = |closable| card(view, &Subject::Nothing, closable).map(|c| c.buttons);
            assert_eq!(buttons(false), Some(&[][..]), "{view:?}");
            let close = [(Word::Close, Action::Close)];
            assert_eq!(buttons(true), Some(&close[..]), "{view:?}");
        }
    }
}
