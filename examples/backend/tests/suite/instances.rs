//! Several instances on one database behave as one.

use std::time::Duration;

use face_auth_example_backend::Backend;
use serde_json::{Value, json};
use tokio::task::JoinHandle;

use crate::DATABASE;
use crate::common::database::Kind;
use crate::common::{Browser, World, body, deliver, sign, until};

const SESSION: &str = "/api/face-auth/session";

/// Longer than any test: who is answered was woken, and has not looked by chance.
const NEVER: Duration = Duration::from_secs(24 * 60 * 60);

/// With PostgreSQL nobody looks by themselves here: what wakes is what another instance announced.
async fn world() -> World {
    World::with(|config| {
        config.decision_wait = NEVER;
        config.look_again = (DATABASE == Kind::Postgres).then_some(NEVER);
    })
    .await
}

/// A question at an instance that has looked, found nothing, and waits when this returns.
async fn held_open(browser: &Browser, at: &Backend, token: &str) -> JoinHandle<Value> {
    let (browser, token) = (browser.at(at.url()), token.to_owned());
    let asked = tokio::spawn(async move { browser.decision(&token).await });
    until(|| at.waiting() == 1).await;
    asked
}

#[tokio::test]
async fn a_webhook_at_one_settles_who_waits_at_another() {
    let world = world().await;
    let other = world.another_instance().await;
    let ada = world.browser("ada").await;
    let token = ada.session().await;
    let waiting = held_open(&ada, &world.backend, &token).await;

    let success = body(&token, "SUCCESS");
    let answer = deliver(&other, &*success, Some(&sign(&success))).await;
    assert_eq!(answer.status(), 204);
    assert_eq!(waiting.await.unwrap()["status"], "SUCCESS");
    // The other instance knows the sign-in and what it was confirmed for.
    let confirmed = ada.at(other.url()).confirmed().await;
    assert_eq!(confirmed, json!(["sign-in-confirmation"]));
    other.stop().await;
    world.stop().await;
}

#[tokio::test]
async fn who_waits_at_an_instance_that_restarts_is_settled_after_it() {
    let mut world = world().await;
    let other = world.another_instance().await;
    let ada = world.browser("ada").await;
    let token = ada.session().await;
    let waiting = held_open(&ada, &world.backend, &token).await;
    let restarted = world.another_instance().await;
    std::mem::replace(&mut world.backend, restarted)
        .stop()
        .await;
    assert_eq!(waiting.await.unwrap()["status"], "PENDING");

    let waiting = held_open(&ada, &world.backend, &token).await;
    let success = body(&token, "SUCCESS");
    deliver(&other, &*success, Some(&sign(&success))).await;
    assert_eq!(waiting.await.unwrap()["status"], "SUCCESS");
    other.stop().await;
    world.stop().await;
}

#[tokio::test]
async fn the_limit_of_sessions_holds_across_instances() {
    let world = World::with(|config| config.sessions_per_minute = 3).await;
    let other = world.another_instance().await;
    let here = world.browser("ada").await;
    let there = here.at(other.url());
    let ask = json!({ "purpose": "sign-in-confirmation" });
    let answers = tokio::join!(
        here.post(SESSION, &ask),
        there.post(SESSION, &ask),
        here.post(SESSION, &ask),
        there.post(SESSION, &ask),
        here.post(SESSION, &ask),
        there.post(SESSION, &ask),
        here.post(SESSION, &ask),
        there.post(SESSION, &ask),
    );
    let (a, b, c, d, e, f, g, h) = answers;
    let mut statuses = [a, b, c, d, e, f, g, h].map(|answer| answer.status().as_u16());
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 200, 200, 429, 429, 429, 429, 429]);
    let sessions = "SELECT COUNT(*) FROM face_auth_sessions";
    assert_eq!(world.database.number(sessions).await, 3);
    other.stop().await;
    world.stop().await;
}

#[tokio::test]
async fn one_success_is_redeemed_at_one_instance_alone() {
    let world = World::start().await;
    let other = world.another_instance().await;
    for _ in 0..3 {
        let here = world.browser("ada").await;
        let there = Browser::signed_in(other.url(), "ada").await;
        let token = here.session().await;
        world.deliver_signed(&body(&token, "SUCCESS")).await;
        let (a, b, c, d) = tokio::join!(
            here.ask(&token),
            there.ask(&token),
            here.ask(&token),
            there.ask(&token),
        );
        let statuses = [a, c, b, d].map(|answer| answer.status().as_u16());
        assert!(
            matches!(statuses, [200, 200, 409, 409] | [409, 409, 200, 200]),
            "{statuses:?}"
        );
        let confirmed = [here.confirmed().await, there.confirmed().await];
        let some = confirmed.iter().filter(|list| **list != json!([]));
        assert_eq!(some.count(), 1);
    }
    other.stop().await;
    world.stop().await;
}

#[tokio::test]
async fn of_deliveries_to_all_instances_at_once_one_decides() {
    let world = World::start().await;
    let other = world.another_instance().await;
    let ada = world.browser("ada").await;
    let token = ada.session().await;
    let [success, failed] = ["SUCCESS", "FAILED"].map(|status| body(&token, status));
    let (right, wrong) = (sign(&success), sign(&failed));
    let answers = tokio::join!(
        deliver(&world.backend, &*success, Some(&right)),
        deliver(&other, &*failed, Some(&wrong)),
        deliver(&other, &*success, Some(&right)),
        deliver(&world.backend, &*failed, Some(&wrong)),
    );
    for answer in [answers.0, answers.1, answers.2, answers.3] {
        assert_eq!(answer.status(), 204);
    }
    let first = ada.decision(&token).await;
    assert_eq!(ada.at(other.url()).decision(&token).await, first);
    assert_eq!(
        world
            .database
            .number("SELECT COUNT(*) FROM decisions")
            .await,
        1
    );
    other.stop().await;
    world.stop().await;
}

#[tokio::test]
async fn a_lost_connection_to_the_database_comes_back() {
    if DATABASE == Kind::Sqlite {
        return; // A file has no connection that could be lost.
    }
    let world = world().await;
    let other = world.another_instance().await;
    let ada = world.browser("ada").await;
    for _ in 0..3 {
        let token = ada.session().await;
        let waiting = held_open(&ada, &world.backend, &token).await;
        world.database.disconnect_everybody().await;
        let success = body(&token, "SUCCESS");
        let answer = deliver(&other, &*success, Some(&sign(&success))).await;
        assert_eq!(answer.status(), 204);
        assert_eq!(waiting.await.unwrap()["status"], "SUCCESS");
    }
    other.stop().await;
    world.stop().await;
}
