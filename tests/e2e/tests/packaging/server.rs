//! The entry for backends before the sandbox: its client makes sessions, and what the sandbox delivers
//! is verified, on every kind of server.

use anyhow::{Context, Result};
use face_auth_e2e::{Script, free_port, installed, until};
use face_auth_sandbox::{Config, DEMO_SCAN_REF, Outcome, Sandbox, WebhookTarget};
use reqwest::Client;
use serde_json::{Value, json};

/// `tests/packaging/server` has this one too.
const SIGNING_KEY: &str = "a signing key: ключ";

#[tokio::test]
async fn bun() -> Result<()> {
    serves("bun").await
}

#[tokio::test]
async fn deno() -> Result<()> {
    serves("deno").await
}

#[tokio::test]
async fn node() -> Result<()> {
    serves("node").await
}

#[tokio::test]
async fn workerd() -> Result<()> {
    serves("workerd").await
}

/// What the backend does, started by one of the project's scripts.
async fn serves(script: &str) -> Result<()> {
    let sandbox = Sandbox::start(Config::default()).await?;
    let project = installed("server")?;
    let backend = sandbox.api_url().as_str();
    let server = Script::start(
        &project,
        script,
        free_port().await?,
        &[("BACKEND", backend)],
    )
    .await?;
    sandbox.set_webhook(Some(WebhookTarget {
        url: format!("{}/webhook", server.origin()).parse()?,
        signing_key: Some(SIGNING_KEY.to_owned()),
    }));
    let test = async {
        let host = Host::new(&server);
        host.asks_first().await?;
        host.hears(
            &sandbox,
            Outcome::Approve,
            &json!({ "status": "SUCCESS", "reason": null }),
        )
        .await?;
        host.hears(
            &sandbox,
            Outcome::Fail("VIRTUAL_CAMERA".to_owned()),
            &declined(),
        )
        .await?;
        host.hears_nobody_else().await
    };
    server.explained(test.await)
}

/// All that a browser is told of an attack.
fn declined() -> Value {
    let reason = json!({ "code": null, "category": "declined", "advice": "stop" });
    json!({ "status": "FAILED", "reason": reason })
}

/// Whoever asks the backend.
struct Host {
    origin: String,
    client: Client,
}

impl Host {
    fn new(server: &Script) -> Self {
        Self {
            origin: server.origin(),
            client: Client::new(),
        }
    }

    async fn asks_first(&self) -> Result<()> {
        let status = |scan_ref| self.get("check-status", ("scanRef", scan_ref));
        assert_eq!(status(DEMO_SCAN_REF).await?, json!("AUTHENTICATION"));
        let unknown = status("unknown").await?;
        assert_eq!(unknown["error"]["code"], "not_found");
        assert_eq!(unknown["error"]["status"], 404);
        let invalid = status("").await?;
        assert_eq!(invalid["error"]["code"], "invalid_request");
        assert_eq!(invalid["error"]["field"], "scanRef");
        Ok(())
    }

    /// Makes a session that ends like this, and waits for what the backend makes of it.
    async fn hears(&self, sandbox: &Sandbox, outcome: Outcome, expected: &Value) -> Result<()> {
        let grant = self
            .get("create-session", ("scanRef", DEMO_SCAN_REF))
            .await?;
        assert_eq!(grant["lifetime"], 60);
        assert!(grant["digitString"].is_string(), "{grant}");
        let token = grant["token"].as_str().context("a token")?;
        sandbox.end_session(token, outcome)?;
        let decisions = until("a delivery", async || {
            let decisions = self.get("decisions", ("token", token)).await?;
            Ok(decisions.get(0).is_some().then_some(decisions))
        });
        assert_eq!(decisions.await?, json!([expected]));
        let info = self.get("get-session", ("token", token)).await?;
        assert_eq!(info["tokenString"], token);
        assert_eq!(info["approved"], expected["status"] == "SUCCESS");
        Ok(())
    }

    async fn hears_nobody_else(&self) -> Result<()> {
        let forged = r#"{"token":"FORGED","status":"SUCCESS"}"#;
        for signature in [None, Some("f".repeat(64))] {
            let mut delivery = self.client.post(self.url("webhook")).body(forged);
            if let Some(signature) = signature {
                delivery = delivery.header("Idenfy-Signature", signature);
            }
            let answer = delivery.send().await?;
            assert_eq!(answer.status(), 401);
            assert_eq!(answer.text().await?, "");
        }
        let decisions = self.get("decisions", ("token", "FORGED")).await?;
        assert_eq!(decisions, json!([]));
        Ok(())
    }

    async fn get(&self, path: &str, query: (&str, &str)) -> Result<Value> {
        let request = self.client.get(self.url(path)).query(&[query]);
        let answer = request.send().await?.error_for_status()?;
        Ok(serde_json::from_str(&answer.text().await?)?)
    }

    fn url(&self, path: &str) -> String {
        format!("{}/{path}", self.origin)
    }
}
