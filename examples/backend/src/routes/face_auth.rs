//! A person's own sessions: asking for one, and asking how it was decided.

use axum::extract::rejection::QueryRejection;
use axum::extract::{DefaultBodyLimit, Query, State};
use axum::response::IntoResponse;
use axum::routing::post;
use axum::{Json, Router};
use face_auth_widget::decision::{Decision, Status};
use face_auth_widget::idenfy_api::{Eligibility, SessionRequest};
use serde::{Deserialize, Serialize};
use tokio::time::{Instant, sleep, sleep_until};

use super::{MAX_JSON, NO_STORE};
use crate::app::App;
use crate::error::ApiError;
use crate::guard::SameOriginJson;
use crate::locale::Locale;
use crate::purpose::Purpose;
use crate::sign_in::SignedIn;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/api/face-auth/session", post(create))
        .route("/api/face-auth/result", post(result))
        .layer(DefaultBodyLimit::max(MAX_JSON))
}

/// All that a page may choose. Whose face is compared is not among it.
#[derive(Deserialize)]
struct Request {
    /// What the person is to confirm.
    purpose: Option<Purpose>,
    /// The language of the frame.
    locale: Option<Locale>,
    /// Whether to ask for the code that opens the session in the vendor's app.
    #[serde(default)]
    handoff: bool,
}

/// The purpose stands in the address where the body is not the page's: the custom element asks by
/// itself.
#[derive(Deserialize)]
struct Address {
    purpose: Option<Purpose>,
}

/// What the widget gives to `confirm`. What the frame said is not asked: it decides nothing.
#[derive(Deserialize)]
struct Question {
    token: String,
}

/// A decision as a browser may know it, and which session it is about.
#[derive(Serialize)]
struct Answer {
    #[serde(flatten)]
    decision: Decision,
    token: String,
}

async fn create(
    State(app): State<App>,
    who: SignedIn,
    address: Result<Query<Address>, QueryRejection>,
    SameOriginJson(request): SameOriginJson<Request>,
) -> Result<impl IntoResponse, ApiError> {
    let Query(address) = address.map_err(|_| ApiError::BadRequest)?;
    let purpose = request.purpose.or(address.purpose);
    let purpose = purpose.ok_or(ApiError::BadRequest)?;
    refuse_who_failed_too_often(&app, &who).await?;
    app.sessions
        .reserve(&who.person, app.sessions_per_minute)
        .await?;
    let scan_ref = &who.person.scan_ref;
    let wish = SessionRequest {
        locale: request.locale.map(|locale| locale.tag().to_owned()),
        lifetime: u32::try_from(app.session_lifetime.as_secs()).ok(),
        generate_digit_string: request.handoff,
        ..SessionRequest::new(scan_ref)
    };
    if app.vendor.check_status(scan_ref, wish.method).await? == Eligibility::Identification {
        return Err(ApiError::IdentificationRequired);
    }
    let grant = app.vendor.create_session(&wish).await?;
    app.sessions.store(&who.person, purpose, &grant).await?;
    tracing::info!(person = who.person.id, ?purpose, "session created");
    Ok((NO_STORE, Json(grant)))
}

async fn refuse_who_failed_too_often(app: &App, who: &SignedIn) -> Result<(), ApiError> {
    match app.sessions.wait(who, &app.attempts).await? {
        Some(wait) => Err(ApiError::AttemptsExhausted(wait)),
        None => Ok(()),
    }
}

/// Answers as soon as there is a decision, and `PENDING` when there is none within the wait.
async fn result(
    State(app): State<App>,
    who: SignedIn,
    SameOriginJson(question): SameOriginJson<Question>,
) -> Result<impl IntoResponse, ApiError> {
    let deadline = Instant::now() + app.decision_wait;
    let mut stage = app.stage.clone();
    // Listening begins before the first look, so that no decision falls between the two.
    let mut bell = app.decisions.listen(&question.token);
    let mut place = None;
    loop {
        let decision = look(&app, &who, &question).await?;
        if decision.status != Status::Pending || Instant::now() >= deadline || app.is_leaving() {
            let answer = Answer {
                decision: decision.public(),
                token: question.token,
            };
            return Ok((NO_STORE, Json(answer)));
        }
        if place.is_none() {
            place = Some(app.places.take(&who.person.id)?);
        }
        tokio::select! {
            () = bell.rung() => {}
            _ = stage.changed() => {}
            () = sleep(app.look_again) => {}
            () = sleep_until(deadline) => {}
        }
    }
}

async fn look(app: &App, who: &SignedIn, question: &Question) -> Result<Decision, ApiError> {
    let _turn = app.places.turn().await;
    app.sessions
        .take_decision(&question.token, who, &app.attempts)
        .await
}
