#![allow(clippy::unwrap_used, clippy::expect_used)]

use proptest::prelude::*;

use super::*;
use crate::outcome::Verdict;

const GENUINE: Envelope = Envelope {
    trusted: true,
    from_captured_window: true,
    frame_intact: true,
    from_vendor_origin: true,
};

const ELSEWHERE: Envelope = Envelope {
    from_captured_window: false,
    ..GENUINE
};

/// An input that can be kept, printed and generated.
#[derive(Clone, Debug)]
enum Given {
    Start,
    Token,
    Loaded,
    Message(Envelope, Option<&'static str>),
    Fault(ErrorCode),
    Elapsed(Timer),
    Unmount,
}

fn token() -> Token {
    Token::new("SECRET".into()).expect("valid")
}

/// Feeds an input. A payload may be read only if its envelope counts.
fn feed(session: &mut Session, given: &Given) -> Vec<Effect> {
    match *given {
        Given::Start => session.handle(Input::Start),
        Given::Token => session.handle(Input::Token(token())),
        Given::Loaded => session.handle(Input::Loaded),
        Given::Message(envelope, word) => session.handle(Input::Message {
            envelope,
            read: &|| {
                assert_eq!(envelope, GENUINE, "a payload was read that does not count");
                word.map(str::to_owned)
            },
        }),
        Given::Fault(code) => session.handle(Input::Fault(code)),
        Given::Elapsed(timer) => session.handle(Input::Elapsed(timer)),
        Given::Unmount => session.handle(Input::Unmount),
    }
}

fn session_after(inputs: &[Given]) -> Session {
    let mut session = Session::default();
    for given in inputs {
        feed(&mut session, given);
    }
    session
}

/// A session in each state, on the shortest way there.
fn session_in(state: State) -> Session {
    use Given::{Fault, Loaded, Start, Token, Unmount};
    let session = match state {
        State::Starting => session_after(&[Start]),
        State::Loading => session_after(&[Start, Token]),
        State::Ready => session_after(&[Start, Token, Loaded]),
        State::Settled => session_after(&[Start, Fault(ErrorCode::TokenFailed)]),
        State::Unmounted => session_after(&[Unmount]),
    };
    assert_eq!(session.state(), state);
    session
}

fn notices(effects: &[Effect]) -> Vec<&Notice> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Notify(notice) => Some(notice),
            _ => None,
        })
        .collect()
}

/// What an input does to a session in a state: the state after, and the first thing told but for
/// the new state. The table in the documentation, cell by cell.
fn expected(given: &Given, state: State) -> (State, Option<Notice>) {
    use State::{Loading, Ready, Settled, Starting, Unmounted};
    let stays = (state, None);
    let ends_with = |error| (Settled, Some(Notice::Error { error }));
    let late = Notice::Rejected {
        reason: Rejection::Late,
        count: 1,
    };
    match (given, state) {
        (_, Unmounted) => stays,
        (Given::Unmount, Settled) => (Unmounted, None),
        (Given::Unmount, _) => (
            Unmounted,
            Some(Notice::Outcome {
                outcome: Outcome::Unmounted,
            }),
        ),
        (Given::Token, Starting) => (Loading, None),
        (Given::Loaded, Loading) => (Ready, Some(Notice::Ready)),
        (Given::Message(GENUINE, word), Loading | Ready) => {
            match word.and_then(FrameStatus::from_word) {
                Some(status) => (Settled, Some(Notice::Status { status })),
                None => (
                    state,
                    Some(Notice::Unrecognized {
                        status: word.map(str::to_owned),
                    }),
                ),
            }
        }
        (Given::Message(ELSEWHERE, _), Loading | Ready) => (
            state,
            Some(Notice::Rejected {
                reason: Rejection::Window,
                count: 1,
            }),
        ),
        (Given::Message(GENUINE | ELSEWHERE, _), Starting | Settled) => (state, Some(late)),
        (Given::Fault(code), Starting | Loading | Ready) => ends_with(*code),
        (Given::Elapsed(Timer::Token), Starting) => ends_with(ErrorCode::TokenTimeout),
        (Given::Elapsed(Timer::Load), Loading) => ends_with(ErrorCode::FrameTimeout),
        _ => stays,
    }
}

fn every_input() -> Vec<Given> {
    let mut inputs = vec![
        Given::Start,
        Given::Token,
        Given::Loaded,
        Given::Message(GENUINE, Some("APPROVED")),
        Given::Message(GENUINE, Some("failed")),
        Given::Message(GENUINE, Some("SUCCESS")),
        Given::Message(GENUINE, None),
        Given::Message(ELSEWHERE, Some("APPROVED")),
        Given::Fault(ErrorCode::TokenFailed),
        Given::Unmount,
    ];
    inputs.extend(Timer::ALL.map(Given::Elapsed));
    inputs
}

#[test]
fn every_pair_of_state_and_input_is_handled_on_purpose() {
    for state in State::ALL {
        for given in every_input() {
            let mut session = session_in(state);
            let effects = feed(&mut session, &given);
            let told = notices(&effects)
                .into_iter()
                .find(|notice| !matches!(notice, Notice::State { .. }));
            let (after, notice) = expected(&given, state);
            assert_eq!(session.state(), after, "{given:?} in {state:?}");
            assert_eq!(told, notice.as_ref(), "{given:?} in {state:?}");
            if after == state
                && notice.is_none()
                && !matches!(given, Given::Elapsed(Timer::Late | Timer::Look))
            {
                assert_eq!(effects, [], "{given:?} in {state:?}");
            }
        }
    }
}

#[test]
fn a_session_starts_once() {
    let mut session = Session::default();
    assert!(feed(&mut session, &Given::Start).contains(&Effect::RequestToken));
    assert_eq!(feed(&mut session, &Given::Start), []);
    assert_eq!(session.attempts(), 1);
}

#[test]
fn an_approval_by_the_frame_is_not_authoritative() {
    let mut session = session_in(State::Ready);
    let effects = feed(&mut session, &Given::Message(GENUINE, Some("APPROVED")));
    let outcome = Outcome::Approved(Verdict {
        authoritative: false,
        frame_status: Some(FrameStatus::Approved),
    });
    assert!(effects.contains(&Effect::Settle(outcome)));
    assert!(effects.contains(&Effect::RemoveFrame));
}

#[test]
fn the_outcome_is_fixed_before_any_callback_runs() {
    let mut session = session_in(State::Ready);
    let effects = feed(&mut session, &Given::Message(GENUINE, Some("FAILED")));
    let settled = effects.iter().position(|e| matches!(e, Effect::Settle(_)));
    let told = effects.iter().position(|e| matches!(e, Effect::Notify(_)));
    assert!(settled < told, "{effects:?}");
}

#[test]
fn late_messages_are_told_for_a_while_and_then_nobody_listens() {
    let mut session = session_in(State::Ready);
    let effects = feed(&mut session, &Given::Message(GENUINE, Some("APPROVED")));
    assert!(effects.contains(&Effect::Start(Timer::Late)));
    assert!(!effects.contains(&Effect::StopListening));
    let effects = feed(&mut session, &Given::Elapsed(Timer::Late));
    assert_eq!(effects, [Effect::StopListening]);
}

#[test]
fn the_frame_is_looked_at_again_and_again() {
    for state in State::ALL {
        let mut session = session_in(state);
        let looks = matches!(state, State::Loading | State::Ready);
        let effects = feed(&mut session, &Given::Elapsed(Timer::Look));
        assert_eq!(effects.contains(&Effect::Look), looks, "{state:?}");
        assert_eq!(
            effects.contains(&Effect::Start(Timer::Look)),
            looks,
            "{state:?}"
        );
    }
}

#[test]
fn an_error_leaves_nothing_running() {
    let mut session = session_in(State::Loading);
    let effects = feed(&mut session, &Given::Elapsed(Timer::Load));
    for gone in [
        Effect::RemoveFrame,
        Effect::StopListening,
        Effect::Stop(Timer::Token),
        Effect::Stop(Timer::Load),
        Effect::Stop(Timer::Look),
        Effect::Stop(Timer::Rejections),
    ] {
        assert!(effects.contains(&gone), "{gone:?}");
    }
}

#[test]
fn rejections_are_told_once_a_second_with_a_count() {
    let mut session = session_in(State::Ready);
    let forged = Given::Message(ELSEWHERE, Some("APPROVED"));
    let told = |effects: Vec<Effect>| -> Vec<u32> {
        notices(&effects)
            .into_iter()
            .filter_map(|notice| match notice {
                Notice::Rejected { count, .. } => Some(*count),
                _ => None,
            })
            .collect()
    };
    assert_eq!(told(feed(&mut session, &forged)), [1]);
    for _ in 0..7 {
        assert_eq!(feed(&mut session, &forged), []);
    }
    assert_eq!(
        told(feed(&mut session, &Given::Elapsed(Timer::Rejections))),
        [7]
    );
    assert_eq!(feed(&mut session, &Given::Elapsed(Timer::Rejections)), []);
    assert_eq!(told(feed(&mut session, &forged)), [1]);
}

#[test]
fn an_unrecognized_word_is_passed_on_only_if_it_cannot_be_a_secret() {
    let cases = [
        ("WAITING", Some("WAITING")),
        ("manual_review", Some("manual_review")),
        ("3FA5TFPA2ZE3LMPGGS1EGOJNJE", None),
        ("a sentence", None),
        ("UbYZnDdrTElsSDBQFeNkdMxICpSEOqRjtRcz", None),
    ];
    for (word, passed_on) in cases {
        let mut session = session_in(State::Ready);
        let effects = feed(&mut session, &Given::Message(GENUINE, Some(word)));
        let status = passed_on.map(str::to_owned);
        assert_eq!(
            effects,
            [Effect::Notify(Notice::Unrecognized { status })],
            "{word}"
        );
    }
}

fn any_envelope() -> impl Strategy<Value = Envelope> {
    any::<[bool; 4]>().prop_map(
        |[
            trusted,
            from_captured_window,
            frame_intact,
            from_vendor_origin,
        ]| {
            Envelope {
                trusted,
                from_captured_window,
                frame_intact,
                from_vendor_origin,
            }
        },
    )
}

fn any_word() -> impl Strategy<Value = Option<&'static str>> {
    prop::sample::select(vec![
        None,
        Some("APPROVED"),
        Some("failed"),
        Some("SUCCESS"),
        Some(""),
    ])
}

fn any_input() -> impl Strategy<Value = Given> {
    prop_oneof![
        2 => Just(Given::Start),
        2 => Just(Given::Token),
        2 => Just(Given::Loaded),
        2 => any_word().prop_map(|word| Given::Message(GENUINE, word)),
        4 => (any_envelope(), any_word()).prop_map(|(e, word)| Given::Message(e, word)),
        1 => prop::sample::select(ErrorCode::ALL).prop_map(Given::Fault),
        1 => prop::sample::select(&Timer::ALL[..]).prop_map(Given::Elapsed),
        1 => Just(Given::Unmount),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_outcome_is_reported_at_most_once(inputs in prop::collection::vec(any_input(), 0..60)) {
        let mut session = Session::default();
        let effects: Vec<_> = inputs.iter().flat_map(|given| feed(&mut session, given)).collect();
        let settled = effects.iter().filter(|e| matches!(e, Effect::Settle(_))).count();
        let told = notices(&effects)
            .into_iter()
            .filter(|notice| matches!(notice, Notice::Outcome { .. }))
            .count();
        prop_assert!(settled <= 1);
        prop_assert_eq!(settled, told);
        let ended = matches!(session.state(), State::Settled | State::Unmounted);
        prop_assert_eq!(ended, settled == 1);
    }

    #[test]
    fn nothing_from_elsewhere_changes_a_state(
        inputs in prop::collection::vec(any_input(), 0..30),
        forgeries in prop::collection::vec((any_envelope(), any_word()), 1..30),
    ) {
        let mut session = session_after(&inputs);
        let state = session.state();
        for (envelope, word) in forgeries {
            if envelope != GENUINE {
                let effects = feed(&mut session, &Given::Message(envelope, word));
                prop_assert_eq!(session.state(), state);
                for effect in effects {
                    let harmless = matches!(
                        effect,
                        Effect::Start(Timer::Rejections) | Effect::Notify(Notice::Rejected { .. })
                    );
                    prop_assert!(harmless, "{:?}", effect);
                }
            }
        }
    }

    #[test]
    fn a_genuine_result_still_arrives_after_forgeries(
        forgeries in prop::collection::vec((any_envelope(), any_word()), 0..30),
    ) {
        let mut session = session_in(State::Ready);
        for (envelope, word) in forgeries {
            if envelope != GENUINE {
                feed(&mut session, &Given::Message(envelope, word));
            }
        }
        feed(&mut session, &Given::Message(GENUINE, Some("APPROVED")));
        prop_assert_eq!(session.state(), State::Settled);
    }

    #[test]
    fn frames_and_listeners_do_not_outlive_the_end(
        inputs in prop::collection::vec(any_input(), 0..60),
    ) {
        let mut session = Session::default();
        let (mut frame, mut listening) = (false, false);
        let mut running = Vec::new();
        for given in inputs.into_iter().chain([Given::Unmount]) {
            for effect in feed(&mut session, &given) {
                match effect {
                    Effect::CreateFrame(_) => (frame, listening) = (true, true),
                    Effect::RemoveFrame => frame = false,
                    Effect::StopListening => listening = false,
                    Effect::Start(timer) => running.push(timer),
                    Effect::Stop(timer) => running.retain(|other| *other != timer),
                    _ => {}
                }
            }
            prop_assert!(!frame || matches!(session.state(), State::Loading | State::Ready));
        }
        prop_assert!(!frame && !listening && running.is_empty());
    }

    #[test]
    fn after_unmounting_nothing_happens(inputs in prop::collection::vec(any_input(), 0..30)) {
        let mut session = session_in(State::Unmounted);
        for given in &inputs {
            prop_assert_eq!(feed(&mut session, given), vec![]);
        }
    }
}
