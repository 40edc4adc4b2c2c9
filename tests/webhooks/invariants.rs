//! What holds of every body, whatever it is: for the property tests, the fuzz targets and the
//! corpus they leave.
//!
//! Written from the vendors' documents a second time, over the raw fields, so that a fault of the
//! reader is not repeated here.

use face_auth_widget::decision::{Category, Status};
use face_auth_widget::webhook::signature::sign;
use face_auth_widget::webhook::{
    Event, MAX_BODY, Vendor, VerifyError, WebhookError, parse, parse_value, verify,
};
use serde_json::{Map, Value};

/// Of a body that anybody may have sent.
pub(crate) fn of_parsing(body: &[u8], vendor: Vendor) {
    match parse(body, vendor) {
        Ok(event) => of_an_event(&event, vendor),
        Err(error) => of_an_error(&error, body),
    }
}

/// Of a delivery in one piece, as the corpus holds it: the key, the header and the body, with a
/// line's end between them.
pub(crate) fn of_delivery(delivery: &[u8]) {
    let mut parts = delivery.splitn(3, |byte| *byte == b'\n');
    let [key, header, body] = [(); 3].map(|()| parts.next().unwrap_or_default());
    of_verifying(body, header, key);
}

/// Of a body and of the signature that came with it.
pub(crate) fn of_verifying(body: &[u8], header: &[u8], key: &[u8]) {
    let forged = verify(body, Some(header), key);
    let signature = sign(body, key);
    if !header.eq_ignore_ascii_case(signature.as_bytes()) {
        assert!(forged.is_err(), "passed without its signature");
    }
    let signed = verify(body, Some(signature.as_bytes()), key);
    if key.is_empty() {
        assert!(signed.is_err(), "passed under an empty key");
        return;
    }
    assert_eq!(
        signed,
        parse(body, Vendor::Idenfy).map_err(VerifyError::Body)
    );
    let unsigned = verify(body, None, key).map_err(|error| error.code());
    let refusal = if body.len() > MAX_BODY {
        "too_large"
    } else {
        "signature_missing"
    };
    assert_eq!(unsigned, Err(refusal));
}

fn of_an_event(event: &Event, vendor: Vendor) {
    assert_eq!(event.vendor(), vendor);
    let passed = event.decision.status == Status::Success;
    assert!(
        !passed || may_pass(&event.raw, vendor),
        "passed: {:?}",
        event.raw
    );
    assert!(!passed || !event.contradiction && event.decision.reason.is_none());
    assert!(event.token().is_some() || vendor == Vendor::Incode);

    of_what_a_browser_is_told(event);

    let again = parse_value(Value::Object(event.raw.clone()), vendor);
    assert_eq!(again.as_ref(), Ok(event));
    let written = serde_json::to_value(event).expect("an event can be written");
    assert_eq!(written["raw"], Value::Object(event.raw.clone()));
    assert_eq!(written["kind"], event.kind.word());
    assert_eq!(written["vendor"], vendor.word());
    let purpose = event.purpose.map(|purpose| purpose.word().into());
    assert_eq!(written["purpose"], purpose.unwrap_or(Value::Null));
}

fn of_what_a_browser_is_told(event: &Event) {
    let public = event.public_decision();
    assert_eq!(public.status, event.decision.status);
    let Some(reason) = &event.decision.reason else {
        assert_eq!(public.reason, None);
        return;
    };
    let told = public.reason.expect("a reason is told");
    assert_eq!(told.advice, reason.advice);
    if reason.category == Category::Attack {
        assert_eq!((told.category, told.code), (Category::Declined, None));
    } else {
        assert_eq!(told.category, reason.category);
        assert_eq!(told.code, reason.code.clone().filter(|word| is_code(word)));
    }
}

fn is_code(word: &str) -> bool {
    let mut letters = word.chars();
    (1..=64).contains(&word.len()) && letters.all(|c| c == '_' || c.is_ascii_alphanumeric())
}

fn of_an_error(error: &WebhookError, body: &[u8]) {
    assert!(matches!(error.http_status(), 400 | 413));
    let message = error.fault().message();
    let expected = match error.path() {
        Some(path) => format!("{message}: `{path}`"),
        None => message.to_owned(),
    };
    assert_eq!(error.to_string(), expected);
    assert_eq!(error.code() == "too_large", body.len() > MAX_BODY);
}

/// Whether the documents let a body pass.
fn may_pass(body: &Map<String, Value>, vendor: Vendor) -> bool {
    let says = |name: &str, word: &str| {
        let text = body.get(name).and_then(Value::as_str);
        text.is_some_and(|text| text.eq_ignore_ascii_case(word))
    };
    let is = |name: &str, state: bool| body.get(name) == Some(&Value::Bool(state));
    let silent = |name: &str| {
        matches!(body.get(name), None | Some(Value::Null))
            || body.get(name).and_then(Value::as_str) == Some("")
    };
    let same = |key: &String, name: &str| key.eq_ignore_ascii_case(name);
    let absent = |name: &str| !body.keys().any(|key| same(key, name));
    // A name that is written otherwise may be that field to another reader.
    let exact = |names: &[&str]| {
        body.keys()
            .all(|key| names.iter().all(|name| key == name || !same(key, name)))
    };
    match vendor {
        Vendor::Idenfy => {
            says("status", "SUCCESS")
                && silent("failReason")
                && exact(&["status", "token", "failReason"])
                && absent("overallStatus")
        }
        Vendor::Incode => {
            says("overallStatus", "PASS")
                && exact(&[
                    "overallStatus",
                    "faceMatch",
                    "spoofAttempt",
                    "hasLenses",
                    "hasFaceMask",
                    "error",
                    "errorCode",
                    "errorMessage",
                ])
                && !is("faceMatch", false)
                && !is("spoofAttempt", true)
                && !is("hasLenses", true)
                && !is("hasFaceMask", true)
                && ["error", "errorCode", "errorMessage"]
                    .into_iter()
                    .all(silent)
                && absent("status")
        }
    }
}
