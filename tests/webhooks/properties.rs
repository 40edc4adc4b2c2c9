//! Bodies that nobody thought of.

use face_auth_widget::decision::Decision;
use face_auth_widget::webhook::signature::sign;
use face_auth_widget::webhook::{Vendor, parse, verify};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use serde_json::{Map, Value};

use crate::invariants;

fn vendors() -> impl Strategy<Value = Vendor> {
    prop_oneof![Just(Vendor::Idenfy), Just(Vendor::Incode)]
}

/// Any JSON, a few levels deep.
fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
        words(),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::from),
            btree_map(names(), inner, 0..6).prop_map(|fields| fields.into_iter().collect()),
        ]
    })
}

/// Words that mean something to one of the vendors.
fn words() -> impl Strategy<Value = Value> {
    let known = prop::sample::select(vec![
        "SUCCESS",
        "Success",
        "FAILED",
        "EXPIRED",
        "CANCELED",
        "Pending",
        "PASS",
        "pass",
        "FAIL",
        "FAKE_FACE",
        "EYES_CLOSED",
        "SPOOF_DETECTED",
        "AUTHENTICATION",
        "ENROLLMENT",
        "FAKE_FACE ",
        "Spoof attempt detected.",
        "a free text",
        "T",
        "",
    ]);
    known.prop_map(Value::from)
}

/// Names that mean something to one of the vendors, and others.
fn names() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
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
        "customerId",
        "interviewId",
        "overallStatus",
        "error",
        "interviewToken",
        "transactionId",
        "faceMatch",
        "spoofAttempt",
        "secondFactor",
        "children",
        "hasFaceMask",
        "hasLenses",
        "spoofConfidence",
        "recognitionConfidence",
        "overallScore",
        "errorCode",
        "errorMessage",
        "externalCustomerId",
        "hint",
        "attemptCounterState",
        "name",
        "message",
        "max",
        "remaining",
        "confidence",
        "candidates",
        "failreason",
        "STATUS",
        "FaceMatch",
        "Error",
        "Name",
    ]);
    prop_oneof![4 => known.prop_map(str::to_owned), 1 => ".{0,8}"]
}

/// A field of iDenfy, mostly of the documented type.
fn idenfy() -> impl Strategy<Value = Map<String, Value>> {
    let status = words();
    let reason = prop_oneof![Just(Value::Null), words()];
    let more = btree_map(names(), json(), 0..3);
    (status, reason, more).prop_map(|(status, reason, more)| {
        let mut body: Map<String, Value> = more.into_iter().collect();
        body.insert("token".into(), "T".into());
        body.insert("status".into(), status);
        body.insert("failReason".into(), reason);
        body
    })
}

/// A field of Incode, mostly of the documented type.
fn incode() -> impl Strategy<Value = Map<String, Value>> {
    let flag = || prop_oneof![Just(Value::Null), any::<bool>().prop_map(Value::from)];
    let error = prop_oneof![
        3 => Just(Value::Null),
        1 => words(),
        1 => words().prop_map(|name| serde_json::json!({ "name": name })),
    ];
    let code = prop_oneof![3 => Just(Value::Null), 1 => (4000..4020).prop_map(Value::from)];
    let more = btree_map(names(), json(), 0..3);
    (words(), [flag(), flag(), flag(), flag()], error, code, more).prop_map(
        |(status, flags, error, code, more)| {
            let mut body: Map<String, Value> = more.into_iter().collect();
            let names = ["faceMatch", "spoofAttempt", "hasLenses", "hasFaceMask"];
            body.extend(names.map(str::to_owned).into_iter().zip(flags));
            body.insert("overallStatus".into(), status);
            body.insert("error".into(), error);
            body.insert("errorCode".into(), code);
            body
        },
    )
}

fn text(body: &Map<String, Value>) -> Vec<u8> {
    serde_json::to_vec(body).expect("JSON can be written")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn bytes_never_panic(body in vec(any::<u8>(), 0..512), vendor in vendors()) {
        invariants::of_parsing(&body, vendor);
    }

    #[test]
    fn json_never_passes_unless_it_may(body in json(), vendor in vendors()) {
        invariants::of_parsing(body.to_string().as_bytes(), vendor);
    }

    #[test]
    fn near_misses_never_pass_unless_they_may(idenfy in idenfy(), incode in incode()) {
        invariants::of_parsing(&text(&idenfy), Vendor::Idenfy);
        invariants::of_parsing(&text(&incode), Vendor::Incode);
    }

    /// Both vendors' fields together are never a pass, of neither vendor.
    #[test]
    fn a_mixture_never_passes(idenfy in idenfy(), incode in incode(), vendor in vendors()) {
        let body: Map<String, Value> = idenfy.into_iter().chain(incode).collect();
        prop_assert!(parse(&text(&body), vendor).is_err());
    }

    #[test]
    fn a_field_that_nobody_documents_changes_nothing(
        body in prop_oneof![idenfy(), incode()],
        vendor in vendors(),
        name in "x-.{0,8}",
        value in json(),
    ) {
        let told = |body: &Map<String, Value>| {
            parse(&text(body), vendor).map(|event| (event.kind, event.purpose, event.decision))
        };
        let mut more = body.clone();
        more.insert(name, value);
        prop_assert_eq!(told(&body), told(&more));
    }

    #[test]
    fn the_case_of_a_status_changes_nothing(
        body in idenfy(),
        status in prop::sample::select(vec!["SUCCESS", "FAILED", "EXPIRED", "CANCELED", "PENDING"]),
        capitals in vec(any::<bool>(), 8),
    ) {
        let told = |status: &str| {
            let mut body = body.clone();
            body.insert("status".into(), status.into());
            parse(&text(&body), Vendor::Idenfy).map(|event| (event.decision, event.contradiction))
        };
        let mixed: String = status
            .chars()
            .zip(capitals)
            .map(|(letter, capital)| if capital { letter } else { letter.to_ascii_lowercase() })
            .collect();
        prop_assert_eq!(told(status), told(&mixed));
    }

    #[test]
    fn what_is_signed_holds_and_nothing_else(
        body in prop_oneof![vec(any::<u8>(), 0..256), idenfy().prop_map(|body| text(&body))],
        header in vec(any::<u8>(), 0..80),
        key in vec(any::<u8>(), 0..80),
    ) {
        invariants::of_verifying(&body, &header, &key);
    }

    /// Whichever bit is flipped, of the body, of the key or of the digest.
    #[test]
    fn a_flipped_bit_does_not_hold(
        body in vec(any::<u8>(), 1..256),
        key in vec(any::<u8>(), 1..64),
        place in any::<prop::sample::Index>(),
        bit in 0..8_u32,
    ) {
        let flipped = |bytes: &[u8]| {
            let mut bytes = bytes.to_vec();
            let at = place.index(bytes.len());
            bytes[at] ^= 1 << bit;
            bytes
        };
        let signature = sign(&body, &key);
        let code = |body: &[u8], header: &[u8], key: &[u8]| {
            verify(body, Some(header), key).map_err(|error| error.code())
        };
        let mismatch = Err("signature_mismatch");
        prop_assert_eq!(&code(&flipped(&body), signature.as_bytes(), &key), &mismatch);
        prop_assert_eq!(&code(&body, signature.as_bytes(), &flipped(&key)), &mismatch);
        let digits = flipped(signature.as_bytes());
        if !digits.eq_ignore_ascii_case(signature.as_bytes()) {
            let told = code(&body, &digits, &key);
            prop_assert!(matches!(told, Err("signature_mismatch" | "signature_malformed")));
        }
    }

    /// What is written of an event is read as the same event.
    #[test]
    fn an_event_is_written_as_it_is(body in prop_oneof![idenfy(), incode()], vendor in vendors()) {
        if let Ok(event) = parse(&text(&body), vendor) {
            let written = serde_json::to_string(&event).expect("an event can be written");
            let written: Value = serde_json::from_str(&written).expect("and is JSON");
            prop_assert_eq!(&written["vendor"], vendor.word());
            prop_assert_eq!(&written["contradiction"], event.contradiction);
            let decision: Decision = serde_json::from_value(written["decision"].clone())
                .expect("a decision can be read");
            prop_assert_eq!(&decision, &event.decision);
            let again = parse(written["raw"].to_string().as_bytes(), vendor).expect("as before");
            prop_assert_eq!(again.decision, event.decision);
        }
    }
}
