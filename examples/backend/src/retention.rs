//! Clears what nobody can ask about any more, so that the database does not grow for ever.
//!
//! No order of clearing lets an old delivery count. A decision goes only when its session is gone:
//! a repetition of the delivery then finds no session that it could decide. And a session goes only
//! long after its success could have been redeemed.

use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};

use crate::clock;
use crate::database::Database;

/// How often old rows are looked for.
const EVERY: Duration = Duration::from_secs(10 * 60);

/// Clears at once, and then again and again without end. A failure is told and tried again.
pub(crate) async fn keep_clear(database: Database, retention: Duration) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        match clear(&database, clock::now(), retention).await {
            Ok(0) => {}
            Ok(rows) => tracing::info!(rows, "old rows cleared"),
            Err(error) => tracing::warn!(%error, "old rows could not be cleared"),
        }
    }
}

/// Clears what is too old at the time `now`; answers how many rows that were.
async fn clear(database: &Database, now: i64, retention: Duration) -> Result<u64, sqlx::Error> {
    let minute_ago = now.saturating_sub(clock::MINUTE_MS);
    let long_ago = now.saturating_sub(clock::millis(retention));
    let steps = [
        ("DELETE FROM sign_ins WHERE expires_at <= $1", now),
        (
            "DELETE FROM session_requests WHERE requested_at <= $1",
            minute_ago,
        ),
        (
            "DELETE FROM face_auth_sessions WHERE expires_at <= $1",
            long_ago,
        ),
        (
            "DELETE FROM decisions WHERE decided_at <= $1 AND NOT EXISTS
             (SELECT 1 FROM face_auth_sessions s WHERE s.token_hash = decisions.token_hash)",
            long_ago,
        ),
    ];
    let mut rows = 0;
    for (statement, until) in steps {
        let cleared = sqlx::query(statement).bind(until).execute(&database.pool);
        rows += cleared.await?.rows_affected();
    }
    Ok(rows)
}
