//! How long one delivery takes: `cargo xtask bench --only webhooks`.
//!
//! Every body that the tests have, and the worst ones that the limits let through. The numbers are
//! those of the size-optimised build, which is also what runs on a JavaScript server.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

use std::{fs, path::Path};

use divan::{Bencher, black_box};
use face_auth_widget::webhook::signature::sign;
use face_auth_widget::webhook::{MAX_BODY, MAX_DEPTH, MAX_VALUES, Vendor, parse, verify};

fn main() {
    divan::main();
}

const KEY: &[u8] = b"signing key";
const HEAD: &str = r#"{"token":"T","status":"SUCCESS","x":"#;

fn with(value: String) -> Vec<u8> {
    format!("{HEAD}{value}}}").into_bytes()
}

/// A body as long as may be.
fn with_text(piece: &str) -> Vec<u8> {
    let room = MAX_BODY - HEAD.len() - 3;
    with(format!("\"{}\"", piece.repeat(room / piece.len())))
}

/// The worst that the limits let through, and the worst that they do not, by name.
fn worst() -> Vec<(&'static str, Vec<u8>)> {
    // Two levels, and some brackets and commas, are of the body itself.
    let list = |item: &str, values: usize| format!("[{}0]", item.repeat((MAX_VALUES - 4) / values));
    let nested = "[".repeat(MAX_DEPTH - 2) + &"]".repeat(MAX_DEPTH - 2) + ",";
    let names = (0..MAX_VALUES - 4).map(|n| format!(r#""a longer name, number {n}":0,"#));
    vec![
        ("one long text", with_text("x")),
        ("escapes", with_text(r"\u0041")),
        ("numbers", with(list("-1.2345678901234567e-300,", 1))),
        ("empty objects", with(list("{},", 2))),
        ("deep", with(list(&nested, MAX_DEPTH - 1))),
        (
            "many names",
            with(format!("{{{}\"x\":0}}", names.collect::<String>())),
        ),
        ("broken at its end", with(list("{},", 2) + "}")),
        ("too deep", "[".repeat(MAX_BODY).into_bytes()),
        (
            "too many values",
            with("[0".to_owned() + &",0".repeat(MAX_VALUES)),
        ),
        ("too large", vec![b'['; 16 * MAX_BODY]),
    ]
}

fn body(name: &str) -> Vec<u8> {
    let bodies = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/webhooks/bodies");
    fs::read(bodies.join(name)).unwrap()
}

fn names() -> Vec<String> {
    let bodies = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/webhooks/bodies");
    let mut names: Vec<String> = fs::read_dir(bodies)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort_unstable();
    names
}

fn vendor(name: &str) -> Vendor {
    if name.starts_with("incode") {
        Vendor::Incode
    } else {
        Vendor::Idenfy
    }
}

#[divan::bench(args = names())]
fn parse_each_body(bencher: Bencher, name: &str) {
    let (body, vendor) = (body(name), vendor(name));
    bencher.bench(|| parse(black_box(&body), vendor));
}

#[divan::bench(args = worst().into_iter().map(|(name, _)| name))]
fn parse_the_worst(bencher: Bencher, name: &str) {
    let (_, body) = worst()
        .into_iter()
        .find(|(known, _)| *known == name)
        .unwrap();
    bencher.bench(|| parse(black_box(&body), Vendor::Idenfy));
}

#[divan::bench]
fn verify_a_delivery(bencher: Bencher) {
    let body = body("idenfy-success-minimal.json");
    let header = sign(&body, KEY);
    bencher.bench(|| verify(black_box(&body), Some(header.as_bytes()), KEY));
}

#[divan::bench]
fn refuse_a_forgery_of_the_longest_body(bencher: Bencher) {
    let body = with_text("x");
    let header = sign(b"another body", KEY);
    bencher.bench(|| verify(black_box(&body), Some(header.as_bytes()), KEY));
}
