//! The plain words where the panel has not come.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Node, microtasks};

#[wasm_bindgen_test]
async fn a_person_is_told_that_something_loads() {
    let node = Node::new();
    let mounted = node.mount("{ token: () => new Promise(() => {}) }");
    assert_eq!(node.panel_text(), "", "nothing flashes up at once");
    microtasks().await;
    assert!(node.panel_text().contains("please wait"));
    mounted.session.unmount();
}

#[wasm_bindgen_test]
async fn a_node_is_never_blank_after_a_fault() {
    let node = Node::new();
    let mounted = node.mount("{ token: () => { throw new Error('no') } }");
    microtasks().await;
    assert!(node.panel_text().contains("did not succeed"));
    assert!(node.frame().is_none());
    mounted.session.unmount();
}
