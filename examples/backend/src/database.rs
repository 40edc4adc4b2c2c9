//! The database: SQLite or PostgreSQL, with the same statements for both.
//!
//! Every statement is written for PostgreSQL's `READ COMMITTED`: it sees what was committed before
//! it began, and one that waits for a row looks at the row again. SQLite, which lets one writer in
//! at a time, promises more.

use std::fmt;
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::{Any, AnyConnection, AnyPool, Connection, Executor, Transaction};
use thiserror::Error;

static MIGRATIONS: Migrator = sqlx::migrate!();

/// How long a request waits for a free connection.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);

/// PostgreSQL's channel that carries the hash of each token that was decided.
pub(crate) const CHANNEL: &str = "face_auth_decisions";

/// What each connection to SQLite is told: a writer waits for the other one for 5 s, readers never
/// wait, and what was committed outlives a loss of power.
const SQLITE_SETTINGS: &str = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;";

/// What each connection to PostgreSQL is told: nobody waits for another's lock for more than 5 s, and
/// no statement goes on when its request has long been given up.
const POSTGRES_SETTINGS: &str = "SET lock_timeout = '5s'; SET statement_timeout = '30s'";
const NO_TIMEOUTS: &str = "SET lock_timeout = 0; SET statement_timeout = 0";

/// Where state is kept: `sqlite:path/to/file.db`, `sqlite::memory:` for none that stays, or
/// `postgres://user:password@host/database`. Its `Debug` output holds the scheme alone.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseAddress(String);

impl From<String> for DatabaseAddress {
    fn from(address: String) -> Self {
        Self(address)
    }
}

impl From<&str> for DatabaseAddress {
    fn from(address: &str) -> Self {
        Self(address.to_owned())
    }
}

impl fmt::Debug for DatabaseAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = self.0.split_once(':').map_or("", |(scheme, _)| scheme);
        write!(f, "DatabaseAddress({scheme}:…)")
    }
}

impl DatabaseAddress {
    /// The address itself, with the password that may be in it.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }

    /// Which database it names.
    pub(crate) fn kind(&self) -> Kind {
        match self.scheme().as_str() {
            "postgres" | "postgresql" => Kind::Postgres,
            _ => Kind::Sqlite,
        }
    }

    /// The same address; that of a database in memory where it is empty, as a variable can be.
    pub(crate) fn or_memory(self) -> Self {
        if self.0.is_empty() {
            return Self::from("sqlite::memory:");
        }
        self
    }

    fn scheme(&self) -> String {
        let scheme = self.0.split_once(':').map_or("", |(scheme, _)| scheme);
        scheme.to_ascii_lowercase()
    }

    /// The file of SQLite, as the address names it.
    fn file(&self) -> &str {
        let path = self.0.split_once(':').map_or("", |(_, path)| path);
        let path = path.strip_prefix("//").unwrap_or(path);
        path.split('?').next().unwrap_or(path)
    }

    /// Refuses what sqlx would take for something else: `sqlite:` alone would be another empty
    /// database for each connection.
    fn check(&self) -> Result<(), DatabaseError> {
        match self.scheme().as_str() {
            "postgres" | "postgresql" => Ok(()),
            "sqlite" if self.0.contains("mode=memory") || self.file().is_empty() => {
                Err(DatabaseError::Address)
            }
            "sqlite" if Path::new(self.file()).is_dir() => Err(DatabaseError::Folder),
            "sqlite" => Ok(()),
            _ => Err(DatabaseError::Address),
        }
    }

    fn is_in_memory(&self) -> bool {
        self.0.contains(":memory:")
    }

    /// A file of SQLite is made where it is missing, unless the address says otherwise.
    fn options(&self) -> Result<AnyConnectOptions, sqlx::Error> {
        let mut options = AnyConnectOptions::from_str(&self.0)?;
        let url = &mut options.database_url;
        let says_mode = url.query_pairs().any(|(name, _)| name == "mode");
        if self.kind() == Kind::Sqlite && !self.is_in_memory() && !says_mode {
            url.query_pairs_mut().append_pair("mode", "rwc");
        }
        Ok(options)
    }
}

/// Which of the two databases it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    Sqlite,
    Postgres,
}

/// Why the database cannot be used.
#[derive(Debug, Error)]
pub enum DatabaseError {
    /// The address names none.
    #[error(
        "its address must be sqlite:path/to/file.db, sqlite::memory: or \
         postgres://user:password@host/database"
    )]
    Address,
    /// A folder stands where the file should.
    #[error("its address names a folder, not a file")]
    Folder,
    /// It cannot be opened or asked.
    #[error(transparent)]
    Open(#[from] sqlx::Error),
    /// Its schema cannot be brought up to date.
    #[error(transparent)]
    Migrate(#[from] MigrateError),
}

/// Connections to the database.
#[derive(Clone)]
pub(crate) struct Database {
    /// For statements that stand alone.
    pub(crate) pool: AnyPool,
    kind: Kind,
}

impl Database {
    /// Opens the database with every migration applied; a missing file is made.
    pub(crate) async fn open(address: &DatabaseAddress) -> Result<Self, DatabaseError> {
        address.check()?;
        sqlx::any::install_default_drivers();
        let kind = address.kind();
        if kind == Kind::Postgres {
            // A pool would try again and again, and in the end only tell that time is up.
            let connection = AnyConnection::connect_with(&address.options()?).await?;
            connection.close().await?;
        }
        let pool = pool_options(address)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .after_connect(move |connection, _| Box::pin(set_up(connection, kind)))
            .connect_with(address.options()?)
            .await?;
        let database = Self { pool, kind };
        database.migrate().await?;
        Ok(database)
    }

    /// Begins a transaction that will write. SQLite is told so at once: a transaction that only
    /// becomes a writer later can fail, where one that waits for its turn cannot.
    pub(crate) async fn begin(&self) -> Result<Transaction<'static, Any>, sqlx::Error> {
        match self.kind {
            Kind::Sqlite => self.pool.begin_with("BEGIN IMMEDIATE").await,
            Kind::Postgres => self.pool.begin().await,
        }
    }

    /// Tells every instance on this database, once the transaction is committed, that a token has
    /// been decided. SQLite has nobody to tell: its instances look by themselves.
    pub(crate) async fn announce(
        &self,
        transaction: &mut AnyConnection,
        token_hash: &str,
    ) -> Result<(), sqlx::Error> {
        if self.kind == Kind::Postgres {
            sqlx::query("SELECT pg_notify($1, $2)")
                .bind(CHANNEL)
                .bind(token_hash)
                .execute(transaction)
                .await?;
        }
        Ok(())
    }

    /// Instances that start at the same time apply each migration once. PostgreSQL's are kept
    /// apart by a lock that sqlx takes, SQLite's by one transaction around all.
    async fn migrate(&self) -> Result<(), DatabaseError> {
        match self.kind {
            Kind::Postgres => {
                // A migration may take its time, and wait for that of another instance.
                let mut connection = self.pool.acquire().await?.detach();
                connection.execute(NO_TIMEOUTS).await?;
                MIGRATIONS.run(&mut connection).await?;
                connection.close().await?;
            }
            Kind::Sqlite => {
                let mut transaction = self.begin().await?;
                MIGRATIONS.run(&mut *transaction).await?;
                transaction.commit().await?;
            }
        }
        Ok(())
    }
}

async fn set_up(connection: &mut AnyConnection, kind: Kind) -> Result<(), sqlx::Error> {
    connection
        .execute(match kind {
            Kind::Sqlite => SQLITE_SETTINGS,
            Kind::Postgres => POSTGRES_SETTINGS,
        })
        .await?;
    Ok(())
}

/// A database in memory lives as long as its one connection, which must never be closed.
fn pool_options(address: &DatabaseAddress) -> AnyPoolOptions {
    let options = AnyPoolOptions::new();
    if address.is_in_memory() {
        options
            .max_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
    } else {
        options.max_connections(8)
    }
}
