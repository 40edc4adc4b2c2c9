//! A database of its own for each test: a file of SQLite, or one on the PostgreSQL of the tests.

use face_auth_example_backend::DatabaseAddress;
use sqlx::{AnyPool, AssertSqlSafe, Connection, Executor, PgConnection};
use tempfile::TempDir;
use url::Url;
use uuid::Uuid;

/// The environment's word for the server on which tests may make databases.
const POSTGRES: &str = "FACE_AUTH_TEST_POSTGRES_URL";

/// Which of the two databases a test binary runs with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(dead_code, reason = "each test binary uses one")]
pub(crate) enum Kind {
    Sqlite,
    Postgres,
}

/// A database that is empty at first. The server of the tests goes with all that they left on it.
pub(crate) struct TestDatabase {
    address: String,
    /// The folder of SQLite's file.
    _folder: Option<TempDir>,
    /// PostgreSQL's server, and the name of the database on it.
    on_server: Option<(Url, String)>,
}

impl TestDatabase {
    pub(crate) async fn create(kind: Kind) -> Self {
        match kind {
            Kind::Sqlite => Self::sqlite(),
            Kind::Postgres => Self::postgres().await,
        }
    }

    fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("backend.db");
        Self {
            address: format!("sqlite:{}", file.display()),
            _folder: Some(folder),
            on_server: None,
        }
    }

    async fn postgres() -> Self {
        let server = server();
        let name = format!("face_auth_{}", Uuid::new_v4().simple());
        run(&server, format!("CREATE DATABASE {name}")).await;
        let mut address = server.clone();
        address.set_path(&name);
        Self {
            address: address.to_string(),
            _folder: None,
            on_server: Some((server, name)),
        }
    }

    pub(crate) fn address(&self) -> DatabaseAddress {
        self.address.as_str().into()
    }

    /// The address with a password in it, where it can have one.
    pub(crate) fn with_password(&self, password: &str) -> DatabaseAddress {
        let mut address: Url = self.address.parse().unwrap();
        // SQLite's has no place for one.
        let _ = address.set_password(Some(password));
        address.as_str().into()
    }

    /// The address as the program's environment takes it.
    pub(crate) fn text(&self) -> &str {
        &self.address
    }

    /// A look from outside at what the backend keeps.
    pub(crate) async fn pool(&self) -> AnyPool {
        sqlx::any::install_default_drivers();
        // SQLite's file may not be there yet.
        let address = match self.on_server {
            Some(_) => self.address.clone(),
            None => format!("{}?mode=rwc", self.address),
        };
        AnyPool::connect(&address).await.unwrap()
    }

    /// Changes what the backend keeps, behind its back.
    pub(crate) async fn execute(&self, statement: &'static str) {
        let pool = self.pool().await;
        pool.execute(statement).await.unwrap();
        pool.close().await;
    }

    /// The one number that a statement asks for.
    pub(crate) async fn number(&self, statement: &'static str) -> i64 {
        let pool = self.pool().await;
        let number = sqlx::query_scalar(statement)
            .fetch_one(&pool)
            .await
            .unwrap();
        pool.close().await;
        number
    }

    /// Ends every connection to the database, as a restart of its server does.
    pub(crate) async fn disconnect_everybody(&self) {
        self.on_server(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}'",
        )
        .await;
    }

    /// Ends every connection, and lets nobody in again.
    pub(crate) async fn close_to_everybody(&self) {
        self.on_server("ALTER DATABASE {} ALLOW_CONNECTIONS false")
            .await;
        self.disconnect_everybody().await;
    }

    /// Lets everybody in again.
    pub(crate) async fn open_to_everybody(&self) {
        self.on_server("ALTER DATABASE {} ALLOW_CONNECTIONS true")
            .await;
    }

    /// Runs a statement about this database, whose name it has at `{}`, from outside of it.
    async fn on_server(&self, statement: &str) {
        let (server, name) = self.on_server.as_ref().expect("SQLite has no server");
        run(server, statement.replace("{}", name)).await;
    }
}

fn server() -> Url {
    let Ok(address) = std::env::var(POSTGRES) else {
        panic!(
            "these tests need a PostgreSQL: run them by `cargo xtask postgres cargo test …`, which \
             starts one, or name in {POSTGRES} one on which databases may be made and left"
        );
    };
    address.parse().unwrap()
}

async fn run(server: &Url, statement: String) {
    let mut connection = PgConnection::connect(server.as_str()).await.unwrap();
    let statement = AssertSqlSafe(statement);
    connection.execute(statement).await.unwrap();
    connection.close().await.unwrap();
}
