//! `expected.json`: what each body comes to.

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use face_auth_widget::webhook::{self, Event, Vendor, WebhookError};
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// One row; see the README beside it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    body: Body,
    vendor: String,
    event: Option<Map<String, Value>>,
    public: Option<Value>,
    error: Option<Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Body {
    File(String),
    Json(Value),
    Text(String),
    Base64(String),
    Repeat(Vec<(String, usize)>),
}

impl Body {
    fn bytes(&self) -> Vec<u8> {
        match self {
            Self::File(name) => fs::read(folder().join("bodies").join(name)).unwrap(),
            Self::Json(value) => value.to_string().into_bytes(),
            Self::Text(text) => text.clone().into_bytes(),
            Self::Base64(text) => BASE64.decode(text).unwrap(),
            Self::Repeat(parts) => {
                let parts = parts.iter().map(|(text, times)| text.repeat(*times));
                parts.collect::<String>().into_bytes()
            }
        }
    }
}

pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/webhooks")
}

pub(crate) fn read<T: serde::de::DeserializeOwned>(name: &str) -> Vec<T> {
    let text = fs::read_to_string(folder().join(name)).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn rows() -> Vec<Row> {
    read("expected.json")
}

fn vendor(row: &Row) -> Vendor {
    Vendor::from_word(&row.vendor).unwrap()
}

pub(crate) fn told(error: &WebhookError) -> Value {
    json!({ "code": error.code(), "path": error.path() })
}

/// For whoever reads the output of a test that fails.
fn show(row: &Row, body: &[u8]) {
    let start: String = String::from_utf8_lossy(body).chars().take(200).collect();
    println!("{} {start}", row.vendor);
}

fn check(row: &Row, result: &Result<Event, WebhookError>) {
    let name = serde_json::to_string(&row.event).unwrap();
    match (result, &row.event, &row.error) {
        (Err(error), None, Some(expected)) => assert_eq!(&told(error), expected),
        (Ok(event), Some(expected), None) => {
            let told = serde_json::to_value(event).unwrap();
            for (field, value) in expected {
                assert_eq!(&told[field], value, "{field} of {name}");
            }
            let public = serde_json::to_value(event.public_decision()).unwrap();
            let decision = &expected["decision"];
            assert_eq!(&public, row.public.as_ref().unwrap_or(decision), "{name}");
        }
        _ => panic!("{name}: {result:?}"),
    }
}

#[test]
fn every_body_comes_to_what_the_table_says() {
    for row in rows() {
        let body = row.body.bytes();
        let result = webhook::parse(&body, vendor(&row));
        show(&row, &body);
        check(&row, &result);
    }
}

/// What a web framework has parsed comes to the same, but for what parsing does away with.
#[test]
fn a_parsed_body_comes_to_the_same() {
    let gone = ["duplicate_field", "too_large"];
    for row in rows() {
        let body = row.body.bytes();
        let Ok(value) = serde_json::from_slice::<Value>(&body) else {
            continue;
        };
        if row
            .error
            .as_ref()
            .is_some_and(|error| gone.contains(&error["code"].as_str().unwrap()))
        {
            continue;
        }
        show(&row, &body);
        check(&row, &webhook::parse_value(value, vendor(&row)));
    }
}

#[test]
fn every_file_is_in_the_table() {
    let named: Vec<String> = rows()
        .into_iter()
        .filter_map(|row| match row.body {
            Body::File(name) => Some(name),
            _ => None,
        })
        .collect();
    for entry in fs::read_dir(folder().join("bodies")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(named.contains(&name), "{name}");
    }
}

/// Every fault is in the table, so that the JavaScript tests see each of them too.
#[test]
fn every_fault_is_in_the_table() {
    let codes: Vec<Value> = rows()
        .into_iter()
        .filter_map(|row| Some(row.error?["code"].clone()))
        .collect();
    for fault in webhook::Fault::ALL {
        assert!(codes.contains(&json!(fault.code())), "{fault:?}");
    }
}
