//! What is kept, for how long, and through which schemas.

use std::borrow::Cow;
use std::time::Duration;

use face_auth_example_backend::Backend;
use serde_json::json;
use sqlx::migrate::Migrator;

use crate::common::{World, body};

static MIGRATIONS: Migrator = sqlx::migrate!();

/// Makes everything in the database older than any retention.
const AGE: [&str; 4] = [
    "UPDATE sign_ins SET expires_at = 1",
    "UPDATE session_requests SET requested_at = 1",
    "UPDATE face_auth_sessions SET created_at = 1, expires_at = 1",
    "UPDATE decisions SET decided_at = 1",
];

const ROWS: &str = "SELECT (SELECT COUNT(*) FROM sign_ins)
    + (SELECT COUNT(*) FROM session_requests)
    + (SELECT COUNT(*) FROM face_auth_sessions)
    + (SELECT COUNT(*) FROM decisions)";

/// Starts the backend anew, and waits until it has cleared so many rows that these are left.
async fn restart_and_clear(world: &mut World, left: i64) {
    let anew = Backend::start(world.config.clone()).await.unwrap();
    std::mem::replace(&mut world.backend, anew).stop().await;
    for _ in 0..500 {
        if world.database.number(ROWS).await == left {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("rows: {}", world.database.number(ROWS).await);
}

#[tokio::test]
async fn what_is_old_is_cleared_and_what_is_not_stays() {
    let mut world = World::start().await;
    let ada = world.browser("ada").await;
    let old = ada.session().await;
    world.deliver_signed(&body(&old, "SUCCESS")).await;
    ada.decision(&old).await;
    for statement in AGE {
        world.database.execute(statement).await;
    }
    let bob = world.browser("bob").await;
    let young = bob.session().await;
    world.deliver_signed(&body(&young, "SUCCESS")).await;
    // The young ones: sign-in, request, session and decision.
    restart_and_clear(&mut world, 4).await;
    let bob = bob.at(world.backend.url());
    assert_eq!(bob.decision(&young).await["status"], "SUCCESS");
    world.stop().await;
}

#[tokio::test]
async fn an_old_delivery_counts_no_more_once_its_session_is_cleared() {
    let mut world = World::start().await;
    let ada = world.browser("ada").await;
    let token = ada.session().await;
    world.deliver_signed(&body(&token, "FAILED")).await;
    for statement in AGE {
        world.database.execute(statement).await;
    }
    restart_and_clear(&mut world, 0).await;
    let ada = world.browser("ada").await;
    for status in ["FAILED", "SUCCESS"] {
        world.deliver_signed(&body(&token, status)).await;
        assert_eq!(ada.ask(&token).await.status(), 404);
    }
    assert_eq!(ada.confirmed().await, json!([]));
    // What failed then does not keep her waiting now.
    ada.session().await;
    world.stop().await;
}

#[tokio::test]
async fn a_decision_stays_as_long_as_its_session() {
    let mut world = World::start().await;
    let ada = world.browser("ada").await;
    let token = ada.session().await;
    world.deliver_signed(&body(&token, "FAILED")).await;
    // Only the decision is old: its session can still be asked about.
    world.database.execute(AGE[3]).await;
    world.database.execute(AGE[0]).await;
    restart_and_clear(&mut world, 3).await;
    let ada = world.browser("ada").await;
    world.deliver_signed(&body(&token, "SUCCESS")).await;
    assert_eq!(ada.decision(&token).await["status"], "FAILED");
    world.stop().await;
}

#[tokio::test]
async fn what_was_confirmed_before_a_new_schema_stays_confirmed() {
    let world = World::start().await;
    let old = crate::common::database::TestDatabase::create(crate::DATABASE).await;
    let pool = old.pool().await;
    let first = MIGRATIONS.iter().next().unwrap().clone();
    let first = Migrator {
        migrations: Cow::Owned(vec![first]),
        ..Migrator::DEFAULT
    };
    first.run(&pool).await.unwrap();
    for statement in [
        "INSERT INTO persons VALUES ('old', 'Old', 'REF')",
        "INSERT INTO face_auth_sessions VALUES
         ('HANDLE', 'TOKEN', 'old', 'sign-in-confirmation', 1, 9000000000000, 3, 'COOKIE')",
    ] {
        sqlx::query(statement).execute(&pool).await.unwrap();
    }
    pool.close().await;

    let mut config = world.config.clone();
    config.database = old.address();
    Backend::start(config).await.unwrap().stop().await;
    let kept = "SELECT consumed_at FROM face_auth_sessions
        WHERE token_hash = 'TOKEN' AND consumed_by = 'COOKIE'";
    assert_eq!(old.number(kept).await, 3);
    world.stop().await;
}

#[tokio::test]
async fn instances_that_start_at_once_make_one_schema() {
    let world = World::start().await;
    let fresh = crate::common::database::TestDatabase::create(crate::DATABASE).await;
    let mut config = world.config.clone();
    config.database = fresh.address();
    let (a, b, c, d) = tokio::join!(
        Backend::start(config.clone()),
        Backend::start(config.clone()),
        Backend::start(config.clone()),
        Backend::start(config),
    );
    for instance in [a, b, c, d] {
        instance.unwrap().stop().await;
    }
    world.stop().await;
}
