#![allow(clippy::unwrap_used, clippy::expect_used)]

use proptest::prelude::*;

use super::*;

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

/// A host with everything: tokens can be renewed, the backend asked, a phone used.
const FULL: Policy = Policy {
    renewable: true,
    confirms: true,
    handoff: true,
    max_attempts: 3,
    token_timeout: 30_000,
    load_timeout: 30_000,
    confirm_timeout: 60_000,
};

/// A host with one token and nobody to ask.
const BARE: Policy = Policy {
    renewable: false,
    confirms: false,
    ..FULL
};

const RENEWABLE: Policy = Policy {
    confirms: false,
    ..FULL
};

const GRANTED: Terms = Terms {
    digit_string: true,
    expired: false,
};

/// An input that can be kept, printed and generated.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Given {
    Start,
    Granted(Terms),
    Loaded,
    Message(Envelope, Option<&'static str>),
    Fault(ErrorCode),
    Answer(Option<Decided>),
    Decide(Decided),
    Expired,
    Engaged,
    Visible(bool),
    Handoff,
    Return,
    Retry,
    End,
    Close,
    Stay,
    Elapsed(Timer),
    Unmount,
}

use Given::*;

const APPROVED: Given = Message(GENUINE, Some("APPROVED"));
const FAILED: Given = Message(GENUINE, Some("failed"));
const FORGED: Given = Message(ELSEWHERE, Some("APPROVED"));

const fn decided(status: Status) -> Decided {
    Decided {
        status,
        stop: false,
    }
}

/// Feeds an input. A payload may be read only if its envelope counts.
fn feed(session: &mut Session, given: Given) -> Vec<Effect> {
    let word = match given {
        Message(_, word) => word,
        _ => None,
    };
    let read = || {
        assert!(matches!(given, Message(GENUINE, _)), "read: {given:?}");
        word.map(str::to_owned)
    };
    session.handle(match given {
        Start => Input::Start,
        Granted(granted) => Input::Granted(granted),
        Loaded => Input::Loaded,
        Message(envelope, _) => Input::Message {
            envelope,
            read: &read,
        },
        Fault(code) => Input::Fault(code),
        Answer(decided) => Input::Answer(decided),
        Decide(decided) => Input::Decide(decided),
        Expired => Input::Expired,
        Engaged => Input::Engaged,
        Visible(visible) => Input::Visible(visible),
        Handoff => Input::Handoff,
        Return => Input::Return,
        Retry => Input::Retry,
        End => Input::End,
        Close => Input::Close,
        Stay => Input::Stay,
        Elapsed(timer) => Input::Elapsed(timer),
        Unmount => Input::Unmount,
    })
}

fn run(policy: Policy, inputs: &[Given]) -> (Session, Vec<Effect>) {
    let mut session = Session::new(policy);
    let effects = inputs
        .iter()
        .flat_map(|given| feed(&mut session, *given))
        .collect();
    (session, effects)
}

/// The shortest way into each state.
fn way_to(state: State) -> &'static [Given] {
    match state {
        State::Starting => &[Start],
        State::Loading => &[Start, Granted(GRANTED)],
        State::Ready => &[Start, Granted(GRANTED), Loaded],
        State::Handoff => &[Start, Granted(GRANTED), Handoff],
        State::Confirming => &[Start, Granted(GRANTED), APPROVED],
        State::Retryable => &[Start, Fault(ErrorCode::TokenFailed)],
        State::Settled => &[Start, End],
        State::Unmounted => &[Unmount],
    }
}

fn session_in(state: State) -> Session {
    let (session, _) = run(FULL, way_to(state));
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

fn kinds(effects: &[Effect]) -> Vec<&'static str> {
    notices(effects).into_iter().map(Notice::kind).collect()
}

fn outcomes(effects: &[Effect]) -> Vec<Outcome> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Settle(outcome) => Some(*outcome),
            _ => None,
        })
        .collect()
}

/// What an input does to a session in a state: the state after, and the events but for `state`.
/// The table in the documentation, cell by cell.
fn expected(given: Given, state: State) -> (State, &'static [&'static str]) {
    use State::{Confirming, Loading, Ready, Retryable, Settled, Starting, Unmounted};
    const UNCHANGED: &[&str] = &[];
    let in_frame = matches!(state, Loading | Ready);
    let with_token = in_frame || matches!(state, State::Handoff);
    let open = with_token || matches!(state, Starting | Confirming);
    let decidable = with_token || matches!(state, Confirming | Retryable);
    let stays = (state, UNCHANGED);
    let retryable = (Retryable, &["error", "attempt"][..]);
    match given {
        _ if state == Unmounted => stays,
        Unmount if state == Settled => (Unmounted, &[]),
        Unmount => (Unmounted, &["outcome"]),
        Granted(_) if state == Starting => (Loading, &[]),
        Loaded if state == Loading => (Ready, &["ready"]),
        Message(GENUINE, Some("SUCCESS") | None) if in_frame => (state, &["unrecognized"]),
        Message(GENUINE, _) if in_frame => (Confirming, &["status"]),
        Message(..) => (state, &["rejected"]),
        Fault(_) if open => retryable,
        Answer(None) if state == Confirming => retryable,
        Decide(d) | Answer(Some(d)) if d.status == Status::Pending => stays,
        Answer(_) if state == Retryable => stays,
        Decide(d) | Answer(Some(d)) if decidable => match d.status {
            Status::Failed => (Retryable, &["decision", "attempt"]),
            _ => (Settled, &["decision", "outcome"]),
        },
        Handoff if in_frame => (State::Handoff, &[]),
        Return if matches!(state, Ready | State::Handoff) => (Loading, &[]),
        Retry if state == Retryable => (Starting, &[]),
        Close if matches!(state, Ready | Confirming) => stays,
        End | Close if open || state == Retryable => (Settled, &["outcome"]),
        Elapsed(Timer::Token) if state == Starting => retryable,
        Elapsed(Timer::Load) if state == Loading => retryable,
        Elapsed(Timer::Confirm) if state == Confirming => retryable,
        Elapsed(Timer::Confirm) if with_token => retryable,
        Elapsed(Timer::Grace) if with_token => (Settled, &["outcome"]),
        _ => stays,
    }
}

fn every_input() -> Vec<Given> {
    let statuses = [
        Status::Success,
        Status::Failed,
        Status::Expired,
        Status::Canceled,
        Status::Pending,
    ];
    let mut inputs = vec![
        Start,
        Granted(GRANTED),
        Loaded,
        APPROVED,
        FAILED,
        Message(GENUINE, Some("SUCCESS")),
        Message(GENUINE, None),
        FORGED,
        Fault(ErrorCode::FrameRemoved),
        Answer(None),
        Expired,
        Engaged,
        Visible(false),
        Visible(true),
        Handoff,
        Return,
        Retry,
        End,
        Close,
        Stay,
        Unmount,
    ];
    inputs.extend(Timer::ALL.iter().copied().map(Elapsed));
    inputs.extend(statuses.map(|status| Answer(Some(decided(status)))));
    inputs.extend(statuses.map(|status| Decide(decided(status))));
    inputs
}

#[test]
fn every_pair_of_state_and_input_is_handled_on_purpose() {
    for state in State::ALL {
        for given in every_input() {
            let mut session = session_in(state);
            let effects = feed(&mut session, given);
            let told: Vec<_> = kinds(&effects)
                .into_iter()
                .filter(|kind| *kind != "state")
                .collect();
            let (after, events) = expected(given, state);
            assert_eq!(session.state(), after, "{given:?} in {state:?}");
            assert_eq!(told, events, "{given:?} in {state:?}");
        }
    }
}

#[test]
fn a_session_starts_once() {
    let mut session = Session::new(FULL);
    assert!(feed(&mut session, Start).contains(&Effect::RequestToken));
    assert_eq!(feed(&mut session, Start), []);
    assert_eq!(session.attempts(), 1);
}

#[test]
fn without_a_backend_the_frames_word_ends_it_and_is_not_authoritative() {
    let verdict = |status| Verdict {
        authoritative: false,
        frame_status: Some(status),
    };
    for (word, outcome) in [
        (APPROVED, Outcome::Approved(verdict(FrameStatus::Approved))),
        (FAILED, Outcome::Failed(verdict(FrameStatus::Failed))),
    ] {
        let (session, effects) = run(BARE, &[Start, Granted(GRANTED), Loaded, word]);
        assert_eq!(outcomes(&effects), [outcome]);
        assert_eq!(session.state(), State::Settled);
    }
}

#[test]
fn with_a_backend_only_its_decision_counts() {
    let (_, effects) = run(
        FULL,
        &[
            Start,
            Granted(GRANTED),
            Loaded,
            APPROVED,
            Answer(Some(decided(Status::Success))),
        ],
    );
    assert!(effects.contains(&Effect::Ask(Some(FrameStatus::Approved))));
    let outcome = Outcome::Approved(Verdict {
        authoritative: true,
        frame_status: Some(FrameStatus::Approved),
    });
    assert_eq!(outcomes(&effects), [outcome]);
}

#[test]
fn a_contradiction_is_told_and_the_decision_wins() {
    for (word, status) in [(APPROVED, Status::Failed), (FAILED, Status::Success)] {
        let (_, effects) = run(
            FULL,
            &[Start, Granted(GRANTED), word, Answer(Some(decided(status)))],
        );
        let notice = Notice::Decision {
            status,
            contradicts: true,
        };
        assert!(notices(&effects).contains(&&notice));
    }
}

#[test]
fn a_pending_confirmation_is_asked_for_again_with_growing_waits() {
    let mut session = session_in(State::Confirming);
    let mut waits = Vec::new();
    for _ in 0..6 {
        let effects = feed(&mut session, Answer(Some(decided(Status::Pending))));
        assert!(effects.contains(&Effect::Start(Timer::Ask)));
        waits.push(session.delay(Timer::Ask));
        let again = Effect::Ask(Some(FrameStatus::Approved));
        assert!(feed(&mut session, Elapsed(Timer::Ask)).contains(&again));
    }
    assert_eq!(waits, [1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
}

#[test]
fn a_silent_frame_is_asked_about_with_growing_waits() {
    let (mut session, effects) = run(FULL, way_to(State::Ready));
    assert!(effects.contains(&Effect::Start(Timer::Ask)));
    let mut waits = vec![session.delay(Timer::Ask)];
    for _ in 0..4 {
        assert!(feed(&mut session, Elapsed(Timer::Ask)).contains(&Effect::Ask(None)));
        assert!(feed(&mut session, Answer(None)).contains(&Effect::Start(Timer::Ask)));
        waits.push(session.delay(Timer::Ask));
    }
    assert_eq!(waits, [5_000, 10_000, 20_000, 30_000, 30_000]);
}

#[test]
fn nobody_is_asked_in_a_page_that_nobody_sees() {
    let mut session = session_in(State::Ready);
    feed(&mut session, Visible(false));
    assert_eq!(feed(&mut session, Elapsed(Timer::Ask)), []);
    assert!(feed(&mut session, Visible(true)).contains(&Effect::Start(Timer::Ask)));
    assert_eq!(session.delay(Timer::Ask), 0, "it was due");
    assert!(feed(&mut session, Elapsed(Timer::Ask)).contains(&Effect::Ask(None)));
}

#[test]
fn only_the_confirmation_is_tried_again_where_only_it_failed() {
    for fault in [Answer(None), Elapsed(Timer::Confirm)] {
        let policy = Policy {
            renewable: false,
            ..FULL
        };
        let (mut session, _) = run(policy, way_to(State::Confirming));
        feed(&mut session, fault);
        assert_eq!(session.state(), State::Retryable);
        let effects = feed(&mut session, Retry);
        assert_eq!(session.state(), State::Confirming);
        assert!(effects.contains(&Effect::Ask(Some(FrameStatus::Approved))));
        assert!(!effects.contains(&Effect::RequestToken));
        assert_eq!(session.attempts(), 1);
    }
}

#[test]
fn another_attempt_begins_with_nothing_of_the_last() {
    let mut session = session_in(State::Confirming);
    feed(&mut session, Answer(Some(decided(Status::Failed))));
    let effects = feed(&mut session, Retry);
    assert!(effects.contains(&Effect::RequestToken));
    assert_eq!((session.state(), session.attempts()), (State::Starting, 2));
    let effects = feed(&mut session, Granted(GRANTED));
    assert!(effects.contains(&Effect::CreateFrame));
    feed(&mut session, Loaded);
    assert!(feed(&mut session, Elapsed(Timer::Ask)).contains(&Effect::Ask(None)));
}

#[test]
fn attempts_run_out() {
    let policy = Policy {
        max_attempts: 2,
        ..RENEWABLE
    };
    let (mut session, _) = run(policy, &[Start, Granted(GRANTED), FAILED]);
    assert_eq!(session.check_retry(), Ok(()));
    feed(&mut session, Retry);
    feed(&mut session, Granted(GRANTED));
    assert_eq!(session.check_retry(), Err(ErrorCode::InvalidState));
    let effects = feed(&mut session, FAILED);
    assert!(matches!(outcomes(&effects)[..], [Outcome::Failed(_)]));
    assert_eq!(session.check_retry(), Err(ErrorCode::AttemptsExhausted));
}

#[test]
fn retry_in_another_state_is_refused() {
    let session = session_in(State::Ready);
    assert_eq!(session.check_retry(), Err(ErrorCode::InvalidState));
}

#[test]
fn an_attack_is_never_offered_another_try() {
    let stop = Decided {
        status: Status::Failed,
        stop: true,
    };
    let mut session = session_in(State::Confirming);
    let effects = feed(&mut session, Answer(Some(stop)));
    assert!(matches!(outcomes(&effects)[..], [Outcome::Failed(_)]));
}

#[test]
fn an_error_that_cannot_be_retried_ends_it() {
    let mut session = session_in(State::Loading);
    let effects = feed(&mut session, Fault(ErrorCode::CameraBlocked));
    let error = ErrorCode::CameraBlocked;
    assert_eq!(outcomes(&effects), [Outcome::Error { error }]);
    assert_eq!(kinds(&effects), ["error", "state", "outcome"]);
    assert!(effects.contains(&Effect::StopListening));
}

#[test]
fn giving_up_ends_with_the_last_failure() {
    let cases = [
        (vec![Start, End], Outcome::Canceled),
        (
            vec![Start, Fault(ErrorCode::TokenFailed), End],
            Outcome::Error {
                error: ErrorCode::TokenFailed,
            },
        ),
        (
            vec![
                Start,
                Granted(GRANTED),
                FAILED,
                Answer(Some(decided(Status::Failed))),
                End,
            ],
            Outcome::Failed(Verdict {
                authoritative: true,
                frame_status: Some(FrameStatus::Failed),
            }),
        ),
        (
            vec![Start, Granted(GRANTED), Expired, Answer(None), End],
            Outcome::Expired,
        ),
    ];
    for (inputs, outcome) in cases {
        let (_, effects) = run(FULL, &inputs);
        assert_eq!(outcomes(&effects), [outcome], "{inputs:?}");
    }
}

#[test]
fn a_grant_that_has_expired_on_arrival_makes_no_frame() {
    let expired = Terms {
        expired: true,
        ..GRANTED
    };
    let (session, effects) = run(FULL, &[Start, Granted(expired)]);
    assert_eq!(session.state(), State::Retryable);
    assert!(!effects.contains(&Effect::CreateFrame));
}

#[test]
fn expiry_is_checked_with_the_backend_once() {
    let mut session = session_in(State::Ready);
    assert!(feed(&mut session, Expired).contains(&Effect::Ask(None)));
    assert_eq!(feed(&mut session, Expired), []);
    feed(&mut session, Answer(Some(decided(Status::Pending))));
    assert_eq!(session.state(), State::Retryable, "nobody had begun");
}

#[test]
fn a_person_who_has_begun_is_given_grace() {
    let mut session = session_in(State::Ready);
    feed(&mut session, Engaged);
    feed(&mut session, Expired);
    let effects = feed(&mut session, Answer(None));
    assert!(effects.contains(&Effect::Start(Timer::Grace)));
    assert_eq!(session.delay(Timer::Grace), 300_000);
    assert_eq!(session.state(), State::Ready);
    let effects = feed(&mut session, Elapsed(Timer::Grace));
    assert_eq!(outcomes(&effects), [Outcome::Expired]);
}

#[test]
fn a_backend_that_does_not_answer_about_expiry_is_not_waited_for() {
    let mut session = session_in(State::Ready);
    let effects = feed(&mut session, Expired);
    assert!(effects.contains(&Effect::Start(Timer::Confirm)));
    feed(&mut session, Elapsed(Timer::Confirm));
    assert_eq!(session.state(), State::Retryable);
}

#[test]
fn expiry_without_another_token_ends_it() {
    let (_, effects) = run(BARE, &[Start, Granted(GRANTED), Loaded, Expired]);
    assert_eq!(outcomes(&effects), [Outcome::Expired]);
}

#[test]
fn no_token_is_asked_for_without_a_person() {
    let (_, effects) = run(
        FULL,
        &[
            Start,
            Granted(GRANTED),
            Loaded,
            Expired,
            Answer(None),
            Visible(false),
            Visible(true),
        ],
    );
    let requests = effects
        .iter()
        .filter(|effect| **effect == Effect::RequestToken)
        .count();
    assert_eq!(requests, 1);
}

#[test]
fn the_phone_is_offered_only_where_it_can_work() {
    let offered = |policy, digit_string| {
        let granted = Terms {
            digit_string,
            expired: false,
        };
        run(policy, &[Start, Granted(granted)]).0.offers_handoff()
    };
    let declined = Policy {
        handoff: false,
        ..FULL
    };
    assert!(offered(FULL, true));
    assert!(!offered(FULL, false) && !offered(RENEWABLE, true) && !offered(declined, true));
}

#[test]
fn back_from_the_phone_there_is_a_new_frame() {
    let (mut session, effects) = run(FULL, way_to(State::Handoff));
    assert!(effects.contains(&Effect::Show(View::Handoff)));
    let effects = feed(&mut session, Return);
    let removed = effects.iter().position(|e| *e == Effect::RemoveFrame);
    let created = effects.iter().position(|e| *e == Effect::CreateFrame);
    assert!(removed < created);
}

#[test]
fn the_frame_is_looked_at_every_second_and_when_the_page_is_seen_again() {
    let (mut session, effects) = run(FULL, way_to(State::Loading));
    assert!(effects.contains(&Effect::Start(Timer::Look)));
    let looks = [Effect::Start(Timer::Look), Effect::Look];
    for given in [Elapsed(Timer::Look), Visible(true)] {
        assert_eq!(feed(&mut session, given), looks);
    }
}

#[test]
fn a_long_silence_offers_a_reload_unless_the_person_has_begun() {
    let mut session = session_in(State::Ready);
    let shown = Effect::Show(View::Silent);
    assert_eq!(feed(&mut session, Elapsed(Timer::Silence)), [shown]);
    feed(&mut session, Engaged);
    assert_eq!(feed(&mut session, Elapsed(Timer::Silence)), []);
}

#[test]
fn the_outcome_is_fixed_before_the_callback_that_tells_it() {
    let (_, effects) = run(BARE, &[Start, Granted(GRANTED), FAILED]);
    let settled = effects.iter().position(|e| matches!(e, Effect::Settle(_)));
    let told = effects
        .iter()
        .position(|e| matches!(e, Effect::Notify(Notice::Outcome { .. })));
    assert!(settled < told, "{effects:?}");
}

#[test]
fn late_messages_are_told_for_a_while_and_then_nobody_listens() {
    let (mut session, effects) = run(BARE, &[Start, Granted(GRANTED), APPROVED]);
    assert!(effects.contains(&Effect::Start(Timer::Late)));
    assert!(!effects.contains(&Effect::StopListening));
    let effects = feed(&mut session, Elapsed(Timer::Late));
    assert_eq!(effects, [Effect::StopListening]);
}

#[test]
fn rejections_are_told_once_a_second_with_a_count() {
    let mut session = session_in(State::Ready);
    let told = |effects: Vec<Effect>| -> Vec<u16> {
        notices(&effects)
            .into_iter()
            .filter_map(|notice| match notice {
                Notice::Rejected { count, .. } => Some(*count),
                _ => None,
            })
            .collect()
    };
    assert_eq!(told(feed(&mut session, FORGED)), [1]);
    for _ in 0..7 {
        assert_eq!(feed(&mut session, FORGED), []);
    }
    assert_eq!(told(feed(&mut session, Elapsed(Timer::Rejections))), [7]);
    assert_eq!(feed(&mut session, Elapsed(Timer::Rejections)), []);
    assert_eq!(told(feed(&mut session, FORGED)), [1]);
}

#[test]
fn an_unrecognized_word_is_passed_on_only_if_it_cannot_be_a_secret() {
    let cases = [
        ("WAITING", true),
        ("manual_review", true),
        ("3FA5TFPA2ZE3LMPGGS1EGOJNJE", false),
        ("a sentence", false),
        ("UbYZnDdrTElsSDBQFeNkdMxICpSEOqRjtRcz", false),
    ];
    for (word, plain) in cases {
        let mut session = session_in(State::Ready);
        let effects = feed(&mut session, Message(GENUINE, Some(word)));
        assert_eq!(
            effects,
            [Effect::Notify(Notice::Unrecognized { plain })],
            "{word}"
        );
    }
}

#[test]
fn closing_asks_first_where_something_may_be_lost() {
    for state in [State::Ready, State::Confirming] {
        let mut session = session_in(state);
        let asked = [Effect::Show(View::Leaving)];
        assert_eq!(feed(&mut session, Close), asked);
        let shown = match state {
            State::Ready => View::Frame,
            _ => View::Confirming,
        };
        assert_eq!(feed(&mut session, Stay), [Effect::Show(shown)]);
        assert_eq!(feed(&mut session, Stay), []);
        assert_eq!(feed(&mut session, Close), asked);
        let effects = feed(&mut session, Close);
        assert_eq!(
            outcomes(&effects),
            [Outcome::Canceled],
            "closed while asked"
        );
    }
}

#[test]
fn a_decision_that_comes_while_leaving_still_counts() {
    let mut session = session_in(State::Confirming);
    feed(&mut session, Close);
    let effects = feed(&mut session, Answer(Some(decided(Status::Success))));
    assert!(matches!(outcomes(&effects)[..], [Outcome::Approved(_)]));
}

#[test]
fn the_dialog_closes_when_the_person_cancels_or_after_the_end() {
    let mut session = session_in(State::Loading);
    assert!(feed(&mut session, Close).contains(&Effect::Close));
    assert_eq!(feed(&mut session, Close), [Effect::Close]);
}

#[test]
fn without_a_connection_no_token_is_asked_for_and_no_attempt_counts() {
    let mut session = Session::new(RENEWABLE);
    session.set_offline(true);
    let effects = feed(&mut session, Start);
    assert!(!effects.contains(&Effect::RequestToken));
    assert!(effects.contains(&Effect::Fault(ErrorCode::Offline)));
    assert_eq!((session.state(), session.attempts()), (State::Retryable, 0));
    session.set_offline(false);
    assert!(feed(&mut session, Retry).contains(&Effect::RequestToken));
    assert_eq!(session.attempts(), 1);
}

#[test]
fn what_fails_for_want_of_a_connection_says_so() {
    for (state, given) in [
        (State::Starting, Fault(ErrorCode::TokenFailed)),
        (State::Starting, Elapsed(Timer::Token)),
        (State::Loading, Elapsed(Timer::Load)),
        (State::Loading, Loaded),
    ] {
        let mut session = session_in(state);
        session.set_offline(true);
        let effects = feed(&mut session, given);
        assert!(
            effects.contains(&Effect::Fault(ErrorCode::Offline)),
            "{given:?}"
        );
        assert_eq!(session.state(), State::Retryable);
    }
}

#[test]
fn a_question_that_is_never_answered_is_asked_again() {
    let mut session = session_in(State::Ready);
    feed(&mut session, Elapsed(Timer::Ask));
    assert_eq!(session.delay(Timer::Ask), FULL.confirm_timeout);
    assert!(feed(&mut session, Elapsed(Timer::Ask)).contains(&Effect::Ask(None)));
}

#[test]
fn an_open_question_about_expiry_does_not_shorten_the_confirmation() {
    for engaged in [false, true] {
        let mut session = session_in(State::Ready);
        if engaged {
            feed(&mut session, Engaged);
        }
        feed(&mut session, Expired);
        feed(&mut session, APPROVED);
        let effects = feed(&mut session, Answer(Some(decided(Status::Pending))));
        assert_eq!(session.state(), State::Confirming);
        assert_eq!(effects, [Effect::Start(Timer::Ask)]);
    }
}

#[test]
fn no_other_try_is_offered_once_the_backend_advises_against_it() {
    let mut session = session_in(State::Confirming);
    feed(&mut session, Answer(Some(decided(Status::Failed))));
    assert_eq!(feed(&mut session, Decide(decided(Status::Failed))), []);
    let stop = Decided {
        status: Status::Failed,
        stop: true,
    };
    let effects = feed(&mut session, Decide(stop));
    assert!(matches!(outcomes(&effects)[..], [Outcome::Failed(_)]));
}

#[test]
fn the_phone_is_not_offered_with_a_code_that_has_expired() {
    let mut session = session_in(State::Ready);
    feed(&mut session, Engaged);
    assert!(session.offers_handoff());
    feed(&mut session, Expired);
    feed(&mut session, Answer(None));
    assert!(!session.offers_handoff());
    assert_eq!(feed(&mut session, Handoff), []);
}

#[test]
fn a_token_source_that_speaks_of_a_confirmation_has_failed() {
    let mut session = session_in(State::Starting);
    let effects = feed(&mut session, Fault(ErrorCode::ConfirmFailed));
    assert!(effects.contains(&Effect::Fault(ErrorCode::TokenFailed)));
    assert!(feed(&mut session, Retry).contains(&Effect::RequestToken));
}

#[test]
fn the_question_whether_to_leave_is_not_replaced_by_silence() {
    let mut session = session_in(State::Ready);
    feed(&mut session, Close);
    assert_eq!(feed(&mut session, Elapsed(Timer::Silence)), []);
}

#[test]
fn a_late_success_still_counts_while_another_try_is_offered() {
    let mut session = session_in(State::Confirming);
    feed(&mut session, Elapsed(Timer::Confirm));
    assert_eq!(session.state(), State::Retryable);
    let effects = feed(&mut session, Decide(decided(Status::Success)));
    assert!(matches!(outcomes(&effects)[..], [Outcome::Approved(_)]));
}

#[test]
fn what_is_shown_belongs_to_the_state() {
    for (state, view) in [
        (State::Starting, View::Loading),
        (State::Loading, View::Loading),
        (State::Ready, View::Frame),
        (State::Handoff, View::Handoff),
        (State::Confirming, View::Confirming),
        (State::Retryable, View::Retry),
        (State::Settled, View::Canceled),
    ] {
        let (_, effects) = run(FULL, way_to(state));
        let shown = effects.iter().rev().find_map(|effect| match effect {
            Effect::Show(view) => Some(*view),
            _ => None,
        });
        assert_eq!(shown, Some(view), "{state:?}");
    }
}

fn any_policy() -> impl Strategy<Value = Policy> {
    (any::<[bool; 3]>(), 1..4_u32).prop_map(|([renewable, confirms, handoff], max_attempts)| {
        Policy {
            renewable,
            confirms,
            handoff,
            max_attempts,
            ..FULL
        }
    })
}

fn any_envelope() -> impl Strategy<Value = Envelope> {
    any::<[bool; 4]>().prop_map(
        |[
            trusted,
            from_captured_window,
            frame_intact,
            from_vendor_origin,
        ]| Envelope {
            trusted,
            from_captured_window,
            frame_intact,
            from_vendor_origin,
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
        6 => Just(Start),
        6 => any::<[bool; 2]>().prop_map(|[digit_string, expired]| Granted(Terms { digit_string, expired })),
        6 => Just(Loaded),
        4 => any_word().prop_map(|word| Message(GENUINE, word)),
        4 => (any_envelope(), any_word()).prop_map(|(envelope, word)| Message(envelope, word)),
        3 => Just(Retry),
        20 => prop::sample::select(every_input()),
        1 => prop::sample::select(ErrorCode::ALL).prop_map(Fault),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_outcome_is_reported_at_most_once(
        policy in any_policy(),
        inputs in prop::collection::vec(any_input(), 0..80),
    ) {
        let (session, effects) = run(policy, &inputs);
        let told = kinds(&effects).into_iter().filter(|kind| *kind == "outcome").count();
        let settled = outcomes(&effects).len();
        prop_assert!(settled <= 1);
        prop_assert_eq!(settled, told);
        let ended = matches!(session.state(), State::Settled | State::Unmounted);
        prop_assert_eq!(ended, settled == 1);
        prop_assert!(session.attempts() <= policy.max_attempts);
    }

    #[test]
    fn nothing_from_elsewhere_changes_a_state(
        policy in any_policy(),
        inputs in prop::collection::vec(any_input(), 0..30),
        forgeries in prop::collection::vec((any_envelope(), any_word()), 1..30),
    ) {
        let (mut session, _) = run(policy, &inputs);
        let state = session.state();
        for (envelope, word) in forgeries {
            if envelope != GENUINE {
                let effects = feed(&mut session, Message(envelope, word));
                prop_assert_eq!(session.state(), state);
                for effect in effects {
                    let harmless = matches!(
                        effect,
                        Effect::Start(Timer::Rejections)
                            | Effect::Notify(Notice::Rejected { .. })
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
                feed(&mut session, Message(envelope, word));
            }
        }
        feed(&mut session, APPROVED);
        prop_assert_eq!(session.state(), State::Confirming);
    }

    #[test]
    fn frames_questions_and_timers_do_not_outlive_their_state(
        policy in any_policy(),
        inputs in prop::collection::vec(any_input(), 0..80),
    ) {
        let mut session = Session::new(policy);
        let (mut frame, mut listening, mut asking) = (false, false, false);
        let mut running = Vec::new();
        for given in inputs.into_iter().chain([Unmount]) {
            if let Elapsed(timer) = given {
                running.retain(|other| *other != timer);
            }
            if matches!(given, Answer(_)) {
                asking = false;
            }
            for effect in feed(&mut session, given) {
                match effect {
                    Effect::CreateFrame => {
                        prop_assert!(!frame, "two frames");
                        (frame, listening) = (true, true);
                    }
                    Effect::RemoveFrame => frame = false,
                    Effect::Ask(_) => asking = true,
                    Effect::StopAsking => asking = false,
                    Effect::StopListening => listening = false,
                    Effect::Start(timer) => running.push(timer),
                    Effect::Stop(timer) => running.retain(|other| *other != timer),
                    Effect::StopAttempt => running.retain(|other| !other.is_of_attempt()),
                    Effect::Release => running.clear(),
                    _ => {}
                }
            }
            let state = session.state();
            prop_assert_eq!(frame, matches!(state, State::Loading | State::Ready));
            if matches!(state, State::Retryable | State::Settled) {
                prop_assert!(!asking);
                let of_attempt = running.iter().any(|timer| timer.is_of_attempt());
                prop_assert!(!of_attempt, "{:?}", running);
            }
        }
        prop_assert!(!frame && !listening && !asking && running.is_empty());
    }

    #[test]
    fn every_wait_is_bounded(
        policy in any_policy(),
        inputs in prop::collection::vec(any_input(), 0..80),
    ) {
        let mut session = Session::new(policy);
        let mut running = Vec::new();
        for given in inputs {
            if let Elapsed(timer) = given {
                running.retain(|other| *other != timer);
            }
            for effect in feed(&mut session, given) {
                match effect {
                    Effect::Start(timer) => running.push(timer),
                    Effect::Stop(timer) => running.retain(|other| *other != timer),
                    Effect::StopAttempt => running.retain(|other| !other.is_of_attempt()),
                    Effect::Release => running.clear(),
                    _ => {}
                }
            }
            let awaited = match session.state() {
                State::Starting if session.attempts() > 0 => Some(Timer::Token),
                State::Confirming => Some(Timer::Confirm),
                _ => None,
            };
            if let Some(timer) = awaited {
                let fired = given == Elapsed(timer);
                prop_assert!(fired || running.contains(&timer), "{:?} {:?}", timer, running);
            }
        }
    }

    #[test]
    fn after_unmounting_nothing_happens(inputs in prop::collection::vec(any_input(), 0..30)) {
        let mut session = session_in(State::Unmounted);
        for given in inputs {
            prop_assert_eq!(feed(&mut session, given), vec![]);
        }
    }
}
