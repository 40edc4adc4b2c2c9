//! Opening the database, and bringing it to the present schema.

use std::str::FromStr;
use std::time::Duration;

use sqlx::SqlitePool;
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use thiserror::Error;

static MIGRATIONS: Migrator = sqlx::migrate!();

/// Why the database cannot be used.
#[derive(Debug, Error)]
pub enum DatabaseError {
    /// It cannot be opened or asked.
    #[error(transparent)]
    Open(#[from] sqlx::Error),
    /// Its schema cannot be brought up to date.
    #[error(transparent)]
    Migrate(#[from] MigrateError),
}

/// Opens the database, made if it is missing, with every migration applied.
pub(crate) async fn open(url: &str) -> Result<SqlitePool, DatabaseError> {
    let options = SqliteConnectOptions::from_str(url)?
        .create_if_missing(true)
        .foreign_keys(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(5));
    let pool = pool_options(url).connect_with(options).await?;
    MIGRATIONS.run(&pool).await?;
    Ok(pool)
}

/// A database in memory lives as long as its one connection, which must never be closed.
fn pool_options(url: &str) -> SqlitePoolOptions {
    let options = SqlitePoolOptions::new();
    if url.contains(":memory:") {
        options
            .max_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
    } else {
        options.max_connections(8)
    }
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test fails by panicking")]
mod tests {
    use sqlx::Executor;

    use super::*;

    /// A database of the first schema, with a confirmed sign-in in it.
    const OLD: &str = "
        INSERT INTO persons VALUES ('ada', 'Ada', 'REF');
        INSERT INTO face_auth_sessions VALUES
            ('HANDLE', 'TOKEN', 'ada', 'sign-in-confirmation', 1, 2, 3, 'COOKIE');";

    #[tokio::test]
    async fn what_was_confirmed_before_a_new_schema_stays_confirmed() {
        let pool = pool_options(":memory:")
            .connect("sqlite::memory:")
            .await
            .expect("opens");
        let mut migrations = MIGRATIONS.iter();
        let first = migrations.next().expect("there is one");
        pool.execute(first.sql.clone()).await.expect("applies");
        pool.execute(OLD).await.expect("fits the first schema");
        for next in migrations {
            pool.execute(next.sql.clone()).await.expect("applies");
        }
        let kept: (String, i64) =
            sqlx::query_as("SELECT token_hash, consumed_at FROM face_auth_sessions")
                .fetch_one(&pool)
                .await
                .expect("one row");
        assert_eq!(kept, ("TOKEN".to_owned(), 3));
    }
}
