//! What the fuzz targets found worth keeping, tried again without them.

use std::fs;
use std::path::Path;

use face_auth_widget::webhook::Vendor;

use crate::invariants;

fn each(target: &str, check: impl Fn(&[u8])) {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    let inputs: Vec<_> = fs::read_dir(corpus.join(target)).unwrap().collect();
    assert!(!inputs.is_empty(), "no corpus of {target}");
    for input in inputs {
        let path = input.unwrap().path();
        println!("{}", path.display()); // shown by a test that fails
        check(&fs::read(path).unwrap());
    }
}

#[test]
fn parse_idenfy() {
    each("parse_idenfy", |body| {
        invariants::of_parsing(body, Vendor::Idenfy);
    });
}

#[test]
fn parse_incode() {
    each("parse_incode", |body| {
        invariants::of_parsing(body, Vendor::Incode);
    });
}

#[test]
fn verify() {
    each("verify", invariants::of_delivery);
}
