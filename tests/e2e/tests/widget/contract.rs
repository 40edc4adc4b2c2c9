//! Every option, state, event and error code that the package's types name is named by a test here,
//! so that none is added without one.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn every_error_code_is_named_by_a_test() {
    let codes = words_of(&read("js/generated/types.ts"), "FaceAuthErrorCode");
    assert!(codes.len() >= 18, "{codes:?}");
    are_named(codes, quoted);
}

#[test]
fn every_state_is_named_by_a_test() {
    let states = words_of(&read("js/generated/types.ts"), "State");
    assert!(states.len() >= 8, "{states:?}");
    are_named(states, quoted);
}

#[test]
fn every_kind_of_outcome_is_named_by_a_test() {
    let kinds = discriminants(&read("js/generated/types.ts"), "Ended", "kind");
    assert!(kinds.len() >= 6, "{kinds:?}");
    are_named(kinds, quoted);
}

#[test]
fn every_event_is_named_by_a_test() {
    let types = discriminants(&read("js/generated/types.ts"), "FaceAuthEvent", "type");
    assert!(types.len() >= 9, "{types:?}");
    are_named(types, quoted);
}

#[test]
fn every_option_is_named_by_a_test() {
    let options = members(&read("js/types.ts"), "FaceAuthOptions");
    assert!(options.len() >= 21, "{options:?}");
    are_named(options, |option| {
        vec![format!("{option}:"), quoted(option).remove(0)]
    });
}

#[test]
fn every_method_is_named_by_a_test() {
    let methods = members(&read("js/types.ts"), "FaceAuthSession");
    assert!(methods.len() >= 6, "{methods:?}");
    are_named(methods, |name| vec![format!("{name}("), format!(".{name}")]);
}

/// As Rust and as JavaScript quote it.
fn quoted(word: &str) -> Vec<String> {
    vec![format!("\"{word}\""), format!("'{word}'")]
}

fn are_named(words: BTreeSet<String>, spellings: impl Fn(&str) -> Vec<String>) {
    let tests = tests();
    let unnamed: Vec<_> = words
        .into_iter()
        .filter(|word| {
            !spellings(word)
                .iter()
                .any(|spelling| tests.contains(spelling))
        })
        .collect();
    assert!(unnamed.is_empty(), "no test names {unnamed:?}");
}

/// The source of all tests but this one.
fn tests() -> String {
    let folder = root().join("tests/e2e/tests/widget");
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let others = files.filter(|path| !path.ends_with("contract.rs"));
    others
        .map(|path| fs::read_to_string(path).unwrap())
        .collect()
}

/// The words of `export type Name = "a" | "b";`.
fn words_of(types: &str, name: &str) -> BTreeSet<String> {
    let definition = definition(types, &format!("export type {name} = "), ";");
    definition
        .split('"')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

/// The words `a` of a union of objects `{ "type": "a" … }`.
fn discriminants(types: &str, name: &str, key: &str) -> BTreeSet<String> {
    let definition = definition(types, &format!("export type {name} = "), "};");
    let start = format!("\"{key}\": \"");
    let cases = definition.split(&start).skip(1);
    cases
        .filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()))
        .collect()
}

/// The names of the members of an interface whose lines are indented by two spaces.
fn members(types: &str, name: &str) -> BTreeSet<String> {
    let body = definition(types, &format!("export interface {name} {{"), "\n}");
    let lines = body.lines().filter_map(|line| line.strip_prefix("  "));
    let name_of = |line: &str| {
        let line = line.strip_prefix("readonly ").unwrap_or(line);
        let end = line.find(|c: char| !c.is_ascii_alphanumeric())?;
        (end > 0).then(|| line[..end].to_owned())
    };
    lines.filter_map(name_of).collect()
}

fn definition<'a>(types: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = types
        .split_once(start)
        .unwrap_or_else(|| panic!("no “{start}”"));
    rest.split_once(end)
        .unwrap_or_else(|| panic!("no end of “{start}”"))
        .0
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
