//! A window message: whether it counts, and what it says.
//!
//! Any window can post to any other, and a page hears from extensions, advertisements and
//! developer tools all day. [`judge`] is the only place that says which message counts; nothing
//! of a message but its envelope is looked at before.

use alloc::string::String;

/// What the frame says of an attempt: the documented values, and no other.
///
/// Source: "Face Auth iFrame", section "iFrame Console Status Values". A hint, never a decision.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "typescript", ts(rename_all = "UPPERCASE"))]
pub enum FrameStatus {
    /// Finished and approved.
    Approved,
    /// Finished and failed.
    Failed,
}

impl FrameStatus {
    /// Reads a status word. Earlier pages of the vendor write it in lower case; letters outside
    /// ASCII never fold into it.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Approved, Self::Failed]
            .into_iter()
            .find(|status| word.eq_ignore_ascii_case(status.word()))
    }

    /// The documented word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Approved => "APPROVED",
            Self::Failed => "FAILED",
        }
    }
}

/// What can be known of a message without looking into it. By default: that it is nobody's.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Envelope {
    /// The browser sent it; no script of the page made it up (`isTrusted`).
    pub trusted: bool,
    /// Its `source` is the window that was captured when this attempt's frame was created.
    ///
    /// False where either is null: a removed sender has no window, nor has a detached frame, and
    /// nothing equals nothing.
    pub from_captured_window: bool,
    /// This attempt's frame is still connected, and still shows the captured window.
    pub frame_intact: bool,
    /// Its `origin` is exactly the vendor's.
    pub from_vendor_origin: bool,
}

/// Why a message that looks like the vendor's does not count.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "typescript", ts(rename_all = "lowercase"))]
pub enum Rejection {
    /// The vendor's origin, in another window than this attempt's frame.
    Window,
    /// This attempt's frame, showing another origin.
    Origin,
    /// After the end.
    Late,
}

impl Rejection {
    /// The word that JavaScript sees.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Window => "window",
            Self::Origin => "origin",
            Self::Late => "late",
        }
    }
}

/// What becomes of a message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Judgement {
    /// It counts: its payload may be read.
    Counts,
    /// It pretends to be the vendor's, or comes too late: worth telling the host.
    Rejected(Rejection),
    /// It is somebody else's business.
    Unrelated,
}

/// Says whether a message counts for an attempt that still waits (or no longer does).
#[must_use]
pub fn judge(envelope: Envelope, waiting: bool) -> Judgement {
    let from_frame = envelope.from_captured_window && envelope.frame_intact;
    let rejection = match (from_frame, envelope.from_vendor_origin) {
        _ if !envelope.trusted => return Judgement::Unrelated,
        (false, false) => return Judgement::Unrelated,
        _ if !waiting => Rejection::Late,
        (true, true) => return Judgement::Counts,
        (true, false) => Rejection::Origin,
        (false, true) => Rejection::Window,
    };
    Judgement::Rejected(rejection)
}

/// A payload, as far as a status is looked for in it. Nothing in it is ever called.
pub trait Payload: Sized {
    /// The text, where the payload is a string.
    fn text(&self) -> Option<String>;
    /// The value that a JSON text stands for.
    fn parsed(&self, text: &str) -> Option<Self>;
    /// The own property `status` of a plain object; an array, a `Map` or an inherited property
    /// has none.
    fn own_status(&self) -> Option<Self>;
}

/// The status word of a payload, documented or not.
///
/// The vendor's page does not show the shape of `data`. Its frames are known to send an object
/// with `status` and the same object as a JSON text; a bare word costs nothing to accept.
pub fn status_word<P: Payload>(payload: &P) -> Option<String> {
    let Some(text) = payload.text() else {
        return payload.own_status()?.text();
    };
    match payload.parsed(&text) {
        Some(value) => value.own_status()?.text(),
        None => Some(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    impl Payload for Value {
        fn text(&self) -> Option<String> {
            self.as_str().map(str::to_owned)
        }
        fn parsed(&self, text: &str) -> Option<Self> {
            serde_json::from_str(text).ok()
        }
        fn own_status(&self) -> Option<Self> {
            self.as_object()?.get("status").cloned()
        }
    }

    const GENUINE: Envelope = Envelope {
        trusted: true,
        from_captured_window: true,
        frame_intact: true,
        from_vendor_origin: true,
    };

    fn status(payload: &Value) -> Option<FrameStatus> {
        FrameStatus::from_word(&status_word(payload)?)
    }

    #[test]
    fn only_the_whole_envelope_counts() {
        assert_eq!(judge(GENUINE, true), Judgement::Counts);
        for bits in 0..16_u8 {
            let envelope = Envelope {
                trusted: bits & 1 != 0,
                from_captured_window: bits & 2 != 0,
                frame_intact: bits & 4 != 0,
                from_vendor_origin: bits & 8 != 0,
            };
            let counts = judge(envelope, true) == Judgement::Counts;
            assert_eq!(counts, envelope == GENUINE, "{envelope:?}");
            assert_ne!(judge(envelope, false), Judgement::Counts, "{envelope:?}");
        }
    }

    #[test]
    fn a_rejection_says_what_was_wrong() {
        let elsewhere = Envelope {
            from_captured_window: false,
            ..GENUINE
        };
        let navigated = Envelope {
            from_vendor_origin: false,
            ..GENUINE
        };
        let scripted = Envelope {
            trusted: false,
            ..GENUINE
        };
        let cases = [
            (elsewhere, true, Judgement::Rejected(Rejection::Window)),
            (navigated, true, Judgement::Rejected(Rejection::Origin)),
            (GENUINE, false, Judgement::Rejected(Rejection::Late)),
            (elsewhere, false, Judgement::Rejected(Rejection::Late)),
            (scripted, true, Judgement::Unrelated),
        ];
        for (envelope, waiting, judgement) in cases {
            assert_eq!(judge(envelope, waiting), judgement, "{envelope:?}");
        }
    }

    #[test]
    fn reads_every_shape_that_the_vendor_is_known_to_send() {
        for payload in [
            json!({ "status": "APPROVED" }),
            json!({ "status": "approved", "manualStatus": "waiting", "autoSuspected": false }),
            json!(r#"{"status":"APPROVED"}"#),
            json!(r#"{"status":"Approved","manualStatus":null}"#),
            json!("APPROVED"),
            json!("approved"),
        ] {
            assert_eq!(status(&payload), Some(FrameStatus::Approved), "{payload}");
        }
        assert_eq!(
            status(&json!({ "status": "failed" })),
            Some(FrameStatus::Failed)
        );
    }

    #[test]
    fn never_guesses_an_approval() {
        for payload in [
            json!(null),
            json!(true),
            json!(1),
            json!({}),
            json!({ "status": null }),
            json!({ "status": true }),
            json!({ "status": ["APPROVED"] }),
            json!({ "status": { "status": "APPROVED" } }),
            json!({ "status": "APPROVED " }),
            json!({ "status": "ＡPPROVED" }),
            json!({ "Status": "APPROVED" }),
            json!([{ "status": "APPROVED" }]),
            json!(r#"["APPROVED"]"#),
            json!(r#""APPROVED""#),
            json!("SUCCESS"),
            json!(""),
        ] {
            assert_eq!(status(&payload), None, "{payload}");
        }
    }

    #[test]
    fn letters_that_fold_to_ascii_do_not_count() {
        // U+017F folds to `s`, U+0131 and U+212A are other usual suspects.
        assert_eq!(FrameStatus::from_word("FA\u{131}LED"), None);
        assert_eq!(FrameStatus::from_word("A\u{17f}PROVED"), None);
    }
}
