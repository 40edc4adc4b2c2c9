//! One delivery, whoever sent it.

use std::fmt;

use serde::Serialize;
use serde_json::{Map, Value};

use super::{Documented, Vendor, idenfy, incode};
use crate::decision::Decision;

/// Which webhook it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub enum Kind {
    /// iDenfy's `FACIAL_AUTHENTICATION`.
    #[serde(rename = "idenfy.face-authentication")]
    #[cfg_attr(feature = "typescript", ts(rename = "idenfy.face-authentication"))]
    IdenfyFaceAuthentication,
    /// Incode's Authentication 1:1, which is being retired.
    #[serde(rename = "incode.authentication-1to1")]
    #[cfg_attr(feature = "typescript", ts(rename = "incode.authentication-1to1"))]
    IncodeAuthentication1to1,
    /// What replaces it: the Face Authentication module of Incode's workflows and flows.
    #[serde(rename = "incode.face-authentication")]
    #[cfg_attr(feature = "typescript", ts(rename = "incode.face-authentication"))]
    IncodeFaceAuthentication,
}

impl Kind {
    /// The word that JavaScript sees.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::IdenfyFaceAuthentication => "idenfy.face-authentication",
            Self::IncodeAuthentication1to1 => "incode.authentication-1to1",
            Self::IncodeFaceAuthentication => "incode.face-authentication",
        }
    }

    /// Who sends it.
    #[must_use]
    pub const fn vendor(self) -> Vendor {
        match self {
            Self::IdenfyFaceAuthentication => Vendor::Idenfy,
            Self::IncodeAuthentication1to1 | Self::IncodeFaceAuthentication => Vendor::Incode,
        }
    }

    /// Until when it is sent, if it is being retired.
    #[must_use]
    pub const fn deprecation(self) -> Option<Deprecation> {
        match self {
            Self::IncodeAuthentication1to1 => Some(incode::DEPRECATION),
            Self::IdenfyFaceAuthentication | Self::IncodeFaceAuthentication => None,
        }
    }
}

/// What the attempt was for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "typescript", ts(rename_all = "lowercase"))]
pub enum Purpose {
    /// Comparing a face with an earlier one.
    Authentication,
    /// Storing a face to compare with later.
    Enrollment,
}

impl Purpose {
    /// The word that JavaScript sees.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Authentication => "authentication",
            Self::Enrollment => "enrollment",
        }
    }
}

impl Documented for Purpose {
    const ALL: &'static [Self] = &[Self::Authentication, Self::Enrollment];

    fn word(self) -> &'static str {
        self.word()
    }
}

/// Until when a webhook can be counted on. Dates as `YYYY-MM-DD`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "typescript", ts(rename_all = "camelCase"))]
pub struct Deprecation {
    /// From this day on nobody mends it.
    pub end_of_support: &'static str,
    /// The vendor's advice: have moved by this day.
    pub migrate_by: &'static str,
    /// From this day on it is not sent any more.
    pub end_of_life: &'static str,
    /// What to move to.
    pub successor: Kind,
}

/// The fields that a vendor documents. As JSON, the ids only: [`Event::raw`] has the rest.
#[derive(Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Body {
    /// iDenfy's `FACIAL_AUTHENTICATION`.
    Idenfy(idenfy::FaceAuthentication),
    /// Incode's Authentication 1:1.
    Incode1to1(incode::Authentication),
    /// Incode's Face Authentication module.
    Incode(incode::FaceAuthentication),
}

/// One delivery, read and decided.
#[derive(Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(rename = "Delivery"))]
#[non_exhaustive]
pub struct Event {
    #[cfg_attr(feature = "typescript", ts(skip))]
    vendor: Vendor,
    /// Which webhook it is.
    #[cfg_attr(feature = "typescript", ts(skip))]
    pub kind: Kind,
    /// What the attempt was for; nothing where the vendor did not say so in a documented word.
    pub purpose: Option<Purpose>,
    /// What it comes to. For the backend: a browser gets the public decision.
    pub decision: Decision,
    /// The body says that the attempt passed, and that it did not. It is decided as one that did
    /// not; worth a line in the log.
    pub contradiction: bool,
    /// The fields that the vendor documents.
    #[serde(flatten)]
    #[cfg_attr(feature = "typescript", ts(skip))]
    pub body: Body,
    /// Until when the vendor sends this webhook, if it is being retired.
    #[cfg_attr(feature = "typescript", ts(skip))]
    pub deprecation: Option<Deprecation>,
    /// The body as it was parsed, with the fields that the vendor does not document. A number with
    /// more than 15 digits may be another in the last of them: whoever needs it keeps the bytes.
    #[cfg_attr(feature = "typescript", ts(type = "Record<string, unknown>"))]
    pub raw: Map<String, Value>,
}

impl Event {
    pub(super) fn new(
        kind: Kind,
        purpose: Option<Purpose>,
        (decision, contradiction): (Decision, bool),
        body: Body,
        raw: Map<String, Value>,
    ) -> Self {
        Self {
            vendor: kind.vendor(),
            kind,
            purpose,
            decision,
            contradiction,
            body,
            deprecation: kind.deprecation(),
            raw,
        }
    }

    /// Who sent it.
    #[must_use]
    pub const fn vendor(&self) -> Vendor {
        self.vendor
    }

    /// The token of the attempt. iDenfy always sends it: it ties a delivery to a session.
    #[must_use]
    pub fn token(&self) -> Option<&str> {
        match &self.body {
            Body::Idenfy(body) => Some(&body.token),
            Body::Incode1to1(body) => body.token.as_deref(),
            Body::Incode(_) => None,
        }
    }

    /// iDenfy's id of the earlier verification that the face was compared with.
    #[must_use]
    pub fn scan_ref(&self) -> Option<&str> {
        match &self.body {
            Body::Idenfy(body) => body.scan_ref.as_deref(),
            Body::Incode1to1(_) | Body::Incode(_) => None,
        }
    }

    /// Incode's id of the person.
    #[must_use]
    pub fn customer_id(&self) -> Option<&str> {
        match &self.body {
            Body::Idenfy(_) => None,
            Body::Incode1to1(body) => body.customer_id.as_deref(),
            Body::Incode(body) => body.customer_id.as_deref(),
        }
    }

    /// Incode's id of the attempt.
    #[must_use]
    pub fn interview_id(&self) -> Option<&str> {
        match &self.body {
            Body::Idenfy(_) => None,
            Body::Incode1to1(body) => body.interview_id.as_deref(),
            Body::Incode(body) => body.interview_id.as_deref(),
        }
    }

    /// All of it that may travel to a browser: somebody who attacks learns only that they were
    /// declined, and a vendor's word only travels if it is a code; see
    /// [`Reason::public`](crate::decision::Reason::public).
    #[must_use]
    pub fn public_decision(&self) -> Decision {
        self.decision.public()
    }
}

impl fmt::Debug for Event {
    /// Leaves out the token, which is a secret, everything about the person, and of the reason a
    /// text that is no code.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Event")
            .field("kind", &self.kind)
            .field("purpose", &self.purpose)
            .field("decision", &self.decision)
            .field("contradiction", &self.contradiction)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use crate::webhook::{Vendor, parse};

    #[test]
    fn debug_output_holds_neither_token_nor_person() {
        let bodies = [
            (
                Vendor::Idenfy,
                r#"{"token":"SECRET","status":"FAILED","clientId":"SECRET","scanRef":"SECRET",
                    "id":"SECRET","facePhoto":"SECRET","ipAddress":"SECRET","new":"SECRET",
                    "failReason":"looks like SECRET"}"#,
            ),
            (
                Vendor::Incode,
                r#"{"token":"SECRET","overallStatus":"FAIL","customerId":"SECRET",
                    "error":"SECRET is blacklisted","errorMessage":"SECRET"}"#,
            ),
            (
                Vendor::Incode,
                r#"{"hint":"SECRET","overallStatus":"FAIL","externalCustomerId":"SECRET",
                    "error":{"name":"not SECRET","message":"SECRET"}}"#,
            ),
        ];
        for (vendor, body) in bodies {
            let event = parse(body.as_bytes(), vendor).expect("valid");
            assert!(!format!("{event:?}").contains("SECRET"), "{event:?}");
        }
    }
}
