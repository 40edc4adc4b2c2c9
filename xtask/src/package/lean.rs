//! Less glue: what wasm-bindgen 0.2 writes for browsers and uses that are not ours.
//!
//! [`loader`] is for every module: it leaves to TypeScript where a module comes from. [`renewable`] is
//! for the server's, [`glue`] for the first one. wasm-bindgen's functions are made for modules that pass megabytes, for browsers without `encodeInto`, and
//! for closures that Rust drops. Here a few hundred bytes of text pass in a session, and every
//! byte of glue is downloaded before the frame starts to load; so these functions get shorter
//! bodies with the same results. A function that is not found, because the glue has changed, fails
//! the build.

use anyhow::{Context, Result, ensure};

/// Functions and what takes their place.
const FUNCTIONS: [(&str, &str); 7] = [
    // A view of the memory is made anew each time: it costs little, and is never out of date.
    (
        "getDataViewMemory0",
        "function getDataViewMemory0() {
    return new DataView(wasm.memory.buffer);
}",
    ),
    (
        "getUint8ArrayMemory0",
        "function getUint8ArrayMemory0() {
    return new Uint8Array(wasm.memory.buffer);
}",
    ),
    // Without counting to two billion bytes, after which Safari's decoder fails.
    (
        "decodeText",
        "function decodeText(bytes) {
    return cachedTextDecoder.decode(bytes);
}",
    ),
    // Encoded before its memory is asked for, instead of asking twice.
    (
        "passStringToWasm0",
        "function passStringToWasm0(arg, malloc) {
    const buf = cachedTextEncoder.encode(arg);
    const ptr = malloc(WASM_VECTOR_LEN = buf.length, 1);
    getUint8ArrayMemory0().set(buf, ptr);
    return ptr;
}",
    ),
    // For closures that live until they are collected: no counting who uses them.
    (
        "makeClosure",
        "function makeClosure(a, b, f) {
    const real = (...args) => f(a, b, ...args);
    CLOSURE_DTORS.register(real, { a, b });
    return real;
}",
    ),
    (
        "__wbg_finalize_init",
        "function __wbg_finalize_init(instance) {
    wasm = instance.exports;
    wasm.__wbindgen_start();
}",
    ),
    (
        "initSync",
        "function initSync({ module }) {
    __wbg_finalize_init(new WebAssembly.Instance(new WebAssembly.Module(module), __wbg_get_imports()));
}",
    ),
];

/// Where the functions begin and end that fetch a module, from beside the glue if they are not told
/// from where: bundlers would look for that file. What takes their place is given the module.
const LOADER: [(&str, &str, &str); 3] = [
    ("async function __wbg_load(", "\n}\n", ""),
    (
        "let __wbg_init_promise;\nasync function __wbg_init(",
        "\n}\n",
        "async function __wbg_init(module) {
    __wbg_finalize_init(await WebAssembly.instantiate(module, __wbg_get_imports()));
}
",
    ),
    ("async function __wbg_init_once(", "\n}\n", ""),
];

/// Where what nobody needs begins and ends: for browsers older than WebAssembly's reference types,
/// or for the longer functions.
const NOT_NEEDED: [(&str, &str); 6] = [
    ("if (!('encodeInto' in cachedTextEncoder)) {\n", "\n}\n"),
    ("(typeof FinalizationRegistry === 'undefined')", "\n    : "),
    ("cachedTextDecoder.decode();\n", ""),
    ("let cachedDataViewMemory0 = null;\n", ""),
    ("let cachedUint8ArrayMemory0 = null;\n", ""),
    ("wasmModule, wasmInstance, ", ""),
];

/// The glue with a default export that instantiates a compiled module, in place of one that fetches.
///
/// # Errors
/// What is to be replaced is not there.
pub(crate) fn loader(glue: &str) -> Result<String> {
    let mut glue = glue.to_owned();
    for (begin, end, with) in LOADER {
        replace(&mut glue, begin, end, with)?;
    }
    Ok(glue)
}

/// The glue with an `initSync` that takes a compiled module, each time for a new instance, in place of
/// one that keeps the first.
///
/// # Errors
/// It is not there.
pub(crate) fn renewable(glue: &str) -> Result<String> {
    let mut glue = glue.to_owned();
    let with = "\
function initSync({ module }) {
    __wbg_finalize_init(new WebAssembly.Instance(module, __wbg_get_imports()), module);
}";
    replace(&mut glue, "function initSync(", "\n}", with)?;
    Ok(glue)
}

/// The glue with shorter functions, for a module whose closures Rust does not drop.
///
/// # Errors
/// Something that is to be replaced is not there, or something that needs the longer functions is.
pub(crate) fn glue(glue: &str) -> Result<String> {
    ensure!(
        !glue.contains("makeMutClosure"),
        "the glue has closures that may change what they hold: they need the longer functions"
    );
    // Addresses and numbers that would need it to stay positive are beyond two billion.
    let mut glue = glue
        .replace(", wasm.__wbindgen_realloc)", ")")
        .replace(" >>> 0", "");
    for (name, shorter) in FUNCTIONS {
        if name == "makeClosure" && !glue.contains("function makeClosure(") {
            continue;
        }
        let begin = format!("function {name}(");
        replace(&mut glue, &begin, "\n}", shorter)?;
    }
    for (begin, end) in NOT_NEEDED {
        replace(&mut glue, begin, end, "")?;
    }
    Ok(glue)
}

/// Puts something in the place of what begins and ends so.
fn replace(text: &mut String, begin: &str, end: &str, with: &str) -> Result<()> {
    let missing = || format!("the glue is not as wasm-bindgen 0.2 writes it: no `{begin}`");
    let start = text.find(begin).with_context(missing)?;
    let after = start + begin.len();
    let length = text[after..].find(end).with_context(missing)? + end.len();
    text.replace_range(start..after + length, with);
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn what_stands_between_is_replaced() {
        let mut text = "a\nfunction f(x) {\n    y\n}\nb\n".to_owned();
        replace(&mut text, "function f(", "\n}", "function f() {}").unwrap();
        assert_eq!(text, "a\nfunction f() {}\nb\n");
    }

    #[test]
    fn what_fetches_is_replaced() {
        let glue = "\
a();
async function __wbg_load(module, imports) {
    fetch();
}
function initSync(module) {
}
let __wbg_init_promise;
async function __wbg_init(module_or_path) {
    return __wbg_init_promise;
}
async function __wbg_init_once(module_or_path) {
    new URL('widget_bg.wasm', import.meta.url);
}
export { initSync, __wbg_init as default };
";
        let short = "\
a();
function initSync(module) {
}
async function __wbg_init(module) {
    __wbg_finalize_init(await WebAssembly.instantiate(module, __wbg_get_imports()));
}
export { initSync, __wbg_init as default };
";
        assert_eq!(loader(glue).unwrap(), short);
    }

    #[test]
    fn what_keeps_an_instance_is_replaced() {
        let glue = "\
a();
function initSync(module) {
    if (wasm !== undefined) return wasm;
}
b();
";
        let renewed = renewable(glue).unwrap();
        assert!(!renewed.contains("return wasm"), "{renewed}");
        assert!(renewed.starts_with("a();\nfunction initSync({ module }) {"));
        assert!(renewed.ends_with("}\nb();\n"));
    }

    #[test]
    fn glue_of_another_shape_fails() {
        assert!(loader("let nothing;").is_err());
        assert!(renewable("let nothing;").is_err());
        assert!(glue("let nothing;").is_err());
        assert!(glue("function makeMutClosure(a, b, f) {\n}\n").is_err());
    }
}
