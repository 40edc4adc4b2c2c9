//! A module that can be told from those of other builds.
//!
//! Glue and module fit by short names only: with the module of another version the glue might start
//! and do anything. Where the module is a file of its own, which a deployment or a cache can leave
//! behind, it says which build it is of in a custom section, as WebAssembly's tool conventions have
//! it (`build_id`: a vector of bytes), and the script knows which one to expect.

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

const SECTION: &[u8] = b"build_id";

/// How many bytes of the module's hash tell it apart.
const LENGTH: usize = 8;

/// A module with its build ID, and a script that knows it.
pub(crate) struct Marked {
    /// The module with the section at its end.
    pub(crate) wasm: Vec<u8>,
    /// Its default export is what the section holds: numbers between commas.
    pub(crate) script: String,
}

/// Marks a module with a part of its own hash.
///
/// # Errors
/// None for an ID of this length: lengths are written in seven bits.
pub(crate) fn mark(wasm: &[u8]) -> Result<Marked> {
    let hash = Sha256::digest(wasm);
    let id = [&[short(LENGTH)?], &hash[..LENGTH]].concat();
    let section = [&[short(SECTION.len())?], SECTION, &id].concat();
    let custom = 0;
    let wasm = [wasm, &[custom, short(section.len())?], &section].concat();
    let numbers: Vec<String> = id.iter().map(u8::to_string).collect();
    let script = format!("export default '{}';\n", numbers.join(","));
    Ok(Marked { wasm, script })
}

/// A length as LEB128, in one byte.
fn short(length: usize) -> Result<u8> {
    let byte = u8::try_from(length).ok().filter(|byte| *byte < 0x80);
    byte.context("the section is too long")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use std::process::Command;

    use super::*;
    use crate::process::capture;

    #[test]
    fn an_engine_tells_script_the_id() {
        let empty = b"\0asm\x01\0\0\0";
        let Marked { wasm, script } = mark(empty).unwrap();
        let script = script.replace("export default", "const expected =")
            + &format!(
                "const module = new WebAssembly.Module(new Uint8Array({wasm:?}));
                const [section] = WebAssembly.Module.customSections(module, 'build_id');
                process.stdout.write(`${{new Uint8Array(section)}} ${{expected}}`);"
            );
        let said = capture(Command::new("node").args(["--eval", &script])).unwrap();
        let (section, expected) = said.split_once(' ').unwrap();
        assert_eq!(section, expected);
        assert!(section.starts_with("8,"), "{section}");
    }

    #[test]
    fn other_modules_have_other_ids() {
        assert_ne!(mark(b"a").unwrap().script, mark(b"b").unwrap().script);
    }
}
