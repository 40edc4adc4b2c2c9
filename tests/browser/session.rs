//! What stands in the page in a session's life, and what is left of it.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{
    FRAME_URL, Node, a_turn, document_in, ended, evaluate, forge, microtasks, misname, told,
    try_mount,
};

#[wasm_bindgen_test]
async fn the_frame_has_the_token_in_its_address_and_no_more_than_it_needs() {
    let node = Node::new();
    let mounted = node.mount(&format!(
        "{{ token: 'a&b=c%#+/?', frameUrl: '{FRAME_URL}?x=1', title: 'Is it you?' }}"
    ));
    assert!(
        node.frame().is_none(),
        "nothing before `mount` has returned"
    );
    microtasks().await;
    let frame = node.frame().expect("a frame");
    let attribute = |name: &str| frame.get_attribute(name);
    assert_eq!(
        attribute("src").as_deref(),
        Some("http://localhost:9/?x=1&token=a%26b%3Dc%25%23%2B%2F%3F")
    );
    assert_eq!(
        attribute("allow").as_deref(),
        Some("camera http://localhost:9; fullscreen http://localhost:9")
    );
    assert_eq!(attribute("title").as_deref(), Some("Is it you?"));
    assert_eq!(
        attribute("style")
            .as_deref()
            .map(|style| style.contains("http")),
        Some(false)
    );
    assert_eq!(frame.get_attribute_names().length(), 4);
    mounted.session.unmount();
}

#[wasm_bindgen_test]
async fn unmounting_leaves_nothing_and_is_told_once() {
    let node = Node::new();
    let mounted = node.mount_frame("SECRET");
    microtasks().await;
    assert_eq!(mounted.session.state(), "loading");
    mounted.session.unmount();
    mounted.session.unmount();
    assert!(!node.element.has_child_nodes());
    assert_eq!(mounted.session.state(), "unmounted");
    assert_eq!(ended(&mounted.page), "unmounted");
    a_turn().await;
    assert_eq!(
        told(&mounted.page),
        "onEvent state loading\nonEvent state unmounted\nonEvent outcome"
    );
}

#[wasm_bindgen_test]
async fn what_the_host_had_in_the_node_stays() {
    let node = Node::new();
    node.element.set_text_content(Some("the host's own"));
    let mounted = node.mount_frame("SECRET");
    microtasks().await;
    mounted.session.unmount();
    assert_eq!(node.element.inner_html(), "the host's own");
}

#[wasm_bindgen_test]
async fn unmounting_at_once_never_asks_for_a_token() {
    let node = Node::new();
    let asked = evaluate("window.asked = { times: 0 }");
    let mounted = node.mount("{ token: () => { window.asked.times += 1; return 'SECRET' } }");
    mounted.session.unmount();
    microtasks().await;
    let times = js_sys::Reflect::get(&asked, &"times".into()).unwrap();
    assert_eq!(times, 0);
    assert!(node.frame().is_none());
}

#[wasm_bindgen_test]
async fn a_provider_is_told_that_its_answer_is_not_wanted() {
    let node = Node::new();
    let provider = "{ token: (request) => { window.request = request; return new Promise(() => {}) }, locale: 'lt' }";
    let mounted = node.mount(provider);
    microtasks().await;
    let request = "[request.attempt, request.locale, request.signal.aborted].join()";
    assert_eq!(evaluate(request), "1,lt,false");
    mounted.session.unmount();
    assert_eq!(evaluate("request.signal.aborted"), true);
}

#[wasm_bindgen_test]
async fn a_late_answer_makes_no_frame() {
    let node = Node::new();
    let provider = "{ token: () => new Promise((resolve) => { window.answer = resolve }) }";
    let mounted = node.mount(provider);
    microtasks().await;
    mounted.session.unmount();
    evaluate("answer('SECRET')");
    microtasks().await;
    assert_eq!(node.element.child_element_count(), 0);
    assert_eq!(ended(&mounted.page), "unmounted");
}

#[wasm_bindgen_test]
async fn a_provider_that_unmounts_while_it_is_asked_makes_no_frame() {
    let node = Node::new();
    let controller = "window.controller = new AbortController()";
    evaluate(controller);
    let mounted = node.mount(
        "{ signal: controller.signal, token: () => { controller.abort(); return 'SECRET' } }",
    );
    microtasks().await;
    assert_eq!(mounted.session.state(), "unmounted");
    assert_eq!(node.element.child_element_count(), 0);
}

#[wasm_bindgen_test]
async fn a_signal_that_was_aborted_before_unmounts_in_a_microtask() {
    let node = Node::new();
    let mounted = node.mount("{ token: 't', signal: AbortSignal.abort() }");
    assert_eq!(mounted.session.state(), "starting");
    microtasks().await;
    assert_eq!(mounted.session.state(), "unmounted");
    assert_eq!(ended(&mounted.page), "unmounted");
}

#[wasm_bindgen_test]
async fn a_second_mount_asks_the_first_to_unmount() {
    let node = Node::new();
    let first = node.mount_frame("FIRST");
    let second = node.mount_frame("SECOND");
    assert_eq!(told(&first.page), "unmount");
    assert_eq!(told(&second.page), "");
    first.session.unmount();
    second.session.unmount();
}

#[wasm_bindgen_test]
async fn a_message_that_a_script_made_up_is_nobodys_word() {
    let node = Node::new();
    let mounted = node.mount_frame("SECRET");
    microtasks().await;
    let before = told(&mounted.page);
    forge("http://localhost:9", &node.frame().unwrap());
    a_turn().await;
    let after = told(&mounted.page);
    assert!(!after.contains("onStatus"), "{after}");
    assert!(
        after.starts_with(&before) && !after.contains("rejected"),
        "{after}"
    );
    mounted.session.unmount();
}

#[wasm_bindgen_test]
async fn nothing_is_left_on_the_node() {
    let node = Node::new();
    let mounted = node.mount_frame("SECRET");
    microtasks().await;
    assert_eq!(js_sys::Object::keys(&node.element).length(), 1);
    mounted.session.unmount();
    assert_eq!(js_sys::Object::keys(&node.element).length(), 0);
}

#[wasm_bindgen_test]
async fn a_provider_that_has_answered_hears_no_more_of_it() {
    let node = Node::new();
    let mounted = node.mount(&format!(
        "{{ token: ({{ signal }}) => {{ window.signal = signal; return 'SECRET' }}, frameUrl: '{FRAME_URL}' }}"
    ));
    microtasks().await;
    assert!(node.frame().is_some());
    mounted.session.unmount();
    assert_eq!(evaluate("signal.aborted"), false);
}

#[wasm_bindgen_test]
async fn a_frame_that_is_taken_away_or_moved_is_a_fault() {
    let moved = "face.parentNode.prepend(face)";
    let removed = "face.firstElementChild.shadowRoot.querySelector('iframe').remove()";
    for change in [moved, removed] {
        let node = Node::new();
        let mounted = node.mount_frame("SECRET");
        microtasks().await;
        evaluate(&format!(
            "window.face = Array.from(document.querySelectorAll('#face')).at(-1), {change}"
        ));
        for _ in 0..150 {
            a_turn().await;
            if mounted.session.state() == "settled" {
                break;
            }
        }
        assert_eq!(ended(&mounted.page), "error 13", "{change}");
        assert!(node.frame().is_none(), "{change}");
        mounted.session.unmount();
    }
}

#[wasm_bindgen_test]
async fn a_node_in_another_document_of_the_same_origin_will_do() {
    let node = Node::new();
    let inner = document_in(&node.element);
    let target = inner.body().unwrap();
    let options = format!("{{ token: 'SECRET', frameUrl: '{FRAME_URL}' }}");
    let mounted = try_mount(&target, &options).unwrap_or_else(|n| panic!("error {n}"));
    microtasks().await;
    let shadow = target.first_element_child().unwrap().shadow_root().unwrap();
    assert!(shadow.query_selector("iframe").unwrap().is_some());
    mounted.session.unmount();
    assert!(!target.has_child_nodes());
}

#[wasm_bindgen_test]
async fn an_event_that_is_no_message_takes_nothing_away() {
    let node = Node::new();
    let mounted = node.mount_frame("SECRET");
    microtasks().await;
    misname();
    a_turn().await;
    assert!(node.frame().is_some());
    assert!(!told(&mounted.page).contains("rejected"));
    mounted.session.unmount();
    assert!(!node.element.has_child_nodes(), "the frame was still known");
}

#[wasm_bindgen_test]
async fn a_provider_that_hangs_is_a_fault_with_words_in_its_place() {
    let node = Node::new();
    let mounted = node.mount("{ token: () => new Promise(() => {}), tokenTimeout: 1 }");
    a_turn().await;
    assert_eq!(mounted.session.state(), "settled");
    assert_eq!(ended(&mounted.page), "error 5");
    assert_ne!(node.panel_text(), "");
    mounted.session.unmount();
}
