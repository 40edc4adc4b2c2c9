//! `signatures.json`: which deliveries hold, and what the others are answered.

use face_auth_widget::webhook::signature::SignatureError;
use face_auth_widget::webhook::{MAX_BODY, VerifyError, verify};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::table::read;

/// One row; see the README beside it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    case: String,
    body: String,
    key: String,
    header: Option<String>,
    error: Option<Value>,
    answer: Option<Value>,
}

fn rows() -> Vec<Row> {
    read("signatures.json")
}

fn told(error: &VerifyError) -> Value {
    json!({ "code": error.code(), "path": error.path() })
}

#[test]
fn every_delivery_holds_or_fails_as_the_table_says() {
    for row in rows() {
        let header = row.header.as_deref().map(str::as_bytes);
        let error = verify(row.body.as_bytes(), header, row.key.as_bytes()).err();
        assert_eq!(error.as_ref().map(told), row.error, "{}", row.case);
        let answer = error
            .map(|error| json!({ "status": error.http_status(), "code": error.public_code() }));
        assert_eq!(answer, row.answer, "{}", row.case);
    }
}

#[test]
fn every_fault_of_a_signature_is_in_the_table() {
    let codes: Vec<Value> = rows()
        .into_iter()
        .filter_map(|row| Some(row.error?["code"].clone()))
        .collect();
    for fault in SignatureError::ALL {
        assert!(codes.contains(&json!(fault.code())), "{fault:?}");
    }
}

#[test]
fn a_huge_body_is_refused_before_its_signature_is_computed() {
    let error = verify(&vec![b' '; MAX_BODY + 1], None, b"key").expect_err("too large");
    assert_eq!((error.code(), error.http_status()), ("too_large", 413));
}
