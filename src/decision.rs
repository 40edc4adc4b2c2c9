//! What a host's backend knows about an attempt, in words that every vendor shares.

use alloc::string::String;
use core::fmt;

#[cfg(feature = "webhook")]
use serde::{Deserialize, Serialize};

/// How an attempt ended, or that it has not ended yet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "typescript", ts(rename_all = "UPPERCASE"))]
#[cfg_attr(feature = "webhook", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "webhook", serde(rename_all = "UPPERCASE"))]
pub enum Status {
    /// The person is the enrolled one (or was enrolled successfully).
    Success,
    /// The attempt was finished and did not pass.
    Failed,
    /// The token expired before the person started.
    Expired,
    /// The person canceled.
    Canceled,
    /// No decision yet: ask again.
    Pending,
}

impl Status {
    const ALL: [Self; 5] = [
        Self::Success,
        Self::Failed,
        Self::Expired,
        Self::Canceled,
        Self::Pending,
    ];

    /// Reads a status. iDenfy prints them in capitals on one page and capitalised in its schema.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|status| word.eq_ignore_ascii_case(status.word()))
    }

    /// The word that JavaScript sees.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Success => "SUCCESS",
            Self::Failed => "FAILED",
            Self::Expired => "EXPIRED",
            Self::Canceled => "CANCELED",
            Self::Pending => "PENDING",
        }
    }
}

/// What kind of thing went wrong: all that advice to a person depends on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "webhook", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "webhook", serde(rename_all = "lowercase"))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "typescript", ts(rename_all = "lowercase"))]
pub enum Category {
    /// The picture could not be used; a person can change that.
    Picture,
    /// Not recognised as the enrolled person.
    Mismatch,
    /// Something other than a live face in front of a camera was shown. Never leaves the backend.
    Attack,
    /// The vendor knows the person and refuses them.
    Denied,
    /// Refused without an explanation: what a browser is told in place of [`Category::Attack`].
    Declined,
    /// A reason that the vendor does not document.
    Unknown,
}

/// Whether another try makes sense.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "webhook", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "webhook", serde(rename_all = "lowercase"))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "typescript", ts(rename_all = "lowercase"))]
pub enum Advice {
    /// Another try may succeed.
    Retry,
    /// Another try must not be offered.
    Stop,
}

impl Advice {
    /// The word that JavaScript sees.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Retry => "retry",
            Self::Stop => "stop",
        }
    }
}

/// The longest code that a browser may be told, in characters. Documented ones stay below 30.
const MAX_CODE: usize = 64;

/// Why an attempt did not pass.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(feature = "webhook", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Reason {
    /// The vendor's own word, as it came, which may be any text; `None` where it must not be told.
    pub code: Option<String>,
    /// The kind of reason.
    pub category: Category,
    /// Whether to offer another try.
    pub advice: Advice,
}

/// The backend's answer about one attempt.
#[derive(Clone, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "webhook", derive(Serialize, Deserialize))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Decision {
    /// How the attempt ended.
    pub status: Status,
    /// Why, where it did not pass and the vendor said so.
    pub reason: Option<Reason>,
}

/// The backend's decision, as far as the life of a session depends on it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Decided {
    /// How the attempt ended, or that it has not.
    pub status: Status,
    /// Another try must not be offered.
    pub stop: bool,
}

impl Decided {
    /// What a decision comes to. A pass with a reason to fail is a contradiction, and a
    /// contradiction is no pass.
    #[must_use]
    pub fn new(status: Status, reason: Option<&Reason>) -> Self {
        let status = match (status, reason) {
            (Status::Success, Some(_)) => Status::Failed,
            _ => status,
        };
        Self {
            status,
            stop: reason.is_some_and(|reason| reason.advice == Advice::Stop),
        }
    }
}

impl Category {
    const ALL: [Self; 6] = [
        Self::Picture,
        Self::Mismatch,
        Self::Attack,
        Self::Denied,
        Self::Declined,
        Self::Unknown,
    ];

    /// Reads a category; one that is not known is [`Category::Unknown`].
    #[must_use]
    pub fn from_word(word: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|category| category.word() == word)
            .unwrap_or(Self::Unknown)
    }

    /// The word that JavaScript sees.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Picture => "picture",
            Self::Mismatch => "mismatch",
            Self::Attack => "attack",
            Self::Denied => "denied",
            Self::Declined => "declined",
            Self::Unknown => "unknown",
        }
    }

    /// The advice that goes with a reason of this kind.
    ///
    /// A mismatch may be tried again: whether it is offered is the host's policy.
    #[must_use]
    pub const fn advice(self) -> Advice {
        match self {
            Self::Picture | Self::Mismatch | Self::Unknown => Advice::Retry,
            Self::Attack | Self::Denied | Self::Declined => Advice::Stop,
        }
    }
}

impl Reason {
    /// A reason in the vendor's words, with the advice that its kind calls for.
    #[must_use]
    pub fn new(code: impl Into<String>, category: Category) -> Self {
        Self {
            code: Some(code.into()),
            category,
            advice: category.advice(),
        }
    }

    /// A reason as a host's backend tells it to its page. Whatever it advises, no other try is
    /// offered after a reason that calls for none.
    #[must_use]
    pub fn told(code: Option<String>, category: &str, advice: Option<&str>) -> Self {
        let category = Category::from_word(category);
        let stop = advice == Some(Advice::Stop.word());
        Self {
            code,
            category,
            advice: if stop {
                Advice::Stop
            } else {
                category.advice()
            },
        }
    }

    /// What a browser may be told: somebody who attacks learns only that they were declined.
    ///
    /// In a backend, the vendor's word travels only if it is a code: 1 to 64 ASCII letters, digits
    /// and `_`. A free text can hold anything, the name of a person or an attack among it. In the
    /// page itself, the words are those that the host gave it.
    #[must_use]
    pub fn public(&self) -> Self {
        match self.category {
            Category::Attack => Self {
                code: None,
                category: Category::Declined,
                advice: Advice::Stop,
            },
            #[cfg(feature = "webhook")]
            _ => Self {
                code: self.code.clone().filter(|word| is_code(word)),
                ..*self
            },
            #[cfg(not(feature = "webhook"))]
            _ => self.clone(),
        }
    }
}

impl fmt::Debug for Reason {
    /// Leaves out a text that is no code; see [`Reason::public`].
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = self.code.as_deref();
        f.debug_struct("Reason")
            .field("code", &code.filter(|word| is_code(word)))
            .field("category", &self.category)
            .field("advice", &self.advice)
            .finish()
    }
}

fn is_code(word: &str) -> bool {
    let of_a_code = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    (1..=MAX_CODE).contains(&word.len()) && word.bytes().all(of_a_code)
}

impl Decision {
    /// What a browser may be told of this decision; see [`Reason::public`]. A pass with a reason to
    /// fail is none, as [`Decided::new`] has it.
    #[must_use]
    pub fn public(&self) -> Self {
        let reason = self.reason.as_ref();
        Self {
            status: Decided::new(self.status, reason).status,
            reason: reason.map(Reason::public),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attack_is_never_explained_to_a_browser() {
        let decision = Decision {
            status: Status::Failed,
            reason: Some(Reason::new("VIRTUAL_CAMERA", Category::Attack)),
        };
        let told = decision.public().reason.expect("a reason is kept");
        assert_eq!(told.code, None);
        assert_eq!(told.category, Category::Declined);
        assert_eq!(told.advice, Advice::Stop);
    }

    #[test]
    fn other_codes_travel_unchanged() {
        for code in ["EYES_CLOSED", "new_reason", "4016", &"X".repeat(MAX_CODE)] {
            let decision = Decision {
                status: Status::Failed,
                reason: Some(Reason::new(code, Category::Picture)),
            };
            assert_eq!(decision.public(), decision);
        }
    }

    #[cfg(feature = "webhook")]
    #[test]
    fn a_free_text_stays_in_the_backend_and_out_of_its_log() {
        for text in [
            "",
            "SECRET text",
            "SECRET\n",
            "SECRET-1",
            "SECRĖT",
            &"SECRET".repeat(11),
        ] {
            let reason = Reason::new(text, Category::Denied);
            let told = reason.public();
            assert_eq!(told.code, None, "{text}");
            assert_eq!(
                (told.category, told.advice),
                (Category::Denied, Advice::Stop)
            );
            assert!(!alloc::format!("{reason:?}").contains("SECR"), "{text}");
        }
        let printed = alloc::format!("{:?}", Reason::new("EYES_CLOSED", Category::Picture));
        assert!(printed.contains("EYES_CLOSED"));
    }

    #[test]
    fn a_pass_with_a_reason_is_told_as_none() {
        let decision = Decision {
            status: Status::Success,
            reason: Some(Reason::new("FAKE_FACE", Category::Attack)),
        };
        assert_eq!(decision.public().status, Status::Failed);
    }
}
