//! What waiting costs: nothing, as far as the database is concerned. Alone in its process, since it
//! counts what the whole of it asks.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::fmt::Debug;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use common::database::Kind;
use common::{World, body, until};
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;
use tracing_subscriber::prelude::*;

pub(crate) const DATABASE: Kind = Kind::Postgres;

const NEVER: Duration = Duration::from_secs(24 * 60 * 60);

/// Words of the one statement that looks for a decision.
const LOOK: &str = "LEFT JOIN decisions";

/// Counts the looks among the statements that the database is sent.
#[derive(Clone, Default)]
struct Looks(Arc<AtomicUsize>);

impl<S: Subscriber> Layer<S> for Looks {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut found = Found(false);
        event.record(&mut found);
        if event.metadata().target() == "sqlx::query" && found.0 {
            self.0.fetch_add(1, Ordering::SeqCst);
        }
    }
}

struct Found(bool);

impl Visit for Found {
    fn record_debug(&mut self, _: &Field, value: &dyn Debug) {
        self.0 |= format!("{value:?}").contains(LOOK);
    }
}

#[tokio::test]
async fn who_waits_asks_the_database_nothing_until_their_own_decision_comes() {
    const WAITING: usize = 20;
    let looks = Looks::default();
    tracing_subscriber::registry().with(looks.clone()).init();
    let looks = || looks.0.load(Ordering::SeqCst);
    let world = World::with(|config| {
        config.decision_wait = NEVER;
        config.look_again = Some(NEVER);
        config.sessions_per_minute = 100;
        config.waits_per_person = WAITING;
    })
    .await;
    let ada = world.browser("ada").await;
    let mut asked = Vec::new();
    let mut tokens = Vec::new();
    for _ in 0..WAITING {
        let token = ada.session().await;
        let browser = ada.at(world.backend.url());
        tokens.push(token.clone());
        asked.push(tokio::spawn(async move { browser.decision(&token).await }));
    }
    until(|| world.backend.waiting() == WAITING).await;
    assert_eq!(looks(), WAITING, "each has looked once");

    world.deliver_signed(&body(&tokens[0], "SUCCESS")).await;
    let decided = asked.remove(0).await.unwrap();
    assert_eq!(decided["status"], "SUCCESS");
    assert_eq!(world.backend.waiting(), WAITING - 1);
    assert_eq!(
        looks(),
        WAITING + 2,
        "one was woken, looked, and looked again as it redeemed"
    );

    world.stop().await;
    for one in asked {
        assert_eq!(one.await.unwrap()["status"], "PENDING");
    }
}
