//! The panel in a real browser, through the bindings that its JavaScript uses.
#![cfg(all(target_arch = "wasm32", feature = "panel"))]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod place;

use face_auth_widget::view::{Action, View};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::HtmlElement;

use crate::place::Place;

wasm_bindgen_test_configure!(run_in_browser);

const CLOSED_EYES: &str = r#"{ "code": "EYES_CLOSED", "category": "picture", "advice": "retry" }"#;
const NO_RESULT: &str = r#"{ "code": "confirm_timeout" }"#;

#[wasm_bindgen_test]
fn every_view_but_the_frame_says_something() {
    let place = Place::inline();
    for view in View::ALL {
        place.show(*view);
        let said = !place.text(".stage").is_empty();
        assert_eq!(said, *view != View::Frame, "{view:?}");
    }
}

#[wasm_bindgen_test]
fn buttons_do_what_they_say() {
    let place = Place::modal();
    place.show_about(View::Retry, CLOSED_EYES);
    assert_eq!(place.text(".text"), "Keep your eyes open.");
    assert_eq!(place.press(".primary"), [Action::Retry]);
    assert_eq!(place.press(".secondary"), [Action::End]);
    place.show_about(View::Retry, NO_RESULT);
    assert_eq!(place.text(".primary"), "Check again");
    assert_eq!(place.press(".primary"), [Action::Retry]);
    place.show(View::Leaving);
    assert_eq!(place.press(".primary"), [Action::Stay]);
    assert_eq!(place.press(".secondary"), [Action::End]);
    place.show(View::Silent);
    assert_eq!(place.press(".primary"), [Action::Return]);
    assert_eq!(place.press(".close"), [Action::Close]);
    place.show(View::Approved);
    assert_eq!(place.press(".primary"), [Action::Close]);
}

#[wasm_bindgen_test]
fn the_phone_is_offered_beside_the_frame() {
    let place = Place::inline();
    place.show(View::Frame);
    assert!(place.find(".bar").is_none());
    place.panel.show(View::Frame.number(), &"".into(), true);
    assert_eq!(place.press(".bar button"), [Action::Handoff]);
    assert!(!place.frame_is_inert());
    place.show(View::Leaving);
    assert!(place.find(".bar").unwrap().has_attribute("inert"));
    assert!(place.frame_is_inert());
    place.show(View::Confirming);
    assert!(place.find(".bar").is_none());
}

#[wasm_bindgen_test]
fn the_code_is_text_and_never_an_attribute() {
    let place = Place::inline();
    place
        .panel
        .show(View::Handoff.number(), &"824617".into(), false);
    assert_eq!(place.text(".digits"), "824617");
    assert_eq!(place.text(".code .unseen"), "8 2 4 6 1 7");
    let panel = place.find(".panel").unwrap();
    let elements = panel.query_selector_all("*").unwrap();
    for index in 0..elements.length() {
        let element: HtmlElement = elements.item(index).unwrap().unchecked_into();
        for name in element.get_attribute_names() {
            let value = element.get_attribute(&name.as_string().unwrap()).unwrap();
            let digits: String = value.chars().filter(char::is_ascii_digit).collect();
            assert!(!digits.contains("824617"), "{name:?}");
        }
    }
    assert_eq!(place.press(".secondary"), [Action::Return]);
}

#[wasm_bindgen_test]
fn the_focus_goes_to_what_is_next() {
    let place = Place::inline();
    place.show_about(View::Retry, CLOSED_EYES);
    assert!(place.focused().contains("button"));
    assert_eq!(
        place.text("div[role=status]"),
        "",
        "heard by the focus already"
    );
    place.show(View::Loading);
    assert!(
        place.focused().contains("stage"),
        "kept, though its button has gone"
    );
    assert!(place.text("div[role=status]").starts_with("Loading"));
    place.show(View::Approved);
    assert_eq!(place.focused(), "title");
}

#[wasm_bindgen_test]
fn the_focus_is_not_taken_from_the_host() {
    let place = Place::inline();
    let input = place.document.create_element("input").unwrap();
    let body = place.document.body().unwrap();
    body.append_child(&input).unwrap();
    let input: HtmlElement = input.unchecked_into();
    input.focus().unwrap();
    place.show_about(View::Retry, CLOSED_EYES);
    assert_eq!(place.focused(), "");
    assert_eq!(
        place.text("div[role=status]"),
        "The picture could not be used\nKeep your eyes open.\n"
    );
    input.remove();
}

#[wasm_bindgen_test]
fn the_hosts_own_texts_count_and_nothing_else() {
    let place = Place::speaking(r#"{ "tryAgain": "<b>encore</b>", "stop": 5, "none": "" }"#);
    place.show_about(View::Retry, CLOSED_EYES);
    assert_eq!(place.text(".primary"), "<b>encore</b>");
    assert_eq!(place.text(".secondary"), "Stop");
    let panel = place.find(".panel").unwrap();
    assert_eq!((panel.lang(), panel.dir()), ("ar".into(), "rtl".into()));

    let english = Place::speaking(r#"{ "stop": 5 }"#);
    let panel = english.find(".panel").unwrap();
    assert_eq!((panel.lang(), panel.dir()), ("en".into(), "ltr".into()));
}

#[wasm_bindgen_test]
fn closing_leaves_nothing_behind() {
    let place = Place::modal();
    let sheets = place.document.adopted_style_sheets().length();
    place.show(View::Leaving);
    assert!(place.frame_is_inert());
    assert!(place.find("p").unwrap().hidden());
    place.panel.close();
    place.panel.close();
    assert!(place.find(".panel").is_none());
    assert!(!place.frame_is_inert());
    assert!(!place.find("p").unwrap().hidden());
    assert_eq!(place.root.adopted_style_sheets().length(), 0);
    assert_eq!(place.document.adopted_style_sheets().length(), sheets - 1);
    place.show(View::Retry);
    assert!(place.find(".panel").is_none());
}

#[wasm_bindgen_test]
fn the_page_behind_stands_still_until_the_last_dialog_closes() {
    let first = Place::modal();
    let second = Place::modal();
    let overflow = || {
        let window = web_sys::window().unwrap();
        let element = first.document.document_element().unwrap();
        let style = window.get_computed_style(&element).unwrap().unwrap();
        style.get_property_value("overflow-y").unwrap()
    };
    assert_eq!(overflow(), "hidden");
    first.panel.close();
    assert_eq!(overflow(), "hidden");
    second.panel.close();
    assert_ne!(overflow(), "hidden");
}

#[wasm_bindgen_test]
fn a_question_over_the_frame_can_be_put_away() {
    let place = Place::inline();
    place.show(View::Silent);
    assert!(!place.frame_is_inert());
    assert_eq!(place.press(".dismiss"), []);
    assert!(place.find(".card").is_none());
}
