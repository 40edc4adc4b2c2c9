//! Options `confirm` and `confirmTimeout`, method `decide`, state `confirming`, event `decision`:
//! the backend's word is the one that counts.

use anyhow::Result;
use face_auth_e2e::{Browser, in_one_browser};
use serde_json::{Value, json};

use crate::host::HostPage;

in_one_browser! {
    the_backend_decides: [
        the_decision_settles,
        an_attack_is_never_explained,
        a_confirmation_that_cannot_be_had,
        a_decision_that_is_pushed,
    ]
    the_frame_is_silent: [
        a_silent_frame,
        a_silent_frame_in_a_page_that_nobody_sees,
    ]
}

/// Mounts a widget for each case: what its frame says, and what `confirm` answers.
const CASES: &str = "
    for (const [name, [says, answers, more]] of Object.entries(cases)) {
      startApart(name, { token: saying(says), confirm: confirmer(name, ...answers), ...more });
    }";

async fn the_decision_settles(browser: Browser) -> Result<()> {
    let script = format!(
        "import {{ confirmer, saying, startApart }} from './harness.js';
        const reason = {{ code: 'FACE_MISMATCH', category: 'mismatch', advice: 'retry' }};
        const own = 'APPROVED.own';
        const cases = {{
          agrees: ['APPROVED', [{{ status: 'SUCCESS', reason: null }}]],
          contradicts: ['APPROVED', [{{ status: 'FAILED', reason }}]],
          saves: ['FAILED', [{{ status: 'SUCCESS' }}]],
          failsToo: ['FAILED', [{{ status: 'FAILED' }}]],
          expires: ['FAILED', [{{ status: 'EXPIRED' }}]],
          cancels: ['FAILED', [{{ status: 'CANCELED' }}]],
          ownToken: ['APPROVED', [{{ status: 'SUCCESS', token: own }}], {{ token: own }}],
          ofIdenfy: ['APPROVED', [{{ status: 'Success', failReason: null }}]],
          ofIdenfyFailed: ['FAILED', [{{ status: 'FAILED', failReason: 'EYES_CLOSED' }}]],
          later: ['APPROVED', [{{ status: 'PENDING' }}, {{ status: 'PENDING' }}, {{ status: 'SUCCESS' }}]],
        }};{CASES}"
    );
    let host = HostPage::saying(&browser, &script).await?;

    let mismatch = json!({ "code": "FACE_MISMATCH", "category": "mismatch", "advice": "retry" });
    let eyes = json!({ "code": "EYES_CLOSED", "category": "picture", "advice": "retry" });
    let none = Value::Null;
    for (name, status, kind, reason, contradicts) in [
        ("agrees", "SUCCESS", "approved", &none, false),
        ("contradicts", "FAILED", "failed", &mismatch, true),
        ("saves", "SUCCESS", "approved", &none, true),
        ("failsToo", "FAILED", "failed", &none, false),
        ("expires", "EXPIRED", "expired", &none, false),
        ("cancels", "CANCELED", "canceled", &none, false),
        ("ownToken", "SUCCESS", "approved", &none, false),
        ("ofIdenfy", "SUCCESS", "approved", &none, false),
        ("ofIdenfyFailed", "FAILED", "failed", &eyes, false),
        ("later", "SUCCESS", "approved", &none, false),
    ] {
        let outcome = host.outcome(name).await?;
        assert_eq!(outcome["kind"], kind, "{name}");
        assert_eq!(outcome["attempts"], 1, "{name}");
        let said = host.told(name, "onStatus").await?;
        if matches!(kind, "approved" | "failed") {
            assert_eq!(outcome["authoritative"], true, "{name}");
            assert_eq!(said, [outcome["frameStatus"].clone()], "{name}");
        }
        assert_eq!(outcome["reason"], *reason, "{name}");
        let decision = json!({ "status": status, "contradicts": contradicts });
        assert_eq!(host.events(name, "decision").await?, [decision], "{name}");
        assert_eq!(callbacks(&host, name).await?, [callback_of(kind)], "{name}");
        let states = host.states(name).await?;
        let end: Vec<_> = states.iter().rev().take(2).collect();
        assert_eq!(end, ["settled", "confirming"], "{name}");
        let asked = host.asked("questions", name, "status").await?;
        let times = if name == "later" { 3 } else { 1 };
        assert_eq!(asked, vec![said[0].clone(); times], "{name}");
    }
    let token = host.asked("questions", "ownToken", "token").await?;
    assert_eq!(token, ["APPROVED.own"]);
    host.leaves_nothing().await
}

/// Whatever the backend lets slip: whoever attacks learns only that they were declined, and is
/// offered no other try.
async fn an_attack_is_never_explained(browser: Browser) -> Result<()> {
    let script = "import { confirmer, provider, saying, startApart } from './harness.js';
        const answers = {
          fake: { status: 'FAILED', failReason: 'FAKE_FACE' },
          virtual: { status: 'FAILED',
            reason: { code: 'VIRTUAL_CAMERA', category: 'attack', advice: 'retry' } },
          declined: { status: 'FAILED',
            reason: { code: null, category: 'declined', advice: 'stop' } },
        };
        for (const [name, decision] of Object.entries(answers)) {
          const token = provider(name, () => saying('FAILED'));
          startApart(name, { token, confirm: confirmer(name, decision) });
        }";
    let host = HostPage::saying(&browser, script).await?;
    for name in ["fake", "virtual", "declined"] {
        let outcome = host.outcome(name).await?;
        assert_eq!(outcome["kind"], "failed", "{name}");
        let declined = json!({ "code": null, "category": "declined", "advice": "stop" });
        assert_eq!(outcome["reason"], declined, "{name}");
        assert_eq!(host.events(name, "attempt").await?, [] as [Value; 0]);
        assert!(!host.states(name).await?.contains(&"retryable".into()));
        let told = format!("{:?}", host.calls(name).await?);
        let words = browser.words(&format!("#{name}")).await?;
        for detail in ["attack", "FAKE", "VIRTUAL", "CAMERA"] {
            assert!(!told.contains(detail), "{name} tells {detail}: {told}");
            assert!(!words.contains(detail), "{name} shows {detail}: {words}");
        }
        let buttons = browser.buttons(&format!("#{name}")).await?;
        assert!(!buttons.contains(&"Try again".into()), "{name}");
    }
    host.leaves_nothing().await
}

/// Errors `confirm_failed` and `confirm_timeout`: whatever the token source, `retry` asks again for
/// the same token and costs no attempt.
async fn a_confirmation_that_cannot_be_had(browser: Browser) -> Result<()> {
    let script = format!(
        "import {{ confirmer, never, saying, startApart }} from './harness.js';
        const success = {{ status: 'SUCCESS' }};
        const brief = {{ confirmTimeout: 300 }};
        const cases = {{
          rejects: ['APPROVED', [new Error('the backend is down'), success]],
          throws: ['APPROVED', [], {{ confirm: () => {{ throw new Error('the backend is down'); }} }}],
          answersNothing: ['APPROVED', [undefined, success]],
          answersNonsense: ['APPROVED', [{{ status: 'MAYBE' }}, success]],
          answersText: ['APPROVED', ['SUCCESS', success]],
          inherits: ['APPROVED', [Object.create(success), success]],
          otherToken: ['APPROVED', [{{ ...success, token: 'SOMEBODY.else' }}, success]],
          hangs: ['APPROVED', [never, success], brief],
          // Growing waits: in four seconds a handful of questions, not hundreds.
          staysPending: ['APPROVED', [{{ status: 'PENDING' }}], {{ confirmTimeout: 4000 }}],
          isEnded: ['APPROVED', [never], brief],
          isDecided: ['FAILED', [never], brief],
        }};{CASES}"
    );
    let host = HostPage::saying(&browser, &script).await?;
    for (name, code) in [
        ("rejects", "confirm_failed"),
        ("throws", "confirm_failed"),
        ("answersNothing", "confirm_failed"),
        ("answersNonsense", "confirm_failed"),
        ("answersText", "confirm_failed"),
        ("inherits", "confirm_failed"),
        ("otherToken", "confirm_failed"),
        ("hangs", "confirm_timeout"),
        ("isEnded", "confirm_timeout"),
        ("isDecided", "confirm_timeout"),
        ("staysPending", "confirm_timeout"),
    ] {
        host.reaches(name, "retryable").await?;
        let errors = host.told(name, "onError").await?;
        assert_eq!(errors.len(), 1, "{name}");
        assert_eq!(errors[0]["code"], code, "{name}");
        assert_eq!(errors[0]["retryable"], true, "{name}");
        let attempt = json!({ "reason": null, "error": errors[0] });
        assert_eq!(host.events(name, "attempt").await?, [attempt], "{name}");
        assert_eq!(host.events(name, "decision").await?, [] as [Value; 0]);
        let printed = errors[0].to_string();
        assert!(!printed.contains("SOMEBODY"), "{name}: {printed}");
    }
    for name in ["rejects", "throws"] {
        let error = &host.told(name, "onError").await?[0];
        assert_eq!(error["cause"]["message"], "the backend is down", "{name}");
    }
    let aborted = "return questions.hangs[0].signal.aborted";
    assert_eq!(browser.eval(aborted).await?, true);
    let times = host.asked("questions", "staysPending", "status").await?;
    assert!(
        (2..=6).contains(&times.len()),
        "asked {} times",
        times.len()
    );

    for name in ["rejects", "answersNothing", "otherToken", "hangs"] {
        host.call(name, "retry()").await?;
        let outcome = host.outcome(name).await?;
        assert_eq!(outcome["kind"], "approved", "{name}");
        assert_eq!(outcome["attempts"], 1, "{name}");
        let tokens = host.asked("questions", name, "token").await?;
        assert_eq!(tokens.len(), 2, "{name}");
        assert_eq!(tokens[0], tokens[1], "{name}");
        let statuses = host.asked("questions", name, "status").await?;
        assert_eq!(statuses, ["APPROVED", "APPROVED"], "{name}");
    }
    host.call("isEnded", "end()").await?;
    let outcome = host.outcome("isEnded").await?;
    assert_eq!(outcome["kind"], "error");
    assert_eq!(outcome["error"]["code"], "confirm_timeout");
    host.call("isDecided", "decide({ status: 'SUCCESS' })")
        .await?;
    assert_eq!(host.outcome("isDecided").await?["kind"], "approved");
    host.leaves_nothing().await
}

async fn a_decision_that_is_pushed(browser: Browser) -> Result<()> {
    let script = "import { confirmer, given, never, saying, startApart } from './harness.js';
        const confirm = (name) => confirmer(name, never);
        startApart('loading', { token: saying('NOTHING'),
          frameUrl: `${given.foreign}/hostile/hang` });
        startApart('ready', { token: saying('NOTHING') });
        startApart('failed', { token: saying('NOTHING') });
        startApart('otherToken', { token: saying('NOTHING') });
        startApart('confirming', { token: saying('FAILED'), confirm: confirm('confirming') });";
    let host = HostPage::saying(&browser, script).await?;
    let reason = json!({ "code": null, "category": "picture", "advice": "retry" });
    for (name, state, decision, kind, said) in [
        (
            "loading",
            "loading",
            json!({ "status": "SUCCESS" }),
            "approved",
            Value::Null,
        ),
        (
            "ready",
            "ready",
            json!({ "status": "SUCCESS" }),
            "approved",
            Value::Null,
        ),
        (
            "failed",
            "ready",
            json!({ "status": "FAILED", "reason": reason }),
            "failed",
            Value::Null,
        ),
        (
            "confirming",
            "confirming",
            json!({ "status": "SUCCESS" }),
            "approved",
            json!("FAILED"),
        ),
    ] {
        host.reaches(name, state).await?;
        host.call(name, "decide({ status: 'PENDING' })").await?;
        assert_eq!(host.state(name).await?, state);
        host.call(name, &format!("decide({decision})")).await?;
        let outcome = host.outcome(name).await?;
        assert_eq!(outcome["kind"], kind, "{name}");
        assert_eq!(outcome["authoritative"], true, "{name}");
        assert_eq!(outcome["frameStatus"], said, "{name}");
        // The first one counts.
        host.call(name, "decide({ status: 'CANCELED' })").await?;
        assert_eq!(host.events(name, "decision").await?.len(), 1, "{name}");
        assert_eq!(host.events(name, "outcome").await?.len(), 1, "{name}");
    }
    assert_eq!(host.outcome("failed").await?["reason"], reason);
    let aborted = "return questions.confirming[0].signal.aborted";
    assert_eq!(browser.eval(aborted).await?, true);

    // Somebody else's decision is refused, and nothing else happens.
    host.reaches("otherToken", "ready").await?;
    let refused = "return refuses('otherToken', 'decide', arguments[0])";
    for decision in [
        json!({ "status": "SUCCESS", "token": "SOMEBODY.else" }),
        json!({ "status": "MAYBE" }),
        json!(null),
    ] {
        let error = browser.eval_with(refused, vec![decision]).await?;
        assert_eq!(error["code"], "confirm_failed", "{error}");
        assert!(!error.to_string().contains("SOMEBODY"), "{error}");
    }
    assert_eq!(host.state("otherToken").await?, "ready");
    assert_eq!(
        host.events("otherToken", "decision").await?,
        [] as [Value; 0]
    );
    host.leaves_nothing().await
}

/// While the frame says nothing, `confirm` is asked with `status: null`: first after five seconds,
/// then less and less often. Only a decision means something.
async fn a_silent_frame(browser: Browser) -> Result<()> {
    let script = format!(
        "import {{ confirmer, saying, startApart }} from './harness.js';
        const cases = {{
          decided: ['NOTHING', [{{ status: 'SUCCESS' }}]],
          canceled: ['NOTHING', [{{ status: 'CANCELED' }}]],
          pending: ['NOTHING', [{{ status: 'PENDING' }}, {{ status: 'PENDING' }}]],
          rejects: ['NOTHING', [new Error('down'), {{ status: 'SUCCESS' }}]],
        }};{CASES}"
    );
    let host = HostPage::saying(&browser, &script).await?;
    let outcome = host.outcome("decided").await?;
    assert_eq!(outcome["kind"], "approved");
    assert_eq!(outcome["authoritative"], true);
    assert_eq!(outcome["frameStatus"], Value::Null);
    assert_eq!(host.outcome("canceled").await?["kind"], "canceled");
    assert_eq!(callbacks(&host, "canceled").await?, ["onCanceled"]);

    for name in ["pending", "rejects"] {
        host.is_asked(name, 1).await?;
        assert_eq!(host.state(name).await?, "ready", "{name}");
        assert_eq!(host.told(name, "onError").await?, [] as [Value; 0]);
    }
    browser.press("#rejects", "#approve").await?;
    assert_eq!(host.outcome("rejects").await?["kind"], "approved");
    let asked = host.asked("questions", "rejects", "status").await?;
    assert_eq!(asked, [Value::Null, json!("APPROVED")]);

    host.is_asked("pending", 2).await?;
    let waits = "const ready = told.find(
            ({ session, callback }) => session === 'pending' && callback === 'onReady').at;
        const [first, second] = questions.pending.map(({ at }) => at);
        return [first - ready, second - first]";
    let waits: [f64; 2] = serde_json::from_value(browser.eval(waits).await?)?;
    assert!(waits[0] > 4_900.0 && waits[1] > waits[0], "{waits:?}");
    host.leaves_nothing().await
}

async fn a_silent_frame_in_a_page_that_nobody_sees(browser: Browser) -> Result<()> {
    let script = "import { confirmer, later, saying, startApart } from './harness.js';
        const confirm = confirmer('main', { status: 'SUCCESS' });
        const onReady = () => later(() => { window.waited = true; }, 8_000);
        startApart('main', { token: saying('NOTHING'), confirm, onReady });";
    let host = HostPage::saying(&browser, script).await?;
    host.reaches("main", "ready").await?;
    browser.hide().await?;
    browser.until("window.waited").await?;
    assert_eq!(
        host.asked("questions", "main", "status").await?,
        [] as [Value; 0]
    );

    browser.show().await?;
    assert_eq!(host.outcome("main").await?["kind"], "approved");
    host.leaves_nothing().await
}

/// The names of the callbacks that tell how a session ended, as they were called.
async fn callbacks(host: &HostPage<'_>, session: &str) -> Result<Vec<String>> {
    let calls = host.calls(session).await?;
    let ends = [
        "onApproved",
        "onFailed",
        "onCanceled",
        "onExpired",
        "onError",
    ];
    let names = calls.into_iter().map(|(name, _)| name);
    Ok(names.filter(|name| ends.contains(&name.as_str())).collect())
}

fn callback_of(kind: &str) -> &'static str {
    match kind {
        "approved" => "onApproved",
        "failed" => "onFailed",
        "canceled" => "onCanceled",
        _ => "onExpired",
    }
}
