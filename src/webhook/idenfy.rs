//! iDenfy's `FACIAL_AUTHENTICATION` webhook.
//!
//! Source: the vendor's page "Face Auth iFrame", section "Webhook". The mobile pages show bodies
//! with neither `id` nor `failReason`, so only `token` and `status` are counted on. The vendor's
//! schema prints the statuses capitalised and knows `Pending`, which is no decision yet.
//!
//! | `status` | without a `failReason` | with one |
//! | --- | --- | --- |
//! | `SUCCESS` | success | failed, and a contradiction |
//! | `FAILED` `EXPIRED` `CANCELED` `PENDING` | as it says | as it says, with the reason |
//! | another word | refused: `unknown_status` | refused |
//!
//! A status that is not documented is refused ([`Fault::UnknownStatus`]) rather than kept: taken
//! with a 2xx answer it would never be delivered again, and might be the end of an attempt. Refused,
//! it stays with the vendor and shows in both logs.

use serde::Serialize;
use serde_json::{Map, Value};

use super::event::{Body, Event, Kind, Purpose};
use super::fields::Fields;
use super::{Documented, Fault, Term, WebhookError};
use crate::decision::{Decision, Reason, Status};
use crate::idenfy;
use crate::token::Token;

/// The value of the `Idenfy-Event-Type` header.
pub const EVENT_TYPE: &str = "FACIAL_AUTHENTICATION";

pub(super) const FIELDS: [&str; 11] = [
    "id",
    "scanRef",
    "clientId",
    "status",
    "token",
    "type",
    "method",
    "facePhoto",
    "failReason",
    "ipAddress",
    "riskTags",
];

/// How a face is looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Method {
    /// Compared with an earlier picture.
    FaceMatching,
    /// The same, with movements that only somebody who is there can make.
    ActiveLiveness,
}

impl Documented for Method {
    const ALL: &'static [Self] = &[Self::FaceMatching, Self::ActiveLiveness];

    fn word(self) -> &'static str {
        match self {
            Self::FaceMatching => "FACE_MATCHING",
            Self::ActiveLiveness => "ACTIVE_LIVENESS",
        }
    }
}

/// What the vendor found remarkable. It does not change the decision.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RiskTag {
    /// The device or browser may have been tampered with.
    UntrustedEnvironment,
}

impl Documented for RiskTag {
    const ALL: &'static [Self] = &[Self::UntrustedEnvironment];

    fn word(self) -> &'static str {
        match self {
            Self::UntrustedEnvironment => "UNTRUSTED_ENVIRONMENT",
        }
    }
}

/// The documented fields; as JSON, the ids among them.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(
    feature = "typescript",
    ts(rename = "IdenfySubject", rename_all = "camelCase")
)]
pub struct FaceAuthentication {
    /// The vendor's id of the attempt (uuid); missing in bodies of the mobile pages.
    pub id: Option<String>,
    /// The attempt's token: what ties a delivery to a session.
    pub token: String,
    /// The earlier verification that the face was compared with.
    pub scan_ref: Option<String>,
    /// The host's own id of the person.
    pub client_id: Option<String>,
    /// What the vendor says; the event's decision is what it comes to.
    #[serde(skip)]
    #[cfg_attr(feature = "typescript", ts(skip))]
    pub status: Status,
    /// What the attempt was for.
    #[serde(skip)]
    #[cfg_attr(feature = "typescript", ts(skip))]
    pub r#type: Option<Term<Purpose>>,
    /// How the face was looked at.
    #[serde(skip)]
    #[cfg_attr(feature = "typescript", ts(skip))]
    pub method: Option<Term<Method>>,
    /// Where the picture is, for a while.
    #[serde(skip)]
    #[cfg_attr(feature = "typescript", ts(skip))]
    pub face_photo: Option<String>,
    /// Why the attempt did not pass, as it came; the decision's reason has its kind.
    #[serde(skip)]
    #[cfg_attr(feature = "typescript", ts(skip))]
    pub fail_reason: Option<String>,
    /// The person's address.
    #[serde(skip)]
    #[cfg_attr(feature = "typescript", ts(skip))]
    pub ip_address: Option<String>,
    /// What the vendor found remarkable.
    #[serde(skip)]
    #[cfg_attr(feature = "typescript", ts(skip))]
    pub risk_tags: Vec<Term<RiskTag>>,
}

impl FaceAuthentication {
    fn new(fields: Fields<'_>) -> Result<Self, WebhookError> {
        Ok(Self {
            token: token(fields)?,
            status: status(fields)?,
            id: fields.text("id")?,
            scan_ref: fields.text("scanRef")?,
            client_id: fields.text("clientId")?,
            r#type: fields.text("type")?.map(Term::new),
            method: fields.text("method")?.map(Term::new),
            face_photo: fields.text("facePhoto")?,
            fail_reason: fields.text("failReason")?,
            ip_address: fields.text("ipAddress")?,
            risk_tags: risk_tags(fields)?,
        })
    }

    /// What it comes to, and whether it contradicts itself: a reason to fail belongs to no pass.
    fn decide(&self) -> (Decision, bool) {
        let reason = self.fail_reason.as_deref().map(reason);
        let contradiction = self.status == Status::Success && reason.is_some();
        let status = if contradiction {
            Status::Failed
        } else {
            self.status
        };
        (Decision { status, reason }, contradiction)
    }
}

/// Reads a body that has no field of another vendor.
pub(super) fn read(raw: Map<String, Value>) -> Result<Event, WebhookError> {
    let body = FaceAuthentication::new(Fields(&raw))?;
    let purpose = body.r#type.as_ref().and_then(Term::documented);
    let decided = body.decide();
    let kind = Kind::IdenfyFaceAuthentication;
    Ok(Event::new(kind, purpose, decided, Body::Idenfy(body), raw))
}

/// What a `failReason` stands for, in whatever case it came, and with white space around it or not.
fn reason(word: &str) -> Reason {
    Reason::new(word, idenfy::category_of(&word.trim().to_ascii_uppercase()))
}

fn token(fields: Fields<'_>) -> Result<String, WebhookError> {
    let token = Token::new(fields.required("token")?)
        .map_err(|_| WebhookError::at(Fault::InvalidField, "token"))?;
    Ok(token.reveal().to_owned())
}

fn status(fields: Fields<'_>) -> Result<Status, WebhookError> {
    let status = fields.required("status")?;
    Status::from_word(&status).ok_or(WebhookError::at(Fault::UnknownStatus, "status"))
}

fn risk_tags(fields: Fields<'_>) -> Result<Vec<Term<RiskTag>>, WebhookError> {
    let tags = fields.texts("riskTags")?.unwrap_or_default();
    Ok(tags.into_iter().map(Term::new).collect())
}
