//! What a balancer is told: whether this instance lives, and whether to send anybody to it.

use std::time::Duration;

use serde_json::{Value, json};

use crate::DATABASE;
use crate::common::database::Kind;
use crate::common::{Browser, World, body, sign};

/// Status and word of an instance's readiness.
async fn readiness(browser: &Browser) -> (u16, Value) {
    let answer = browser.get("/readyz").send().await.unwrap();
    let status = answer.status().as_u16();
    (
        status,
        answer.json::<Value>().await.unwrap()["code"].clone(),
    )
}

#[tokio::test]
async fn an_instance_that_will_stop_says_so_and_still_takes_deliveries() {
    // Longer than any test: it is about to stop for as long as it is asked.
    let day = Duration::from_secs(24 * 60 * 60);
    let world = World::with(|config| config.stop_delay = day).await;
    let ada = world.browser("ada").await;
    let token = ada.session().await;
    assert_eq!(readiness(&ada).await, (200, json!("ready")));

    let World {
        sandbox,
        backend,
        database,
        ..
    } = world;
    let webhooks = backend.url().join("webhooks/idenfy").unwrap();
    let stopping = tokio::spawn(backend.stop());
    while readiness(&ada).await != (503, json!("stopping")) {}
    assert_eq!(ada.get("/healthz").send().await.unwrap().status(), 200);
    // Nobody is kept waiting any more.
    assert_eq!(ada.decision(&token).await["status"], "PENDING");
    let success = body(&token, "SUCCESS");
    let delivery = reqwest::Client::new().post(webhooks).body(success.clone());
    let delivery = delivery.header("Idenfy-Signature", sign(&success));
    assert_eq!(delivery.send().await.unwrap().status(), 204);
    stopping.abort();
    let decisions = "SELECT COUNT(*) FROM decisions";
    assert_eq!(database.number(decisions).await, 1);
    sandbox.stop().await;
}

#[tokio::test]
async fn without_its_database_an_instance_lives_but_is_not_ready() {
    if DATABASE == Kind::Sqlite {
        return; // A file does not go away.
    }
    let world = World::start().await;
    let browser = Browser::new(world.backend.url());
    world.database.close_to_everybody().await;
    let away = (503, json!("database_unavailable"));
    assert_eq!(readiness(&browser).await, away);
    assert_eq!(browser.get("/healthz").send().await.unwrap().status(), 200);
    // What cannot be kept is not acknowledged: it will be sent again.
    let success = body("TOKEN", "SUCCESS");
    let refused = world.deliver(&*success, Some(&sign(&success))).await;
    assert_eq!(refused.status(), 500);

    world.database.open_to_everybody().await;
    assert_eq!(readiness(&browser).await, (200, json!("ready")));
    world.deliver_signed(&success).await;
    world.stop().await;
}
