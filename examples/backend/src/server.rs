//! A backend that runs: started from its configuration, stopped without losing an answer.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use face_auth_widget::idenfy_client::{BuildError, IdenfyClient};
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};
use url::Url;

use crate::app::{self, AppState, Stage};
use crate::bell::Bell;
use crate::config::{Config, ConfigError, VendorConfig};
use crate::database::{Database, DatabaseError, Kind};
use crate::decisions::Decisions;
use crate::incode::Incode;
use crate::places::Places;
use crate::sessions::Sessions;
use crate::sign_in::SignIns;
use crate::{headers, listener, persons, retention};

/// How long a call to the vendor may take: a session needs two, and the widget waits for 30 s.
const VENDOR_TIMEOUT: Duration = Duration::from_secs(12);

/// How long requests under way may take to finish once the backend is to stop.
const GRACE: Duration = Duration::from_secs(10);

/// How long the connections to the database may take to close.
const FAREWELL: Duration = Duration::from_secs(2);

/// A running backend. Dropping it stops it too, without waiting.
pub struct Backend {
    url: Url,
    database: Database,
    bell: Bell,
    stage: watch::Sender<Stage>,
    stop_delay: Duration,
    server: JoinHandle<io::Result<()>>,
    /// What goes on beside the requests; ended by being dropped.
    chores: JoinSet<()>,
}

/// Why the backend did not start.
#[derive(Debug, Error)]
pub enum StartError {
    /// A careful host would not run like this.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The database cannot be used.
    #[error("the database cannot be used: {0}")]
    Database(#[from] DatabaseError),
    /// Another program listens there.
    #[error("{0} is taken: stop what listens there, or choose another address")]
    PortTaken(SocketAddr),
    /// The address cannot be listened on.
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, io::Error),
    /// The client for the vendor's API cannot be made.
    #[error("the vendor's client cannot be made: {0}")]
    Vendor(#[from] BuildError),
    /// The address that it listens on makes no URL.
    #[error("the address makes no URL: {0}")]
    Url(#[from] url::ParseError),
}

impl Backend {
    /// Starts a backend; it answers once this returns.
    ///
    /// # Errors
    /// [`StartError`]: a setting that is refused, a port that is taken, a database that does not
    /// open. Names no secret.
    pub async fn start(config: Config) -> Result<Self, StartError> {
        config.check()?;
        let listener = listen(config.listen).await?;
        let address = listener
            .local_addr()
            .map_err(|e| StartError::Listen(config.listen, e))?;
        let database = Database::open(&config.database).await?;
        persons::seed(&database.pool, &config.persons)
            .await
            .map_err(DatabaseError::from)?;
        let bell = Bell::default();
        let chores = chores(&config, &database, &bell).await?;

        let (stage, seen) = watch::channel(Stage::Serving);
        let app = state(
            &config,
            address,
            database.clone(),
            bell.clone(),
            seen.clone(),
        )?;
        let router = app::router(Arc::new(app), &config);
        let server = axum::serve(listener, router).with_graceful_shutdown(told_to_close(seen));
        Ok(Self {
            url: Url::parse(&format!("http://{address}/"))?,
            database,
            bell,
            stage,
            stop_delay: config.stop_delay,
            chores,
            server: tokio::spawn(server.into_future()),
        })
    }

    /// The address it listens on, such as `http://127.0.0.1:4000/`.
    #[must_use]
    pub const fn url(&self) -> &Url {
        &self.url
    }

    /// How many questions for a decision are held open right now.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.bell.asleep()
    }

    /// Stops without losing an answer.
    ///
    /// Who waits for a decision is told `PENDING` at once, and readiness ends. After the delay of
    /// the configuration no connection is taken any more, and requests under way are finished, for
    /// 10 s at most. A delivery that is not finished by then is not acknowledged either: its sender
    /// repeats it. What a database that does not answer still holds is left to it.
    pub async fn stop(mut self) {
        tracing::info!(waiting = self.waiting(), "stopping");
        self.stage.send_replace(Stage::Leaving);
        tokio::time::sleep(self.stop_delay).await;
        self.stage.send_replace(Stage::Closing);
        if tokio::time::timeout(GRACE, &mut self.server).await.is_err() {
            self.server.abort();
        }
        self.chores.shutdown().await;
        let closed = tokio::time::timeout(FAREWELL, self.database.pool.close());
        if closed.await.is_err() {
            tracing::warn!("the database still holds connections");
        }
    }
}

/// Begins to hear the other instances, where there can be any to hear, and to clear old rows.
async fn chores(
    config: &Config,
    database: &Database,
    bell: &Bell,
) -> Result<JoinSet<()>, DatabaseError> {
    let mut chores = JoinSet::new();
    if config.database.kind() == Kind::Postgres {
        let listener = listener::connect(&config.database).await?;
        chores.spawn(listener::hear(
            listener,
            config.database.clone(),
            bell.clone(),
        ));
    }
    chores.spawn(retention::keep_clear(database.clone(), config.retention));
    Ok(chores)
}

async fn listen(address: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(address)
        .await
        .map_err(|e| match e.kind() {
            io::ErrorKind::AddrInUse => StartError::PortTaken(address),
            _ => StartError::Listen(address, e),
        })
}

/// Ends when the backend is to close, or is dropped.
async fn told_to_close(mut stage: watch::Receiver<Stage>) {
    let _ = stage.wait_for(|stage| *stage == Stage::Closing).await;
}

fn state(
    config: &Config,
    address: SocketAddr,
    database: Database,
    bell: Bell,
    stage: watch::Receiver<Stage>,
) -> Result<AppState, StartError> {
    let own_origins = config.own_origins(address.port())?;
    // A development server's plain HTTP must not make the host's own cookie a lesser one.
    let secure = own_origins.iter().all(|one| one.starts_with("https:"));
    let further_origins = config.further_page_origins()?;
    let signing_key = config.vendor.signing_key();
    let incode = config.incode.clone();
    let incode = incode.map(|incode| Incode::new(incode, database.clone(), bell.clone()));
    Ok(AppState {
        vendor: client(&config.vendor)?,
        sign_ins: SignIns::new(database.clone(), secure),
        sessions: Sessions::new(database.clone()),
        decisions: Decisions::new(database.clone(), bell),
        incode: incode.map(Arc::new),
        signing_key: signing_key.ok_or(ConfigError::NoSigningKey)?.to_owned(),
        frame_url: config.frame_url.clone(),
        app_url: config.app_url.clone(),
        security_headers: headers::security(&config.frame_sources()?),
        page_origins: [own_origins, further_origins].concat(),
        session_lifetime: config.session_lifetime,
        sessions_per_minute: config.sessions_per_minute,
        attempts: config.attempts,
        decision_wait: config.decision_wait,
        places: Places::new(config.waits_per_person, config.waits),
        look_again: config.look_again(),
        stage,
        database,
    })
}

/// A client for the vendor's API, holding the host's key pair.
fn client(vendor: &VendorConfig) -> Result<IdenfyClient, BuildError> {
    IdenfyClient::builder(&vendor.api_key, &vendor.api_secret)
        .base_url(vendor.base_url.as_str())
        .timeout(VENDOR_TIMEOUT)
        .build()
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_connection_that_never_comes_back_does_not_keep_it_from_stopping() {
        let nobody: Url = "http://127.0.0.1:1/".parse().expect("an address");
        let config = Config::for_sandbox(nobody.clone(), nobody);
        let backend = Backend::start(config).await.expect("starts");
        let held = backend.database.pool.acquire().await.expect("is free");
        let stopped = tokio::time::timeout(Duration::from_secs(60), backend.stop()).await;
        stopped.expect("it stops all the same");
        drop(held);
    }
}
