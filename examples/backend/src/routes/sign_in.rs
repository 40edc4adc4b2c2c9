//! The demo's sign-in: choose who you are. A real host has its own, and keeps the rest.

use axum::extract::{DefaultBodyLimit, State};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use axum::{Json, Router};
use axum_extra::extract::CookieJar;
use serde::{Deserialize, Serialize};

use super::{MAX_JSON, NO_STORE};
use crate::app::App;
use crate::error::ApiError;
use crate::guard::SameOriginJson;
use crate::persons::{self, PersonRow};
use crate::purpose::Purpose;
use crate::sign_in::SignedIn;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/api/sign-in", post(sign_in))
        .route("/api/sign-out", post(sign_out))
        .route("/api/me", get(me))
        .layer(DefaultBodyLimit::max(MAX_JSON))
}

#[derive(Deserialize)]
struct Choice {
    person: String,
}

/// Sign-out says nothing, but says it as JSON: the guard asks every page for that.
#[derive(Deserialize)]
struct Nothing {}

#[derive(Serialize)]
struct Me {
    /// Null when nobody is signed in.
    person: Option<PublicPerson>,
    /// What this sign-in has been confirmed for.
    confirmed: Vec<Purpose>,
}

/// A person without the vendor's id, which is no browser's business.
#[derive(Serialize)]
pub(super) struct PublicPerson {
    id: String,
    name: String,
}

impl From<PersonRow> for PublicPerson {
    fn from(PersonRow { id, name, .. }: PersonRow) -> Self {
        Self { id, name }
    }
}

async fn sign_in(
    State(app): State<App>,
    jar: CookieJar,
    SameOriginJson(choice): SameOriginJson<Choice>,
) -> Result<impl IntoResponse, ApiError> {
    // No text of PostgreSQL's has this character.
    if choice.person.contains('\0') {
        return Err(ApiError::UnknownPerson);
    }
    let person = persons::find(&app.database.pool, &choice.person).await?;
    let person = person.ok_or(ApiError::UnknownPerson)?;
    app.sign_ins.end(&jar).await?;
    let cookie = app.sign_ins.start(&person).await?;
    let me = Me {
        person: Some(person.into()),
        confirmed: Vec::new(),
    };
    Ok((NO_STORE, jar.add(cookie), Json(me)))
}

async fn sign_out(
    State(app): State<App>,
    jar: CookieJar,
    SameOriginJson(Nothing {}): SameOriginJson<Nothing>,
) -> Result<impl IntoResponse, ApiError> {
    let gone = app.sign_ins.end(&jar).await?;
    Ok((NO_STORE, jar.remove(gone), Json(serde_json::json!({}))))
}

/// Being signed out is an answer here, not a refusal: every visit begins with this question.
async fn me(
    State(app): State<App>,
    who: Result<SignedIn, ApiError>,
) -> Result<impl IntoResponse, ApiError> {
    let me = match who {
        Ok(who) => Me {
            confirmed: app.sessions.confirmed(&who.sign_in).await?,
            person: Some(who.person.into()),
        },
        Err(ApiError::SignedOut) => Me {
            confirmed: Vec::new(),
            person: None,
        },
        Err(error) => return Err(error),
    };
    Ok((NO_STORE, Json(me)))
}
