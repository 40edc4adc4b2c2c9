//! Who is signed in: a random cookie, known to the database by its hash alone.

use std::time::Duration;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};

use crate::app::App;
use crate::clock;
use crate::database::Database;
use crate::error::ApiError;
use crate::persons::PersonRow;
use crate::secret;

/// How long a sign-in lasts.
pub(crate) const LIFETIME: Duration = Duration::from_secs(8 * 60 * 60);

/// A request with a valid sign-in.
pub(crate) struct SignedIn {
    pub(crate) person: PersonRow,
    /// The sign-in's name in the database.
    pub(crate) sign_in: String,
}

/// The sign-ins, and the cookie they travel in.
pub(crate) struct SignIns {
    database: Database,
    /// Whether browsers reach this host by https.
    secure: bool,
}

impl SignIns {
    pub(crate) const fn new(database: Database, secure: bool) -> Self {
        Self { database, secure }
    }

    /// Starts a sign-in, always under a fresh id: one known before must not become valid.
    pub(crate) async fn start(&self, person: &PersonRow) -> Result<Cookie<'static>, ApiError> {
        let now = clock::now();
        let id = secret::random_id();
        sqlx::query(
            "INSERT INTO sign_ins (cookie_hash, person_id, expires_at) VALUES ($1, $2, $3)",
        )
        .bind(secret::hash(&id))
        .bind(&person.id)
        .bind(now.saturating_add(clock::millis(LIFETIME)))
        .execute(&self.database.pool)
        .await?;
        Ok(self.cookie(id))
    }

    /// Ends the sign-in of this request, if it has one, and answers the cookie to be removed.
    pub(crate) async fn end(&self, jar: &CookieJar) -> Result<Cookie<'static>, ApiError> {
        if let Some(cookie) = jar.get(self.cookie_name()) {
            sqlx::query("DELETE FROM sign_ins WHERE cookie_hash = $1")
                .bind(secret::hash(cookie.value()))
                .execute(&self.database.pool)
                .await?;
        }
        Ok(self.cookie(String::new()))
    }

    /// Refuses a sign-in that has ended since its request began.
    pub(crate) async fn check(&self, sign_in: &str) -> Result<(), ApiError> {
        let count: i64 = sqlx::query_scalar(
            "SELECT COUNT(*) FROM sign_ins WHERE cookie_hash = $1 AND expires_at > $2",
        )
        .bind(sign_in)
        .bind(clock::now())
        .fetch_one(&self.database.pool)
        .await?;
        match count {
            0 => Err(ApiError::SignedOut),
            _ => Ok(()),
        }
    }

    async fn find(&self, jar: &CookieJar) -> Result<SignedIn, ApiError> {
        let cookie = jar.get(self.cookie_name()).ok_or(ApiError::SignedOut)?;
        let sign_in = secret::hash(cookie.value());
        let person = sqlx::query_as(
            "SELECT p.id, p.name, p.scan_ref FROM sign_ins s JOIN persons p ON p.id = s.person_id
             WHERE s.cookie_hash = $1 AND s.expires_at > $2",
        )
        .bind(&sign_in)
        .bind(clock::now())
        .fetch_optional(&self.database.pool)
        .await?
        .ok_or(ApiError::SignedOut)?;
        Ok(SignedIn { person, sign_in })
    }

    /// The prefix makes browsers refuse the cookie from anywhere but this very host by https.
    const fn cookie_name(&self) -> &'static str {
        if self.secure {
            "__Host-sign-in"
        } else {
            "sign-in"
        }
    }

    fn cookie(&self, id: String) -> Cookie<'static> {
        let mut cookie = Cookie::new(self.cookie_name(), id);
        cookie.set_path("/");
        cookie.set_http_only(true);
        cookie.set_same_site(SameSite::Strict);
        cookie.set_secure(self.secure);
        cookie
    }
}

impl FromRequestParts<App> for SignedIn {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let jar = CookieJar::from_headers(&parts.headers);
        app.sign_ins.find(&jar).await
    }
}
