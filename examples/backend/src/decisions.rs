//! What the vendor's webhooks said. The first final decision for a token stands for good.

use face_auth_widget::decision::{Decision, Status};
use face_auth_widget::webhook::{Event, Purpose};
use sqlx::SqlitePool;
use tokio::sync::watch;

use crate::clock;
use crate::error::ApiError;
use crate::secret;

/// The stored decisions, and a bell that rings when one arrives.
pub(crate) struct Decisions {
    pool: SqlitePool,
    bell: watch::Sender<()>,
}

/// What a delivery changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Recorded {
    /// It decided its session.
    Decided,
    /// It is the delivery that already decided its session.
    Repeated,
    /// Its session had been decided by another delivery, which stands.
    TooLate,
    /// It holds no decision yet.
    Undecided,
}

impl Decisions {
    pub(crate) fn new(pool: SqlitePool) -> Self {
        let (bell, _) = watch::channel(());
        Self { pool, bell }
    }

    /// Rings for every decision that arrives after this call.
    pub(crate) fn listen(&self) -> watch::Receiver<()> {
        self.bell.subscribe()
    }

    /// Stores what a verified delivery says, known again by the hash of its raw body.
    pub(crate) async fn record(&self, event: &Event, body: &[u8]) -> Result<Recorded, ApiError> {
        let token = event.token();
        let Some(token) = token.filter(|_| event.decision.status != Status::Pending) else {
            return Ok(Recorded::Undecided);
        };
        let token_hash = secret::hash(token);
        let body_hash = secret::hash(body);
        if self.insert(event, &token_hash, &body_hash).await? {
            self.bell.send_replace(());
            return Ok(Recorded::Decided);
        }
        let first: String =
            sqlx::query_scalar("SELECT body_hash FROM decisions WHERE token_hash = $1")
                .bind(&token_hash)
                .fetch_one(&self.pool)
                .await?;
        Ok(if first == body_hash {
            Recorded::Repeated
        } else {
            Recorded::TooLate
        })
    }

    /// Whether this host made a session for the token.
    pub(crate) async fn knows(&self, token: &str) -> Result<bool, ApiError> {
        let count: i64 =
            sqlx::query_scalar("SELECT COUNT(*) FROM face_auth_sessions WHERE token_hash = $1")
                .bind(secret::hash(token))
                .fetch_one(&self.pool)
                .await?;
        Ok(count > 0)
    }

    /// Whether this was the first decision for its token. One statement, so that two deliveries
    /// at the same time cannot both be the first.
    async fn insert(&self, event: &Event, token: &str, body: &str) -> Result<bool, ApiError> {
        let inserted = sqlx::query(
            "INSERT INTO decisions (token_hash, body_hash, scan_ref, purpose, decision, decided_at)
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (token_hash) DO NOTHING",
        )
        .bind(token)
        .bind(body)
        .bind(event.scan_ref())
        .bind(event.purpose.map(Purpose::word))
        .bind(serde_json::to_string(&event.decision)?)
        .bind(clock::now())
        .execute(&self.pool)
        .await?;
        Ok(inserted.rows_affected() == 1)
    }
}

/// The word under which an authentication is stored; anything else is no authentication.
pub(crate) const AUTHENTICATION: &str = Purpose::Authentication.word();

/// A stored decision, read back.
pub(crate) fn stored(json: &str) -> Result<Decision, serde_json::Error> {
    serde_json::from_str(json)
}
