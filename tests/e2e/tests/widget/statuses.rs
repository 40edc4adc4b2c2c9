//! What the vendor's frame says: every documented shape settles, nothing else does.

use anyhow::Result;
use face_auth_e2e::{Browser, in_one_browser, session};
use face_auth_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::host::{HostPage, ONE_WIDGET, until_in_flight};

in_one_browser! {
    what_the_frame_says: [
        documented_shapes_settle,
        other_shapes_are_unrecognized,
        shapes_that_no_json_has_are_unrecognized,
        the_first_documented_status_wins,
    ]
}

/// Mounts one widget after the other, each on the session of one case.
const ONE_BY_ONE: &str = "import { given, start } from './harness.js';
for (const [name, token] of given.cases) await start(name, '#face', { token }).outcome;
";

async fn documented_shapes_settle(browser: Browser) -> Result<()> {
    let shapes = [
        ("approved", json!({ "status": "APPROVED" })),
        ("failed", json!({ "status": "FAILED" })),
        ("approved", json!({ "status": "approved" })),
        ("failed", json!({ "status": "failed" })),
        ("approved", json!(r#"{"status":"APPROVED"}"#)),
        (
            "failed",
            json!(r#"{"status":"failed","autoSuspected":false}"#),
        ),
        (
            "approved",
            json!({ "status": "APPROVED", "manualStatus": null, "manualSuspected": [] }),
        ),
        // The other fields are not the status.
        (
            "failed",
            json!({ "status": "failed", "manualStatus": "approved" }),
        ),
        ("approved", json!("APPROVED")),
        ("failed", json!("failed")),
    ];
    let cases = |sandbox: &Sandbox| {
        let case = |(number, (_, shape)): (usize, &(&str, Value))| {
            Ok((number.to_string(), posting(sandbox, &[shape])?))
        };
        let cases: Result<Vec<_>> = shapes.iter().enumerate().map(case).collect();
        Ok(json!({ "cases": cases? }))
    };
    let host = HostPage::open(&browser, ONE_BY_ONE, cases).await?;
    for (number, (kind, shape)) in shapes.iter().enumerate() {
        let name = number.to_string();
        let outcome = host.outcome(&name).await?;
        assert_eq!(outcome["kind"], *kind, "{shape}");
        let status = kind.to_uppercase();
        assert_eq!(outcome["frameStatus"], status, "{shape}");
        assert_eq!(host.told(&name, "onStatus").await?, [json!(status)]);
        assert_eq!(host.events(&name, "unrecognized").await?, [] as [Value; 0]);
        let callback = if *kind == "approved" {
            "onApproved"
        } else {
            "onFailed"
        };
        assert_eq!(host.told(&name, callback).await?, [outcome]);
    }
    host.has_no_faults().await
}

async fn other_shapes_are_unrecognized(browser: Browser) -> Result<()> {
    // The word that the host is told, where there is one that can be passed on.
    let odd = [
        (json!("SUCCESS"), json!({ "status": "SUCCESS" })),
        (json!("PENDING"), json!(r#"{"status":"PENDING"}"#)),
        (json!("hello"), json!("hello")),
        (json!(null), json!("a text of several words")),
        (json!(null), json!({ "status": "APPROVED " })),
        (json!(null), json!({ "status": ["APPROVED"] })),
        (json!(null), json!({ "status": { "status": "APPROVED" } })),
        (json!(null), json!({ "status": true })),
        (json!(null), json!({ "Status": "APPROVED" })),
        (json!(null), json!({ "data": { "status": "APPROVED" } })),
        (json!(null), json!(["APPROVED"])),
        (json!(null), json!([{ "status": "APPROVED" }])),
        (json!(null), json!(r#""APPROVED""#)),
        (json!(null), json!("ＡPPROVED")),
        (json!(null), json!({})),
        (json!(null), json!(null)),
        (json!(null), json!(true)),
        (json!(null), json!(1)),
    ];
    let genuine = json!({ "status": "FAILED" });
    let messages: Vec<_> = odd
        .iter()
        .map(|(_, shape)| shape)
        .chain([&genuine])
        .collect();
    let given = |sandbox: &Sandbox| Ok(json!({ "token": posting(sandbox, &messages)? }));
    let host = HostPage::open(&browser, ONE_WIDGET, given).await?;

    assert_eq!(host.outcome("main").await?["kind"], "failed");
    let told: Vec<_> = odd
        .iter()
        .map(|(word, _)| json!({ "status": word }))
        .collect();
    assert_eq!(host.events("main", "unrecognized").await?, told);
    assert_eq!(host.told("main", "onStatus").await?, ["FAILED"]);
    host.has_no_faults().await
}

async fn shapes_that_no_json_has_are_unrecognized(browser: Browser) -> Result<()> {
    let script = "import { given, start } from './harness.js';
        start('main', '#face', { frameUrl: `${given.foreign}/hostile/odd.html` });";
    let given = |_: &Sandbox| Ok(json!({ "token": "TOKEN" }));
    let host = HostPage::open(&browser, script, given).await?;

    assert_eq!(host.outcome("main").await?["kind"], "approved");
    let unrecognized = host.events("main", "unrecognized").await?;
    assert_eq!(unrecognized, vec![json!({ "status": null }); 8]);
    host.has_no_faults().await
}

async fn the_first_documented_status_wins(browser: Browser) -> Result<()> {
    let approved = json!({ "status": "APPROVED" });
    let failed = json!({ "status": "FAILED" });
    until_in_flight(async || first_wins(&browser, "approved", &[&approved, &failed]).await).await?;
    until_in_flight(async || first_wins(&browser, "failed", &[&failed, &approved]).await).await
}

/// Returns whether the second message arrived.
async fn first_wins(browser: &Browser, first: &str, messages: &[&Value]) -> Result<bool> {
    let given = |sandbox: &Sandbox| Ok(json!({ "token": posting(sandbox, messages)? }));
    let host = HostPage::open(browser, ONE_WIDGET, given).await?;

    assert_eq!(host.outcome("main").await?["kind"], first);
    host.is_quiet().await?;
    assert_eq!(host.state("main").await?, "settled");
    let status = first.to_uppercase();
    assert_eq!(host.told("main", "onStatus").await?, [json!(status)]);
    assert_eq!(host.events("main", "outcome").await?.len(), 1);
    let rejected = host.events("main", "rejected").await?;
    let late = json!({ "reason": "late", "count": 1 });
    assert!(rejected.iter().all(|event| *event == late), "{rejected:?}");
    host.has_no_faults().await?;
    Ok(rejected.len() == 1)
}

/// The token of a session whose frame posts these messages as soon as it has loaded, in one task.
fn posting(sandbox: &Sandbox, messages: &[&Value]) -> Result<String> {
    session(
        sandbox,
        Some(json!({ "outcome": "approve", "messages": messages })),
    )
}
