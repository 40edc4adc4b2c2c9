//! The `FACIAL_AUTHENTICATION` webhook: the body, the headers, and what a delivery changes of them.

use std::net::IpAddr;

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use face_auth_widget::{
    decision::Status,
    webhook::{idenfy::EVENT_TYPE, signature},
};
use serde_json::{Value, json};

use crate::{
    courier::Parcel,
    delivery::{Delivery, Fields, Signature, Words},
    json::Object,
    script::Outcome,
    store::Session,
};

/// The header that names the kind of event.
const EVENT_TYPE_HEADER: HeaderName = HeaderName::from_static("idenfy-event-type");
/// What [`Signature::Wrong`] is made with.
const SOMEBODY_ELSES_KEY: &[u8] = b"the key of somebody else";

/// The fields of the vendor's mobile pages.
///
/// Source: the body printed there; it has no `id`, `failReason`, `ipAddress` and `riskTags`.
const MOBILE: [&str; 7] = [
    "scanRef",
    "clientId",
    "status",
    "token",
    "type",
    "method",
    "facePhoto",
];

/// What a session's outcome is told with, in order: nothing where it is not told.
///
/// `ip` is the person's address, where they came to the frame at all.
pub(crate) fn parcels(session: &Session, ip: Option<IpAddr>, key: Option<&str>) -> Vec<Parcel> {
    let script = session.request.script.as_ref();
    if script.is_some_and(|script| !script.webhook) {
        return Vec::new();
    }
    let plain = || vec![Delivery::new()];
    let mut deliveries = script
        .and_then(|script| script.deliveries.clone())
        .unwrap_or_else(plain);
    if let (Some(script), Some(first)) = (script, deliveries.first_mut()) {
        first.after += script.webhook_delay;
    }
    deliveries
        .iter()
        .filter_map(|delivery| parcel(session, ip, key, delivery))
        .collect()
}

fn parcel(
    session: &Session,
    ip: Option<IpAddr>,
    key: Option<&str>,
    delivery: &Delivery,
) -> Option<Parcel> {
    let (status, reason) = told(session.outcome.as_ref()?, delivery)?;
    let mut body = body(session, ip, &spelt(status, delivery.words), reason);
    match delivery.fields {
        Fields::All => {}
        Fields::Mobile => body.0.retain(|(name, _)| MOBILE.contains(name)),
        Fields::Fewest => body
            .0
            .retain(|(name, _)| ["token", "status"].contains(name)),
    }
    if delivery.extra {
        body.add_unknown();
    }
    let body = body.write(delivery.layout).ok()?;
    Some(Parcel {
        about: session.info.id,
        after: delivery.after,
        copies: delivery.repeat,
        insistent: !delivery.signature.is_forged(),
        headers: headers(signed(&body, delivery.signature, key)),
        body,
    })
}

/// Status and `failReason`: the outcome's, but for what the delivery says itself.
fn told<'a>(outcome: &'a Outcome, delivery: &'a Delivery) -> Option<(Status, Option<&'a str>)> {
    let (status, reason) = match outcome {
        Outcome::Approve => (Status::Success, None),
        Outcome::Fail(reason) => (Status::Failed, Some(reason.as_str())),
        Outcome::Cancel => (Status::Canceled, None),
        Outcome::Expire => (Status::Expired, None),
        Outcome::Silent => return None,
    };
    let given = delivery.fail_reason.as_deref();
    Some(match delivery.status {
        Some(status) => (status, given),
        None => (status, given.or(reason)),
    })
}

/// Every field that the vendor's page prints, in its order. The sandbox takes no picture and judges
/// no environment.
fn body(session: &Session, ip: Option<IpAddr>, status: &str, reason: Option<&str>) -> Object {
    let request = &session.request;
    Object(vec![
        ("id", json!(session.info.id)),
        ("scanRef", json!(request.scan_ref)),
        ("clientId", json!(session.client_id)),
        ("status", json!(status)),
        ("token", json!(session.info.token)),
        ("type", json!(request.session_type)),
        ("method", json!(request.method)),
        ("facePhoto", Value::Null),
        ("failReason", json!(reason)),
        ("ipAddress", json!(ip)),
        ("riskTags", Value::Null),
    ])
}

fn spelt(status: Status, words: Words) -> String {
    let upper = status.word().chars();
    match words {
        Words::Capitals => upper.collect(),
        Words::Capitalised => cased(upper, |position| position == 0),
        Words::Mixed => cased(upper, |position| position % 2 == 1),
    }
}

fn signed(body: &[u8], signature: Signature, key: Option<&str>) -> Option<String> {
    let right = key.map(|key| signature::sign(body, key.as_bytes()));
    match signature {
        Signature::Right => right,
        Signature::Upper => right.map(|hex| hex.to_ascii_uppercase()),
        Signature::Mixed => right.map(|hex| cased(hex.chars(), |position| position % 2 == 1)),
        Signature::Wrong => Some(signature::sign(body, SOMEBODY_ELSES_KEY)),
        Signature::Short => right.map(|hex| hex.chars().take(hex.len() / 2).collect()),
        Signature::Missing => None,
    }
}

/// The letters in upper case where `is_upper` says so of their position, else in lower case.
fn cased(letters: impl Iterator<Item = char>, is_upper: impl Fn(usize) -> bool) -> String {
    let case = |(position, letter): (usize, char)| match is_upper(position) {
        true => letter.to_ascii_uppercase(),
        false => letter.to_ascii_lowercase(),
    };
    letters.enumerate().map(case).collect()
}

fn headers(signature: Option<String>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(EVENT_TYPE_HEADER, HeaderValue::from_static(EVENT_TYPE));
    if let Some(value) = signature.and_then(|hex| HeaderValue::try_from(hex).ok()) {
        headers.insert(signature::HEADER, value);
    }
    headers
}
