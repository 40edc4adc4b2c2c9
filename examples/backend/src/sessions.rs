//! The face authentication sessions that this host made: whose, what for, until when, used or not.

use std::time::Duration;

use face_auth_widget::decision::{Advice, Category, Decision, Reason, Status};
use face_auth_widget::idenfy_api::Grant;
use sqlx::{AnyConnection, FromRow};

use crate::attempts::{AttemptPolicy, Past};
use crate::clock;
use crate::database::Database;
use crate::decisions::{self, AUTHENTICATION};
use crate::error::ApiError;
use crate::persons::PersonRow;
use crate::purpose::Purpose;
use crate::secret;
use crate::sign_in::SignedIn;

/// The token's lifetime bounds the start of an attempt; this bounds the attempt itself.
const TIME_TO_FINISH: Duration = Duration::from_secs(5 * 60);

/// The stored sessions.
pub(crate) struct Sessions {
    database: Database,
}

/// One session with what the vendor has said about it.
#[derive(FromRow)]
struct Row {
    expires_at: i64,
    consumed_by: Option<String>,
    person_scan_ref: String,
    decision: Option<String>,
    scan_ref: Option<String>,
    decided_purpose: Option<String>,
    decided_at: Option<i64>,
    /// The sign-in that asks, while it lasts.
    #[sqlx(default)]
    sign_in: Option<String>,
}

impl Sessions {
    pub(crate) const fn new(database: Database) -> Self {
        Self { database }
    }

    /// Counts a session against the person's limit for a minute.
    ///
    /// The person's row is held while their sessions are counted, so that requests at the same
    /// time, at whichever instance, cannot slip past together.
    pub(crate) async fn reserve(&self, person: &PersonRow, limit: u32) -> Result<(), ApiError> {
        let now = clock::now();
        let mut transaction = self.database.begin().await?;
        hold(&mut transaction, person).await?;
        let count: i64 = sqlx::query_scalar(
            "SELECT COUNT(*) FROM session_requests WHERE person_id = $1 AND requested_at > $2",
        )
        .bind(&person.id)
        .bind(now.saturating_sub(clock::MINUTE_MS))
        .fetch_one(&mut *transaction)
        .await?;
        if count >= i64::from(limit) {
            return Err(ApiError::TooMany);
        }
        sqlx::query("INSERT INTO session_requests (person_id, requested_at) VALUES ($1, $2)")
            .bind(&person.id)
            .bind(now)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Stores a session.
    pub(crate) async fn store(
        &self,
        person: &PersonRow,
        purpose: Purpose,
        grant: &Grant,
    ) -> Result<(), ApiError> {
        let now = clock::now();
        let lifetime = Duration::from_secs(grant.lifetime.into()).saturating_add(TIME_TO_FINISH);
        sqlx::query(
            "INSERT INTO face_auth_sessions
             (token_hash, person_id, purpose, created_at, expires_at)
             VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(secret::hash(&grant.token))
        .bind(&person.id)
        .bind(purpose.word())
        .bind(now)
        .bind(now.saturating_add(clock::millis(lifetime)))
        .execute(&self.database.pool)
        .await?;
        Ok(())
    }

    /// The decision about this person's session; a success is redeemed for the sign-in by being
    /// read. The same sign-in may read it again: an answer can get lost on its way to a page.
    ///
    /// A session of somebody else and one that never was are the same [`ApiError::UnknownSession`].
    /// A person who must not try now gets no success either, however early its session was opened.
    pub(crate) async fn take_decision(
        &self,
        token: &str,
        who: &SignedIn,
        attempts: &AttemptPolicy,
    ) -> Result<Decision, ApiError> {
        let token_hash = secret::hash(token);
        let mut connection = self.database.pool.acquire().await?;
        let decision = decision(&mut connection, &token_hash, who).await?;
        // One connection is enough for anybody: a database in memory has no other.
        drop(connection);
        match decision {
            Found::Settled(decision) => Ok(decision),
            Found::Redeemable => self.redeem(&token_hash, who, attempts).await,
        }
    }

    /// How long this person must wait for another try.
    pub(crate) async fn wait(
        &self,
        who: &SignedIn,
        attempts: &AttemptPolicy,
    ) -> Result<Option<Duration>, ApiError> {
        let mut connection = self.database.pool.acquire().await?;
        wait(&mut connection, who, attempts, None).await
    }

    /// Gives a success to the sign-in. The person's row is held meanwhile, so that of several that
    /// ask at the same time each sees what became of the others.
    async fn redeem(
        &self,
        token_hash: &str,
        who: &SignedIn,
        attempts: &AttemptPolicy,
    ) -> Result<Decision, ApiError> {
        let mut transaction = self.database.begin().await?;
        hold(&mut transaction, &who.person).await?;
        if let Found::Settled(decision) = decision(&mut transaction, token_hash, who).await? {
            return Ok(decision);
        }
        if let Some(wait) = wait(&mut transaction, who, attempts, Some(token_hash)).await? {
            return Err(ApiError::AttemptsExhausted(wait));
        }
        sqlx::query(
            "UPDATE face_auth_sessions SET consumed_at = $1, consumed_by = $2
             WHERE token_hash = $3 AND consumed_by IS NULL",
        )
        .bind(clock::now())
        .bind(&who.sign_in)
        .bind(token_hash)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(without_reason(Status::Success))
    }

    /// Uses up what a session confirmed for this sign-in. One statement: of two that ask at the same
    /// time only one has it.
    pub(crate) async fn use_up(
        &self,
        token: &str,
        purpose: Purpose,
        sign_in: &str,
    ) -> Result<(), ApiError> {
        let used = sqlx::query(
            "UPDATE face_auth_sessions SET used_at = $1
             WHERE token_hash = $2 AND consumed_by = $3 AND purpose = $4 AND used_at IS NULL",
        )
        .bind(clock::now())
        .bind(secret::hash(token))
        .bind(sign_in)
        .bind(purpose.word())
        .execute(&self.database.pool)
        .await?;
        match used.rows_affected() {
            1 => Ok(()),
            _ => Err(ApiError::ConfirmationRequired),
        }
    }

    /// What this sign-in has been confirmed for and has not used up: the record that gates what a
    /// person may do.
    pub(crate) async fn confirmed(&self, sign_in: &str) -> Result<Vec<Purpose>, ApiError> {
        let words: Vec<String> = sqlx::query_scalar(
            "SELECT DISTINCT purpose FROM face_auth_sessions
             WHERE consumed_by = $1 AND used_at IS NULL",
        )
        .bind(sign_in)
        .fetch_all(&self.database.pool)
        .await?;
        let purposes = words.iter().filter_map(|word| Purpose::of_word(word));
        Ok(purposes.collect())
    }
}

/// What is found of a session.
enum Found {
    /// This is its decision, and nothing is left to do.
    Settled(Decision),
    /// Nobody has its success yet.
    Redeemable,
}

async fn decision(
    connection: &mut AnyConnection,
    token_hash: &str,
    who: &SignedIn,
) -> Result<Found, ApiError> {
    let now = clock::now();
    let row: Option<Row> = sqlx::query_as(
        "SELECT s.expires_at, s.consumed_by, p.scan_ref AS person_scan_ref,
                d.decision, d.scan_ref, d.purpose AS decided_purpose, d.decided_at,
                i.cookie_hash AS sign_in
         FROM face_auth_sessions s
         JOIN persons p ON p.id = s.person_id
         LEFT JOIN decisions d ON d.token_hash = s.token_hash
         LEFT JOIN sign_ins i ON i.cookie_hash = $3 AND i.expires_at > $4
         WHERE s.token_hash = $1 AND s.person_id = $2",
    )
    .bind(token_hash)
    .bind(&who.person.id)
    .bind(&who.sign_in)
    .bind(now)
    .fetch_optional(connection)
    .await?;
    let row = row.ok_or(ApiError::UnknownSession)?;
    // A question may have been held open for longer than the sign-in has lasted.
    if row.sign_in.is_none() {
        return Err(ApiError::SignedOut);
    }
    match row.consumed_by.as_deref() {
        Some(by) if by == who.sign_in => {
            return Ok(Found::Settled(without_reason(Status::Success)));
        }
        Some(_) => return Err(ApiError::Consumed),
        None => {}
    }
    let decision = row.judge(now)?;
    Ok(match decision.status {
        Status::Success => Found::Redeemable,
        _ => Found::Settled(decision),
    })
}

/// How long the person must wait for another try, by all that was decided about them but for the
/// session with the hash `without`.
async fn wait(
    connection: &mut AnyConnection,
    who: &SignedIn,
    attempts: &AttemptPolicy,
    without: Option<&str>,
) -> Result<Option<Duration>, ApiError> {
    let now = clock::now();
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT s.expires_at, s.consumed_by, p.scan_ref AS person_scan_ref,
                d.decision, d.scan_ref, d.purpose AS decided_purpose, d.decided_at
         FROM face_auth_sessions s
         JOIN persons p ON p.id = s.person_id
         JOIN decisions d ON d.token_hash = s.token_hash
         WHERE s.person_id = $1 AND d.decided_at > $2 AND s.token_hash <> $3
         ORDER BY d.decided_at DESC",
    )
    .bind(&who.person.id)
    .bind(now.saturating_sub(clock::millis(attempts.window)))
    .bind(without.unwrap_or_default())
    .fetch_all(connection)
    .await?;
    let history: Result<Vec<Past>, _> = rows.iter().map(|row| row.past(now)).collect();
    Ok(attempts.wait(&history?, now))
}

/// Holds the person's row until the transaction ends: a write that changes nothing waits for every
/// other, in both databases.
async fn hold(transaction: &mut AnyConnection, person: &PersonRow) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE persons SET name = name WHERE id = $1")
        .bind(&person.id)
        .execute(transaction)
        .await?;
    Ok(())
}

impl Row {
    /// What the host makes of the vendor's word at the time `now`.
    fn judge(&self, now: i64) -> Result<Decision, serde_json::Error> {
        let expired = now >= self.expires_at;
        let Some(json) = &self.decision else {
            let status = if expired {
                Status::Expired
            } else {
                Status::Pending
            };
            return Ok(without_reason(status));
        };
        let decision = decisions::stored(json)?;
        Ok(match decision.status {
            Status::Success if !self.is_about_this_person() => contradicted(),
            Status::Success if expired => without_reason(Status::Expired),
            _ => decision,
        })
    }

    /// What this counts for in the person's history. A success forgives what failed before it once it
    /// was redeemed: of several sessions that were opened beforehand, one must not excuse another.
    fn past(&self, now: i64) -> Result<Past, serde_json::Error> {
        let decision = match self.consumed_by {
            Some(_) => without_reason(Status::Success),
            None => match self.judge(now)? {
                unused if unused.status == Status::Success => without_reason(Status::Pending),
                decision => decision,
            },
        };
        Ok(Past {
            decision,
            decided_at: self.decided_at.unwrap_or_default(),
        })
    }

    /// A success counts only if all that the vendor named is what the session was made for.
    fn is_about_this_person(&self) -> bool {
        let same_person = match &self.scan_ref {
            Some(scan_ref) => *scan_ref == self.person_scan_ref,
            None => true,
        };
        let same_purpose = match &self.decided_purpose {
            Some(purpose) => purpose == AUTHENTICATION,
            None => true,
        };
        same_person && same_purpose
    }
}

const fn without_reason(status: Status) -> Decision {
    Decision {
        status,
        reason: None,
    }
}

const fn contradicted() -> Decision {
    Decision {
        status: Status::Failed,
        reason: Some(Reason {
            code: None,
            category: Category::Unknown,
            advice: Advice::Stop,
        }),
    }
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::bell::Bell;
    use face_auth_widget::webhook::{self, Vendor};

    fn row(decision: Option<&str>) -> Row {
        Row {
            expires_at: 1_000,
            consumed_by: None,
            person_scan_ref: "hers".to_owned(),
            decision: decision.map(|status| format!(r#"{{"status":"{status}","reason":null}}"#)),
            scan_ref: Some("hers".to_owned()),
            decided_purpose: Some(AUTHENTICATION.to_owned()),
            decided_at: Some(500),
            sign_in: None,
        }
    }

    fn status(row: &Row, now: i64) -> Status {
        row.judge(now).expect("stored JSON").status
    }

    #[test]
    fn silence_is_pending_until_the_session_expires() {
        assert_eq!(status(&row(None), 999), Status::Pending);
        assert_eq!(status(&row(None), 1_000), Status::Expired);
    }

    #[test]
    fn a_success_is_worth_nothing_after_its_time() {
        assert_eq!(status(&row(Some("SUCCESS")), 999), Status::Success);
        assert_eq!(status(&row(Some("SUCCESS")), 1_000), Status::Expired);
        assert_eq!(status(&row(Some("FAILED")), 1_000), Status::Failed);
    }

    #[test]
    fn a_success_of_another_person_or_purpose_is_no_success() {
        let mut other_person = row(Some("SUCCESS"));
        other_person.scan_ref = Some("his".to_owned());
        assert_eq!(status(&other_person, 0), Status::Failed);
        let mut enrollment = row(Some("SUCCESS"));
        enrollment.decided_purpose = Some("enrollment".to_owned());
        assert_eq!(status(&enrollment, 0), Status::Failed);
    }

    #[test]
    fn a_success_that_names_neither_is_bound_by_its_token() {
        let mut bare = row(Some("SUCCESS"));
        (bare.scan_ref, bare.decided_purpose) = (None, None);
        assert_eq!(status(&bare, 0), Status::Success);
    }

    #[test]
    fn only_a_success_that_was_redeemed_forgives() {
        let counts = |row: &Row, now| row.past(now).expect("stored JSON").decision.status;
        let mut success = row(Some("SUCCESS"));
        assert_eq!(counts(&success, 999), Status::Pending);
        assert_eq!(counts(&success, 1_000), Status::Expired);
        success.consumed_by = Some("a sign-in".to_owned());
        assert_eq!(counts(&success, 1_000), Status::Success);
        let mut other_person = row(Some("SUCCESS"));
        other_person.scan_ref = Some("his".to_owned());
        assert_eq!(counts(&other_person, 999), Status::Failed);
    }

    #[tokio::test]
    async fn a_delivery_that_overtakes_its_session_is_found() {
        let database = Database::open(&"sqlite::memory:".into()).await;
        let database = database.expect("opens");
        let persons = crate::config::Person::demo();
        let seeded = crate::persons::seed(&database.pool, &persons).await;
        seeded.expect("seeds");
        let person = crate::persons::find(&database.pool, &persons[0].id).await;
        let person = person.expect("asks").expect("was seeded");

        let body = br#"{"token":"EARLY","status":"SUCCESS"}"#;
        let event = webhook::parse(body, Vendor::Idenfy).expect("valid");
        let decisions = crate::decisions::Decisions::new(database.clone(), Bell::default());
        decisions.record(&event, body).await.expect("is stored");

        let sessions = Sessions::new(database);
        let grant = Grant {
            token: "EARLY".to_owned(),
            digit_string: None,
            lifetime: 60,
        };
        let purpose = Purpose::SignInConfirmation;
        let stored = sessions.store(&person, purpose, &grant).await;
        stored.expect("is stored");
        let sign_ins = crate::sign_in::SignIns::new(sessions.database.clone(), false);
        let cookie = sign_ins.start(&person).await.expect("is stored");
        let who = SignedIn {
            person,
            sign_in: secret::hash(cookie.value()),
        };
        let attempts = AttemptPolicy::default();
        let decision = sessions.take_decision("EARLY", &who, &attempts).await;
        assert_eq!(decision.expect("is found").status, Status::Success);
        let confirmed = sessions.confirmed(&who.sign_in).await.expect("asks");
        assert_eq!(confirmed, [purpose]);
    }
}
