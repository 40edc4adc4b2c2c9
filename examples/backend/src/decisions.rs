//! What the vendor's webhooks said. The first final decision for a token stands for good.

use face_auth_widget::decision::{Decision, Status};
use face_auth_widget::webhook::{Body, Event, Purpose};
use sqlx::AnyConnection;

use crate::bell::{Bell, Waiting};
use crate::clock;
use crate::database::Database;
use crate::error::ApiError;
use crate::secret;

/// The stored decisions, and the bell that rings when one arrives.
pub(crate) struct Decisions {
    database: Database,
    bell: Bell,
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
    pub(crate) const fn new(database: Database, bell: Bell) -> Self {
        Self { database, bell }
    }

    /// Waits from now on for a decision about this token.
    pub(crate) fn listen(&self, token: &str) -> Waiting {
        self.bell.listen(secret::hash(token))
    }

    /// Stores what a verified delivery says, known again by the hash of its raw body. Once this
    /// returns, what it says is committed.
    pub(crate) async fn record(&self, event: &Event, body: &[u8]) -> Result<Recorded, ApiError> {
        let token = event.token();
        let Some(token) = token.filter(|_| event.decision.status != Status::Pending) else {
            return Ok(Recorded::Undecided);
        };
        let token_hash = secret::hash(token);
        let body_hash = secret::hash(body);
        let mut transaction = self.database.begin().await?;
        let recorded = if insert(&mut transaction, event, &token_hash, &body_hash).await? {
            self.database
                .announce(&mut transaction, &token_hash)
                .await?;
            Recorded::Decided
        } else if is_first(&mut transaction, &token_hash, &body_hash).await? {
            Recorded::Repeated
        } else {
            Recorded::TooLate
        };
        transaction.commit().await?;
        if recorded == Recorded::Decided {
            self.bell.ring(&token_hash);
        }
        Ok(recorded)
    }

    /// Whether this host made a session for the token.
    pub(crate) async fn knows(&self, token: &str) -> Result<bool, ApiError> {
        let count: i64 =
            sqlx::query_scalar("SELECT COUNT(*) FROM face_auth_sessions WHERE token_hash = $1")
                .bind(secret::hash(token))
                .fetch_one(&self.database.pool)
                .await?;
        Ok(count > 0)
    }
}

/// Whether this was the first decision for its token. One statement, so that two deliveries at the
/// same time cannot both be the first: the second waits for the first to be committed.
async fn insert(
    transaction: &mut AnyConnection,
    event: &Event,
    token_hash: &str,
    body_hash: &str,
) -> Result<bool, ApiError> {
    let inserted = sqlx::query(
        "INSERT INTO decisions (token_hash, body_hash, scan_ref, purpose, decision, decided_at)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (token_hash) DO NOTHING",
    )
    .bind(token_hash)
    .bind(body_hash)
    .bind(event.scan_ref())
    .bind(told_purpose(event))
    .bind(serde_json::to_string(&event.decision)?)
    .bind(clock::now())
    .execute(transaction)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

/// Whether the decision that stands came with this very body.
async fn is_first(
    transaction: &mut AnyConnection,
    token_hash: &str,
    body_hash: &str,
) -> Result<bool, ApiError> {
    let first: Option<String> =
        sqlx::query_scalar("SELECT body_hash FROM decisions WHERE token_hash = $1")
            .bind(token_hash)
            .fetch_optional(transaction)
            .await?;
    Ok(first.is_some_and(|first| first == body_hash))
}

/// The word under which an authentication is stored; anything else is no authentication.
pub(crate) const AUTHENTICATION: &str = Purpose::Authentication.word();

/// What the delivery says that the attempt was for. A word that the vendor does not document is
/// stored as something else than an authentication: only silence leaves it to the session.
fn told_purpose(event: &Event) -> Option<&'static str> {
    let Body::Idenfy(body) = &event.body else {
        return event.purpose.map(Purpose::word);
    };
    let told = body.r#type.as_ref()?;
    Some(told.documented().map_or("undocumented", Purpose::word))
}

/// A stored decision, read back.
pub(crate) fn stored(json: &str) -> Result<Decision, serde_json::Error> {
    serde_json::from_str(json)
}
