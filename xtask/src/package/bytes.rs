//! The WASM as a JavaScript string, so that one request loads all.
//!
//! A string holds a byte a character. Bytes from 128 on would be two bytes in UTF-8 or four as
//! `\xNN`, and a page with another charset could break them; here they become two ASCII characters,
//! and zero, the most frequent byte, one that needs no escape. They are put back when the module is
//! first used. That weighs 2% less of the whole download (compressed, decoder included), and
//! no charset and no bundler can break it.

use std::fmt::Write as _;

/// Stands for zero.
const ZERO: u8 = b'<';
/// Marks a byte whose lowest seven bits follow; the mark's own lowest bit is the byte's highest.
/// These two and [`ZERO`] are opcodes of arithmetic that nothing here does, so they are rare.
const LOW: u8 = b'Z';
const HIGH: u8 = b'[';

/// Runs inside a function: bundlers leave out one that nobody calls, and a text that only it uses,
/// but keep what is computed at once, whatever comment they are given: minifying loses comments.
const DECODER: &str = ".replace(/[Z[](.)|</gs, (mark, bits = '\\0') => \
    String.fromCharCode(bits.charCodeAt(0) | ((mark.charCodeAt(0) & 1) << 7)))";

/// A module whose default export gives a string with one character per byte.
pub(crate) fn module(wasm: &[u8]) -> String {
    let literal = literal(&seven_bits(wasm));
    format!("export default function () {{ return {literal}{DECODER}; }}\n")
}

fn seven_bits(bytes: &[u8]) -> Vec<u8> {
    let mut ascii = Vec::with_capacity(bytes.len() * 2);
    for &byte in bytes {
        match byte {
            0 => ascii.push(ZERO),
            ZERO | LOW | HIGH => ascii.extend([LOW, byte]),
            128.. => ascii.extend([HIGH, byte & 0x7f]),
            _ => ascii.push(byte),
        }
    }
    ascii
}

/// ASCII as a JavaScript string, quotes included.
fn literal(ascii: &[u8]) -> String {
    let mut text = String::with_capacity(ascii.len() * 2);
    text.push('"');
    for &byte in ascii {
        match byte {
            b'"' | b'\\' => {
                text.push('\\');
                text.push(char::from(byte));
            }
            b' '..=b'~' => text.push(char::from(byte)),
            _ => {
                let _ = write!(text, "\\x{byte:02x}");
            }
        }
    }
    text.push('"');
    text
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use std::process::Command;

    use super::*;
    use crate::process::capture;

    #[test]
    fn only_printable_ascii_is_written() {
        let text = literal(&seven_bits(b"\0asm <Z[ \"\\\n\x7f\x80\xff"));
        assert_eq!(text, r#""<asm Z<ZZZ[ \"\\\x0a\x7f[\x00[\x7f""#);
    }

    #[test]
    fn javascript_reads_every_pair_of_bytes_back() {
        let pairs: Vec<u8> = (0..=255)
            .flat_map(|a| [0, ZERO, LOW, HIGH, b'\n', 0x80, 0xff].map(|b| [a, b]))
            .flatten()
            .collect();
        let script = module(&pairs).replace("export default function", "function text")
            + "process.stdout.write(Buffer.from(text(), 'latin1').toString('hex'));";
        let hex = capture(Command::new("node").args(["--eval", &script])).unwrap();
        let expected: String = pairs.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, expected);
    }
}
