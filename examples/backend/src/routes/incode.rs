//! Incode's deliveries, and the person who waits for one. The routes exist where the endpoint has a
//! secret.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, RawPathParamsRejection};
use axum::extract::{DefaultBodyLimit, RawPathParams, Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post};
use axum::{Extension, Json, Router};
use axum_extra::TypedHeader;
use axum_extra::headers::Authorization;
use axum_extra::headers::authorization::Bearer;
use axum_extra::typed_header::TypedHeaderRejection;
use face_auth_widget::webhook::{self, Fault, MAX_BODY, Vendor, WebhookError};
use serde::{Deserialize, Serialize};
use serde_json::json;
use tokio::time::{Instant, sleep, sleep_until};

use super::{MAX_JSON, NO_STORE};
use crate::app::App;
use crate::decisions::Recorded;
use crate::error::ApiError;
use crate::guard::SameOriginJson;
use crate::incode::{Incode, Told};
use crate::sign_in::SignedIn;

/// What every address of the endpoint begins with; the secret follows, or comes in a header.
const ENDPOINT: &str = "/webhooks/incode";
const SECRET_ADDRESS: &str = "/webhooks/incode/{secret}";

type Shared = Extension<Arc<Incode>>;

pub(crate) fn routes(incode: &Arc<Incode>) -> Router<App> {
    let endpoint = Router::new()
        .route(ENDPOINT, any(receive).layer(from_fn(guard)))
        .route(SECRET_ADDRESS, any(receive).layer(from_fn(guard)))
        .layer(DefaultBodyLimit::max(MAX_BODY));
    Router::new()
        .route("/api/incode", get(customer))
        .route("/api/incode/decisions", post(decisions))
        .layer(DefaultBodyLimit::max(MAX_JSON))
        .merge(endpoint)
        .layer(Extension(Arc::clone(incode)))
}

/// Nobody without the secret learns anything, whatever the method: not that an address is one, nor
/// why it is refused.
async fn guard(
    Extension(incode): Shared,
    address: Result<RawPathParams, RawPathParamsRejection>,
    header: Result<TypedHeader<Authorization<Bearer>>, TypedHeaderRejection>,
    request: Request,
    next: Next,
) -> Response {
    let in_address = match &address {
        Ok(address) => address.iter().next().map(|(_, claimed)| claimed),
        // What is no text is no secret.
        Err(_) => Some(""),
    };
    let (is_secret, refusal) = match (in_address, header) {
        (Some(claimed), _) => (
            incode.config.secret.is(claimed.as_bytes()),
            StatusCode::NOT_FOUND,
        ),
        (None, Ok(header)) => {
            let claimed = header.token().as_bytes();
            (incode.config.secret.is(claimed), StatusCode::UNAUTHORIZED)
        }
        (None, Err(_)) => (false, StatusCode::UNAUTHORIZED),
    };
    if is_secret {
        return next.run(request).await;
    }
    tracing::warn!("delivery refused: not the endpoint's secret");
    refusal.into_response()
}

/// 2xx means "never again": so it is also the answer to what changes nothing.
async fn receive(
    Extension(incode): Shared,
    method: Method,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, ApiError> {
    if method != Method::POST {
        let allow = [(header::ALLOW, "POST")];
        return Ok((StatusCode::METHOD_NOT_ALLOWED, allow).into_response());
    }
    let body = match body {
        Ok(body) => body,
        Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            return Ok(refuse(&Fault::TooLarge.into()));
        }
        Err(_) => return Err(ApiError::BadRequest),
    };
    let event = match webhook::parse(&body, Vendor::Incode) {
        Ok(event) => event,
        Err(fault) => return Ok(refuse(&fault)),
    };
    let recorded = incode.record(&event, &body).await?;
    let (status, contradiction) = (event.decision.status, event.contradiction);
    match recorded {
        Recorded::TooLate => {
            tracing::warn!(?status, "delivery of Incode's came after a decision");
        }
        _ => tracing::info!(
            ?status,
            ?recorded,
            contradiction,
            "delivery of Incode's taken"
        ),
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Code and field: who knows the secret may be told what to mend.
fn refuse(fault: &WebhookError) -> Response {
    let (code, path) = (fault.code(), fault.path());
    tracing::warn!(code, path, "delivery of Incode's cannot be read");
    let status = StatusCode::from_u16(fault.http_status()).unwrap_or(StatusCode::BAD_REQUEST);
    (status, Json(json!({ "code": code, "path": path }))).into_response()
}

/// Whom a page is to ask about.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Customer {
    /// Incode's id of the signed-in person.
    customer_id: String,
    /// The page that stands for Incode's own flow, for this person; null where there is a real one.
    page_url: Option<String>,
}

async fn customer(Extension(incode): Shared, who: SignedIn) -> impl IntoResponse {
    let customer_id = Incode::customer_id(&who.person.id);
    let page_url = incode.config.page_url.clone().map(|mut url| {
        url.query_pairs_mut()
            .append_pair("customerId", &customer_id);
        url.to_string()
    });
    let customer = Customer {
        customer_id,
        page_url,
    };
    (NO_STORE, Json(customer))
}

/// How many decisions the page has been told of.
#[derive(Deserialize)]
struct Question {
    known: i64,
}

#[derive(Serialize)]
struct Answer {
    /// How many there are.
    count: i64,
    /// The latest of them, the newest first.
    decisions: Vec<Told>,
}

/// Answers as soon as there is a decision that the page does not know, else after the wait.
async fn decisions(
    State(app): State<App>,
    Extension(incode): Shared,
    who: SignedIn,
    SameOriginJson(question): SameOriginJson<Question>,
) -> Result<impl IntoResponse, ApiError> {
    let customer_id = Incode::customer_id(&who.person.id);
    let deadline = Instant::now() + app.decision_wait;
    let mut stage = app.stage.clone();
    // Listening begins before the first look, so that no decision falls between the two.
    let mut bell = incode.listen(&customer_id);
    let mut place = None;
    loop {
        let turn = app.places.turn().await;
        // It may have been held open for longer than the sign-in has lasted.
        app.sign_ins.check(&who.sign_in).await?;
        let count = incode.count(&customer_id).await?;
        if count != question.known || Instant::now() >= deadline || app.is_leaving() {
            let decisions = incode.latest(&customer_id).await?;
            return Ok((NO_STORE, Json(Answer { count, decisions })));
        }
        drop(turn);
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
