//! The examples that take iDenfy's webhooks, each in its framework: what the sandbox delivers, on a
//! bad day, is what they keep, and what they answer is what the vendor may know.

use std::num::NonZeroU8;
use std::time::Duration;

use anyhow::{Context, Result};
use face_auth_e2e::{Script, free_port, installed, until};
use face_auth_sandbox::{
    Config, DEMO_SCAN_REF, Delivery, Fields, Outcome, Sandbox, SessionRequest, Signature, Status,
    WebhookTarget, Words,
};
use face_auth_widget::webhook::{MAX_BODY, signature};
use reqwest::Client;
use sha2::{Digest, Sha256};

const KEY: &str = "a signing key of the tests";
const VARIABLES: [(&str, &str); 1] = [("IDENFY_SIGNING_KEY", KEY)];

#[tokio::test]
async fn axum() -> Result<()> {
    let port = free_port().await?;
    let server = Script::program("face-auth-example-axum", port, &VARIABLES).await?;
    takes_webhooks(&server).await
}

#[tokio::test]
async fn express() -> Result<()> {
    takes_webhooks(&start("examples/express").await?).await
}

#[tokio::test]
async fn fastify() -> Result<()> {
    takes_webhooks(&start("examples/fastify").await?).await
}

#[tokio::test]
async fn hono() -> Result<()> {
    takes_webhooks(&start("examples/hono").await?).await
}

#[tokio::test]
async fn next() -> Result<()> {
    takes_webhooks(&start("examples/next").await?).await
}

#[tokio::test]
async fn nothing_starts_without_a_signing_key() -> Result<()> {
    for project in ["express", "fastify", "hono"] {
        let folder = installed(&format!("examples/{project}"))?;
        let key = [("IDENFY_SIGNING_KEY", "")];
        let started = Script::start(&folder, "start", free_port().await?, &key).await;
        let error = started.err().with_context(|| format!("{project} starts"))?;
        let said = format!("{error:#}");
        assert!(said.contains("Set IDENFY_SIGNING_KEY"), "{said}");
    }
    Ok(())
}

async fn start(project: &str) -> Result<Script> {
    Script::start(
        &installed(project)?,
        "start",
        free_port().await?,
        &VARIABLES,
    )
    .await
}

async fn takes_webhooks(server: &Script) -> Result<()> {
    let test = async {
        keeps_what_holds(server).await?;
        answers_with_a_status_alone(server).await
    };
    server.explained(test.await)
}

async fn keeps_what_holds(server: &Script) -> Result<()> {
    let config = Config {
        webhook: Some(WebhookTarget {
            url: address(server).parse()?,
            signing_key: Some(KEY.to_owned()),
        }),
        ..Config::default()
    };
    let sandbox = Sandbox::start(config).await?;
    let play = |outcome, deliveries: Vec<Delivery>| {
        let token = sandbox.create_session(SessionRequest::new(DEMO_SCAN_REF))?;
        let script = face_auth_sandbox::Script::new(outcome).delivered(deliveries);
        sandbox.end_session(&token.token, script)?;
        anyhow::Ok(token.token)
    };
    let soon = Duration::from_millis(50);
    let forged = Delivery::new().telling(Status::Failed);
    let passed = play(
        Outcome::Approve,
        vec![
            forged.clone().signed(Signature::Wrong),
            forged.clone().signed(Signature::Short).after(soon),
            forged.signed(Signature::Missing).after(soon),
            Delivery::new().telling(Status::Pending).after(soon),
            Delivery::new()
                .signed(Signature::Mixed)
                .times(NonZeroU8::MIN.saturating_add(2))
                .with_extra()
                .after(soon),
            Delivery::new().telling(Status::Failed).after(soon),
        ],
    )?;
    let failed = play(
        Outcome::Fail("EYES_CLOSED".to_owned()),
        vec![Delivery::new().spelt(Words::Mixed).with(Fields::Fewest)],
    )?;
    let canceled = play(Outcome::Cancel, vec![Delivery::new()])?;

    let of = |token, words: &[&str]| -> Vec<String> {
        let line = |word: &&str| format!("session {}: {word}", name_of(token));
        words.iter().map(line).collect()
    };
    let expected = [
        of(
            &passed,
            &[
                "PENDING open",
                "SUCCESS decided",
                "SUCCESS again",
                "SUCCESS again",
                "FAILED late",
            ],
        ),
        of(&failed, &["FAILED decided"]),
        of(&canceled, &["CANCELED decided"]),
    ];
    for lines in expected {
        until(&lines.join(", "), async || {
            let said = server.said()?;
            let about = |line: &&str| line.starts_with(&lines[0][..20]);
            Ok((said.lines().filter(about).eq(&lines)).then_some(()))
        })
        .await?;
    }
    let said = server.said()?;
    let refused = said.matches("refused with 401: ").count();
    assert_eq!(refused, 3, "forged deliveries");
    let secrets = [&*passed, &*failed, &*canceled, KEY];
    assert!(!secrets.iter().any(|secret| said.contains(secret)));
    sandbox.stop().await;
    Ok(())
}

async fn answers_with_a_status_alone(server: &Script) -> Result<()> {
    let body = r#"{"token":"T","status":"EXPIRED"}"#;
    let huge = " ".repeat(MAX_BODY + 1);
    for (body, signature, status) in [
        (body, sign(body), 204),
        (body, sign(body).to_uppercase(), 204),
        (body, sign("another body"), 401),
        (body, String::new(), 401),
        ("", sign(body), 401),
        ("{", sign("{"), 400),
        ("[]", sign("[]"), 400),
        (&huge, sign(&huge), 413),
    ] {
        let answered = post(server, body, &signature).await?;
        assert_eq!(answered, status, "{} bytes", body.len());
    }
    Ok(())
}

/// Posts a body, and returns the status of an answer that says nothing else.
async fn post(server: &Script, body: &str, signature: &str) -> Result<u16> {
    let request = Client::new()
        .post(address(server))
        .header("content-type", "application/json")
        .header("idenfy-signature", signature);
    let answer = request.body(body.to_owned()).send().await?;
    let status = answer.status().as_u16();
    assert_eq!(answer.text().await?, "", "{status}");
    Ok(status)
}

fn address(server: &Script) -> String {
    format!("{}/webhooks/idenfy", server.origin())
}

fn sign(body: &str) -> String {
    signature::sign(body.as_bytes(), KEY.as_bytes())
}

/// What the examples call a session in their logs.
fn name_of(token: &str) -> String {
    let digest = Sha256::digest(token);
    digest[..6]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
