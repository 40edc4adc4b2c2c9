//! A person's own sessions: asking for one, and asking how it was decided.

use std::time::Duration;

use axum::extract::{DefaultBodyLimit, State};
use axum::response::IntoResponse;
use axum::routing::post;
use axum::{Json, Router};
use face_auth_widget::decision::{Decision, Status};
use serde::{Deserialize, Serialize};
use tokio::time::{Instant, sleep, sleep_until};

use super::{MAX_JSON, NO_STORE};
use crate::app::App;
use crate::error::ApiError;
use crate::guard::SameOriginJson;
use crate::purpose::Purpose;
use crate::sign_in::SignedIn;
use crate::vendor::{Eligibility, Grant};

/// How often a waiting request looks by itself: another instance on the same database may have
/// taken the webhook, and its bell is not heard here.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/api/face-auth/session", post(create))
        .route("/api/face-auth/result", post(result))
        .layer(DefaultBodyLimit::max(MAX_JSON))
}

/// All that a page may choose. Whose face is compared is not among it.
#[derive(Deserialize)]
struct Request {
    purpose: Purpose,
    /// Whether to ask for the code that opens the session in the vendor's app.
    #[serde(default)]
    handoff: bool,
}

#[derive(Serialize)]
struct Created {
    grant: Grant,
    /// Names the session between this person's page and this backend.
    handle: String,
}

#[derive(Deserialize)]
struct Question {
    handle: String,
}

async fn create(
    State(app): State<App>,
    who: SignedIn,
    SameOriginJson(request): SameOriginJson<Request>,
) -> Result<impl IntoResponse, ApiError> {
    app.sessions
        .reserve(&who.person, app.sessions_per_minute)
        .await?;
    let scan_ref = &who.person.scan_ref;
    if app.vendor.check_status(scan_ref).await? == Eligibility::Identification {
        return Err(ApiError::IdentificationRequired);
    }
    let lifetime = app.session_lifetime;
    let grant = app
        .vendor
        .create_session(scan_ref, lifetime, request.handoff)
        .await?;
    let handle = app
        .sessions
        .store(&who.person, request.purpose, &grant)
        .await?;
    tracing::info!(person = who.person.id, purpose = ?request.purpose, "session created");
    Ok((NO_STORE, Json(Created { grant, handle })))
}

/// Answers as soon as there is a decision, and `PENDING` when there is none within the wait.
async fn result(
    State(app): State<App>,
    who: SignedIn,
    SameOriginJson(question): SameOriginJson<Question>,
) -> Result<impl IntoResponse, ApiError> {
    let deadline = Instant::now() + app.decision_wait;
    let mut stopping = app.stopping.clone();
    // Listening begins before the first look, so that no decision falls between the two.
    let mut bell = app.decisions.listen();
    loop {
        let decision = look(&app, &who, &question).await?;
        if decision.status != Status::Pending || Instant::now() >= deadline || *stopping.borrow() {
            return Ok((NO_STORE, Json(decision.public())));
        }
        tokio::select! {
            _ = bell.changed() => {}
            _ = stopping.changed() => {}
            () = sleep(LOOK_AGAIN) => {}
            () = sleep_until(deadline) => {}
        }
    }
}

async fn look(app: &App, who: &SignedIn, question: &Question) -> Result<Decision, ApiError> {
    app.sessions
        .take_decision(&question.handle, &who.person, &who.sign_in)
        .await
}
