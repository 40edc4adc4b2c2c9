//! What Incode's webhooks said. They are not signed, so nothing opens by them: whatever hangs on one
//! is confirmed through Incode's own API first.
//!
//! An attempt is known by its transaction, else by its interview; the first decision about it stands.
//! A body that names neither is known by its own hash: two attempts that are told in the same bytes
//! cannot be told apart.

use face_auth_widget::decision::{Category, Decision, Status};
use face_auth_widget::webhook::{Body, Deprecation, Event, Kind, incode};
use serde::Serialize;
use sqlx::{AnyConnection, FromRow};
use url::Url;

use crate::bell::{Bell, Waiting};
use crate::clock;
use crate::database::Database;
use crate::decisions::{Recorded, stored};
use crate::endpoint_secret::EndpointSecret;
use crate::error::ApiError;
use crate::secret;

/// Digits of Incode's ids.
const ID_LENGTH: usize = 24;

/// How Incode's webhooks reach this host. Its `Debug` output holds no secret.
#[derive(Clone, Debug)]
pub struct IncodeConfig {
    /// What a delivery must bring, in the endpoint's address or in its `Authorization` header.
    pub secret: EndpointSecret,
    /// The page that stands for Incode's own flow. `None` where there is a real one.
    pub page_url: Option<Url>,
}

/// The endpoint's secret, the stored decisions, and the bell that rings when one arrives.
pub(crate) struct Incode {
    pub(crate) config: IncodeConfig,
    database: Database,
    bell: Bell,
}

/// A decision as the person whom it is about may see it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Told {
    /// Which of the two webhooks told of it.
    kind: String,
    decision: Decision,
    /// The webhook contradicted itself. Of an attack not even that is told.
    contradiction: bool,
    /// In milliseconds since 1970.
    decided_at: i64,
    /// Until when the webhook is sent, if it is being retired.
    deprecation: Option<Deprecation>,
}

#[derive(FromRow)]
struct Row {
    kind: String,
    decision: String,
    contradiction: i64,
    decided_at: i64,
}

impl Incode {
    pub(crate) const fn new(config: IncodeConfig, database: Database, bell: Bell) -> Self {
        Self {
            config,
            database,
            bell,
        }
    }

    /// Incode's id of a person. A real host stores the one that it was told at the enrollment; the
    /// demo's persons never enrolled, so theirs is made up, the same on every instance.
    pub(crate) fn customer_id(person_id: &str) -> String {
        let mut id = secret::hash(format!("incode customer {person_id}"));
        id.truncate(ID_LENGTH);
        id
    }

    /// Waits from now on for a decision about a customer.
    pub(crate) fn listen(&self, customer_id: &str) -> Waiting {
        self.bell.listen(customer_hash(customer_id))
    }

    /// Stores what a delivery says, known again by the hash of its raw body.
    pub(crate) async fn record(&self, event: &Event, body: &[u8]) -> Result<Recorded, ApiError> {
        if event.decision.status == Status::Pending {
            return Ok(Recorded::Undecided);
        }
        let body_hash = secret::hash(body);
        let attempt_hash = attempt_hash(event, &body_hash);
        let customer_hash = event.customer_id().map(customer_hash);
        let mut transaction = self.database.begin().await?;
        let customer = customer_hash.as_deref();
        let is_new = insert(&mut transaction, event, &attempt_hash, &body_hash, customer).await?;
        let recorded = if is_new {
            Recorded::Decided
        } else if is_first(&mut transaction, &attempt_hash, &body_hash).await? {
            Recorded::Repeated
        } else {
            Recorded::TooLate
        };
        if let (Recorded::Decided, Some(customer)) = (recorded, customer) {
            self.database.announce(&mut transaction, customer).await?;
        }
        transaction.commit().await?;
        if let (Recorded::Decided, Some(customer)) = (recorded, customer) {
            self.bell.ring(customer);
        }
        Ok(recorded)
    }

    /// How many decisions there are about a customer.
    pub(crate) async fn count(&self, customer_id: &str) -> Result<i64, ApiError> {
        let statement = "SELECT COUNT(*) FROM incode_decisions WHERE customer_hash = $1";
        let count = sqlx::query_scalar(statement)
            .bind(customer_hash(customer_id))
            .fetch_one(&self.database.pool)
            .await?;
        Ok(count)
    }

    /// The latest decisions about a customer, the newest first.
    pub(crate) async fn latest(&self, customer_id: &str) -> Result<Vec<Told>, ApiError> {
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT kind, decision, contradiction, decided_at FROM incode_decisions
             WHERE customer_hash = $1 ORDER BY decided_at DESC LIMIT 10",
        )
        .bind(customer_hash(customer_id))
        .fetch_all(&self.database.pool)
        .await?;
        rows.into_iter().map(told).collect()
    }
}

fn told(row: Row) -> Result<Told, ApiError> {
    let decision = stored(&row.decision)?;
    let reason = decision.reason.as_ref();
    let is_attack = reason.is_some_and(|reason| reason.category == Category::Attack);
    let is_retired = row.kind == Kind::IncodeAuthentication1to1.word();
    Ok(Told {
        decision: decision.public(),
        contradiction: row.contradiction != 0 && !is_attack,
        decided_at: row.decided_at,
        deprecation: is_retired.then_some(incode::DEPRECATION),
        kind: row.kind,
    })
}

fn customer_hash(customer_id: &str) -> String {
    secret::hash(format!("customer {customer_id}"))
}

fn attempt_hash(event: &Event, body_hash: &str) -> String {
    let transaction = match &event.body {
        Body::Incode1to1(body) => body.transaction_id.as_deref(),
        Body::Idenfy(_) | Body::Incode(_) => None,
    };
    secret::hash(match (transaction, event.interview_id()) {
        (Some(id), _) => format!("transaction {id}"),
        (None, Some(id)) => format!("interview {id}"),
        (None, None) => format!("body {body_hash}"),
    })
}

/// Whether this was the first decision about its attempt. One statement, so that two deliveries at
/// the same time cannot both be the first.
async fn insert(
    transaction: &mut AnyConnection,
    event: &Event,
    attempt_hash: &str,
    body_hash: &str,
    customer_hash: Option<&str>,
) -> Result<bool, ApiError> {
    let inserted = sqlx::query(
        "INSERT INTO incode_decisions
             (attempt_hash, body_hash, customer_hash, kind, decision, contradiction, decided_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (attempt_hash) DO NOTHING",
    )
    .bind(attempt_hash)
    .bind(body_hash)
    .bind(customer_hash)
    .bind(event.kind.word())
    .bind(serde_json::to_string(&event.decision)?)
    .bind(i64::from(event.contradiction))
    .bind(clock::now())
    .execute(transaction)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

/// Whether the attempt's decision came with these very bytes.
async fn is_first(
    transaction: &mut AnyConnection,
    attempt_hash: &str,
    body_hash: &str,
) -> Result<bool, ApiError> {
    let count: i64 = sqlx::query_scalar(
        "SELECT COUNT(*) FROM incode_decisions WHERE attempt_hash = $1 AND body_hash = $2",
    )
    .bind(attempt_hash)
    .bind(body_hash)
    .fetch_one(transaction)
    .await?;
    Ok(count > 0)
}
