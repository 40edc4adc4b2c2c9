//! What `mount` takes and refuses.

use face_auth_widget::error::ErrorCode::{self, InvalidOptions, InvalidTarget, InvalidToken};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Node, clean, pollute, try_mount};

fn refusal(target: &JsValue, options: &str) -> ErrorCode {
    let number = try_mount(target, options).err().expect(options);
    ErrorCode::from_number(number).expect("a code")
}

#[wasm_bindgen_test]
fn a_target_is_an_element_in_the_document() {
    let document = web_sys::window().unwrap().document().unwrap();
    let detached = document.create_element("div").unwrap();
    for target in [
        detached.into(),
        document.into(),
        JsValue::UNDEFINED,
        JsValue::NULL,
        JsValue::from(1),
        "#face".into(),
    ] {
        assert_eq!(
            refusal(&target, "{ token: 't' }"),
            InvalidTarget,
            "{target:?}"
        );
    }
}

#[wasm_bindgen_test]
fn options_of_a_wrong_type_are_refused_and_leave_nothing() {
    let node = Node::new();
    for options in [
        "undefined",
        "null",
        "'token'",
        "{}",
        "{ token: undefined }",
        "{ token: 5 }",
        "{ token: {} }",
        "{ token: { token: 5 } }",
        "{ token: 't', onReady: 'yes' }",
        "{ token: 't', onEvent: {} }",
        "{ token: 't', onCanceled: 1 }",
        "{ token: 't', confirm: true }",
        "{ token: 't', mode: 'popup' }",
        "{ token: 't', mode: true }",
        "{ token: 't', handoff: 'yes' }",
        "{ token: 't', maxAttempts: 0 }",
        "{ token: 't', maxAttempts: '3' }",
        "{ token: 't', confirmTimeout: -1 }",
        "{ token: 't', messages: 'text' }",
        "{ token: 't', title: 5 }",
        "{ token: 't', locale: true }",
        "{ token: 't', signal: {} }",
        "{ token: 't', tokenTimeout: '30' }",
        "{ token: 't', tokenTimeout: 0 }",
        "{ token: 't', tokenTimeout: -1 }",
        "{ token: 't', loadTimeout: NaN }",
        "{ token: 't', loadTimeout: Infinity }",
        "{ token: 't', loadTimeout: 2 ** 31 }",
        "{ token: 't', frameUrl: 5 }",
        "{ token: 't', frameUrl: '/relative' }",
        "{ token: 't', frameUrl: 'javascript:alert(1)' }",
        "{ token: 't', frameUrl: 'http://vendor.example/' }",
        "{ token: 't', frameUrl: 'https://vendor@evil.example/' }",
        "{ token: 't', frameUrl: location.href }",
    ] {
        assert_eq!(refusal(&node.element, options), InvalidOptions, "{options}");
        assert_eq!(node.element.child_element_count(), 0, "{options}");
    }
}

#[wasm_bindgen_test]
fn a_token_that_cannot_be_the_vendors_is_refused() {
    let node = Node::new();
    for token in ["''", "'a b'", "'x'.repeat(41)", "'tökén'", "{ token: '' }"] {
        let options = format!("{{ token: {token} }}");
        assert_eq!(refusal(&node.element, &options), InvalidToken, "{token}");
    }
}

#[wasm_bindgen_test]
fn a_polluted_prototype_gives_nothing() {
    let node = Node::new();
    pollute("token", "POLLUTED");
    let refused = refusal(&node.element, "{}");
    let nested = refusal(&node.element, "{ token: {} }");
    clean("token");
    assert_eq!((refused, nested), (InvalidOptions, InvalidOptions));
}

#[wasm_bindgen_test]
fn null_stands_for_an_option_left_out() {
    let node = Node::new();
    let options = "{ token: 't', title: null, onReady: null, signal: null, tokenTimeout: null }";
    node.mount(options).session.unmount();
}
