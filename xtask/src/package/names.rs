//! Short names between the WASM and its glue.
//!
//! wasm-opt can shorten the names that a module imports and exports, and tells which became which.
//! The glue that wasm-bindgen wrote must then use the same names. The glue is text of a known
//! shape (wasm-bindgen 0.2, `--target web`); whatever does not fit that shape fails the build,
//! because a name that is missed would fail only in somebody's browser.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

/// What wasm-opt calls the one module that all imports come from after shortening.
const MODULE: &str = "a";

/// Where the object of imported functions begins and ends.
const IMPORTS_BEGIN: &str = "    const import0 = {";
const IMPORTS_END: &str = "    };";

/// Which name became which.
#[derive(Debug)]
pub(crate) struct Names {
    imports: Vec<Import>,
    exports: BTreeMap<String, String>,
}

#[derive(Debug)]
struct Import {
    module: String,
    name: String,
    short: String,
}

impl Names {
    /// Reads what wasm-opt printed: `{"imports": [[module, name, short], …], "exports": [[name,
    /// short], …]}`.
    pub(crate) fn parse(json: &str) -> Result<Self> {
        let map: Value = serde_json::from_str(json).context("wasm-opt printed no map of names")?;
        let imports = rows(&map["imports"])?
            .into_iter()
            .map(|[module, name, short]| Import {
                module,
                name,
                short,
            });
        let exports = rows(&map["exports"])?;
        Ok(Self {
            imports: imports.collect(),
            exports: exports
                .into_iter()
                .map(|[name, short]| (name, short))
                .collect(),
        })
    }

    /// The glue with short names. Functions that the WASM no longer imports are left out.
    ///
    /// # Errors
    /// The glue is not of the known shape, or a name is missing on either side.
    pub(crate) fn apply(&self, glue: &str) -> Result<String> {
        let glue = self.shorten_imports(glue)?;
        self.shorten_exports(&glue)
    }

    fn shorten_imports(&self, glue: &str) -> Result<String> {
        let (head, rest) = split_line(glue, IMPORTS_BEGIN)?;
        let (functions, rest) = split_line(rest, IMPORTS_END)?;
        let (between, modules, tail) = split_modules(rest)?;
        let main = modules.get("import0").context("the glue has no import0")?;

        let mut object = self.shorten_functions(functions, main)?;
        for import in self.imports.iter().filter(|import| import.module != *main) {
            let namespace = modules
                .iter()
                .find_map(|(namespace, module)| (*module == import.module).then_some(namespace))
                .with_context(|| format!("the glue does not import {}", import.module))?;
            let Import { name, short, .. } = import;
            object.push_str(&format!("        {short}: {namespace}.{name},\n"));
        }
        Ok(format!(
            "{head}{IMPORTS_BEGIN}\n{object}{IMPORTS_END}\n{between}    return {{\n        \
             __proto__: null,\n        \"{MODULE}\": import0,\n    }};\n{tail}"
        ))
    }

    /// The entries of the import object: the wanted ones renamed, the others dropped.
    fn shorten_functions(&self, functions: &str, module: &str) -> Result<String> {
        let mut wanted: BTreeMap<&str, &str> = self
            .imports
            .iter()
            .filter(|import| import.module == module)
            .map(|import| (import.name.as_str(), import.short.as_str()))
            .collect();
        let mut object = String::new();
        let mut keep = true;
        for line in functions.lines() {
            if let Some((name, value)) = function_entry(line) {
                let short = wanted.remove(name);
                keep = short.is_some();
                if let Some(short) = short {
                    object.push_str(&format!("        {short}: {value}\n"));
                }
            } else if keep {
                object.push_str(line);
                object.push('\n');
            }
        }
        ensure!(
            wanted.is_empty(),
            "the glue does not define these imports of the WASM: {}",
            listed(wanted.keys())
        );
        Ok(object)
    }

    fn shorten_exports(&self, glue: &str) -> Result<String> {
        let mut unused: BTreeSet<&str> = self.exports.keys().map(String::as_str).collect();
        let mut text = String::with_capacity(glue.len());
        let mut done = 0;
        for (start, name) in export_uses(glue) {
            let short = self
                .exports
                .get(name)
                .with_context(|| format!("the glue uses wasm.{name}, which is not exported"))?;
            unused.remove(name);
            text.push_str(&glue[done..start]);
            text.push_str(short);
            done = start + name.len();
        }
        text.push_str(&glue[done..]);
        ensure!(
            unused.is_empty(),
            "the glue does not use these exports of the WASM: {}",
            listed(unused)
        );
        Ok(text)
    }
}

/// The exports that the glue uses.
pub(crate) fn used_exports(glue: &str) -> BTreeSet<&str> {
    export_uses(glue).map(|(_, name)| name).collect()
}

/// Each `wasm.<name>` in the glue: where the name begins, and the name.
fn export_uses(glue: &str) -> impl Iterator<Item = (usize, &str)> {
    const OBJECT: &str = "wasm.";
    glue.match_indices(OBJECT).filter_map(|(at, _)| {
        let before = glue[..at].chars().next_back();
        let start = at + OBJECT.len();
        let name = identifier(&glue[start..]);
        let whole = before.is_none_or(|c| !is_identifier_char(c) && c != '.');
        (whole && !name.is_empty()).then_some((start, name))
    })
}

/// The name and the rest of a line that begins an entry: `        name: function(…) {`.
fn function_entry(line: &str) -> Option<(&str, &str)> {
    let entry = line.strip_prefix("        ")?;
    let (name, value) = entry.split_once(": ")?;
    (value.starts_with("function") && identifier(name) == name).then_some((name, value))
}

/// Splits off the list of modules, `return { __proto__: null, "module": importN, … };`: what
/// stands before it, the module of each namespace, and what follows.
fn split_modules(rest: &str) -> Result<(&str, BTreeMap<&str, &str>, &str)> {
    let (between, rest) = split_line(rest, "    return {")?;
    let (list, tail) = split_line(rest, "    };")?;
    let mut modules = BTreeMap::new();
    for line in list.lines().map(str::trim) {
        if line == "__proto__: null," {
            continue;
        }
        let entry = line
            .strip_prefix('"')
            .and_then(|line| line.strip_suffix(','));
        let Some((module, namespace)) = entry.and_then(|entry| entry.split_once("\": ")) else {
            bail!("the glue's list of modules has an unknown line: {line}");
        };
        modules.insert(namespace, module);
    }
    Ok((between, modules, tail))
}

/// What stands before and after the first line that reads exactly so.
fn split_line<'a>(text: &'a str, line: &str) -> Result<(&'a str, &'a str)> {
    let mut start = 0;
    for whole in text.split_inclusive('\n') {
        let end = start + whole.len();
        if whole.trim_end_matches('\n') == line {
            return Ok((&text[..start], &text[end..]));
        }
        start = end;
    }
    bail!("the glue is not as wasm-bindgen 0.2 writes it: no line `{line}`")
}

fn identifier(text: &str) -> &str {
    let end = text.find(|c| !is_identifier_char(c)).unwrap_or(text.len());
    &text[..end]
}

fn is_identifier_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$')
}

fn listed<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> String {
    let names: Vec<String> = names.into_iter().map(|n| n.as_ref().to_owned()).collect();
    names.join(", ")
}

/// Rows of `N` strings each.
fn rows<const N: usize>(value: &Value) -> Result<Vec<[String; N]>> {
    let rows = value.as_array().context("wasm-opt's map lacks a list")?;
    rows.iter().map(row).collect()
}

fn row<const N: usize>(value: &Value) -> Result<[String; N]> {
    let strings: Option<Vec<String>> = value
        .as_array()
        .and_then(|row| row.iter().map(|s| s.as_str().map(str::to_owned)).collect());
    strings
        .and_then(|strings| strings.try_into().ok())
        .with_context(|| format!("wasm-opt's map has an unknown row: {value}"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    /// In the shape that wasm-bindgen 0.2.130 writes.
    const GLUE: &str = r#"import * as import1 from "./snippets/x/inline0.js"

export class Session {
    free() {
        wasm.__wbg_session_free(this.__destroy_into_raw(), 0);
    }
    constructor(name) {
        passStringToWasm0(name, wasm.malloc, wasm.malloc2);
    }
}
function __wbg_get_imports() {
    const import0 = {
        __proto__: null,
        __wbg_call_1: function() { return handleError(function (arg0, arg1) {
            const ret = arg0.call(arg1);
            return ret;
        }, arguments); },
        __wbg_gone_2: function(arg0) {
            arg0.gone();
        },
        __wbg_free_3: function(arg0) {
            wasm.malloc(arg0);
        },
    };
    return {
        __proto__: null,
        "./widget_bg.js": import0,
        "./snippets/x/inline0.js": import1,
    };
}
const bytes = new URL('widget_bg.wasm', import.meta.url);
let wasmModule, wasm;
new Uint8Array(wasm.memory.buffer, wasmModule.memory, other.wasm.memory);
"#;

    const MAP: &str = r#"{
 "imports": [
  ["./widget_bg.js", "__wbg_free_3", "a"],
  ["./snippets/x/inline0.js", "raw", "b"],
  ["./widget_bg.js", "__wbg_call_1", "c"]
 ],
"exports": [
  ["memory", "d"],
  ["malloc", "e"],
  ["malloc2", "f"],
  ["__wbg_session_free", "g"]
 ]
}"#;

    const SHORT: &str = r#"import * as import1 from "./snippets/x/inline0.js"

export class Session {
    free() {
        wasm.g(this.__destroy_into_raw(), 0);
    }
    constructor(name) {
        passStringToWasm0(name, wasm.e, wasm.f);
    }
}
function __wbg_get_imports() {
    const import0 = {
        __proto__: null,
        c: function() { return handleError(function (arg0, arg1) {
            const ret = arg0.call(arg1);
            return ret;
        }, arguments); },
        a: function(arg0) {
            wasm.e(arg0);
        },
        b: import1.raw,
    };
    return {
        __proto__: null,
        "a": import0,
    };
}
const bytes = new URL('widget_bg.wasm', import.meta.url);
let wasmModule, wasm;
new Uint8Array(wasm.d.buffer, wasmModule.memory, other.wasm.memory);
"#;

    fn applied(map: &str, glue: &str) -> Result<String> {
        Names::parse(map).unwrap().apply(glue)
    }

    fn refusal(map: &str, glue: &str) -> String {
        format!("{:#}", applied(map, glue).unwrap_err())
    }

    #[test]
    fn every_name_is_shortened_and_nothing_else() {
        assert_eq!(applied(MAP, GLUE).unwrap(), SHORT);
    }

    #[test]
    fn the_exports_in_use_are_found() {
        let used = ["__wbg_session_free", "malloc", "malloc2", "memory"];
        assert_eq!(used_exports(GLUE), BTreeSet::from(used));
    }

    #[test]
    fn a_name_that_is_missing_on_either_side_is_refused() {
        let map = MAP.replace("__wbg_call_1", "__wbg_call_9");
        assert!(
            refusal(&map, GLUE).contains("does not define these imports of the WASM: __wbg_call_9")
        );
        let map = MAP.replace("\"malloc2\"", "\"malloc3\"");
        assert!(refusal(&map, GLUE).contains("wasm.malloc2, which is not exported"));
        let glue = GLUE.replace("wasm.malloc2", "undefined");
        assert!(refusal(MAP, &glue).contains("does not use these exports of the WASM: malloc2"));
        let map = MAP.replace("./snippets/x", "./snippets/y");
        assert!(refusal(&map, GLUE).contains("does not import ./snippets/y/inline0.js"));
    }

    #[test]
    fn glue_of_another_shape_is_refused() {
        let glue = GLUE.replace("const import0 = {", "const imports = {");
        assert!(refusal(MAP, &glue).contains("no line `    const import0 = {`"));
        let glue = GLUE.replace("\"./widget_bg.js\": import0", "[name]: import0");
        assert!(refusal(MAP, &glue).contains("unknown line"));
    }

    #[test]
    fn a_map_of_another_shape_is_refused() {
        for map in ["", "{}", r#"{"imports": [["a", "b"]], "exports": []}"#] {
            assert!(Names::parse(map).is_err(), "{map}");
        }
    }
}
