//! The API origin: the vendor's three calls, and behind the same credentials the sandbox's own.

use std::sync::Arc;

use axum::{
    Json, Router,
    body::Bytes,
    extract::{Path, Query, Request, State},
    middleware::{self, Next},
    response::Response,
    routing::{get, post},
};
use axum_extra::{
    TypedHeader,
    headers::{Authorization, authorization::Basic},
    typed_header::TypedHeaderRejection,
};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    admin,
    app::App,
    config::ScanRefKind,
    error::ApiError,
    request::{self, Method, SessionRequest},
    script::Outcome,
};

pub(crate) fn router(app: Arc<App>) -> Router {
    Router::new()
        .route(
            "/identification/facial-auth/{scan_ref}/check-status/",
            get(check_status),
        )
        .route("/partner/authentication-info", post(create))
        .route(
            "/api/v2/facial-authentication-sessions/{token}/",
            get(session),
        )
        .nest("/sandbox", admin::router())
        .fallback(async || ApiError::NoSuchEndpoint)
        .layer(middleware::from_fn_with_state(
            Arc::clone(&app),
            authenticate,
        ))
        .with_state(app)
}

async fn authenticate(
    State(app): State<Arc<App>>,
    credentials: Result<TypedHeader<Authorization<Basic>>, TypedHeaderRejection>,
    request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    match credentials {
        Ok(TypedHeader(basic))
            if basic.username() == app.api_key && basic.password() == app.api_secret =>
        {
            Ok(next.run(request).await)
        }
        _ => Err(ApiError::Unauthorized),
    }
}

#[derive(Deserialize)]
struct CheckStatus {
    method: Option<String>,
}

async fn check_status(
    State(app): State<Arc<App>>,
    Path(scan_ref): Path<String>,
    Query(query): Query<CheckStatus>,
) -> Result<Json<Value>, ApiError> {
    let method = query.method.ok_or(ApiError::Missing("method"))?;
    let _: Method = serde_json::from_value(Value::String(method))
        .map_err(|why| ApiError::invalid("method", why))?;
    let kind: ScanRefKind = app.store().scan_ref(&scan_ref)?.kind;
    Ok(Json(json!({ "type": kind })))
}

async fn create(State(app): State<Arc<App>>, body: Bytes) -> Result<Json<Value>, ApiError> {
    let mut answer = request::object(&body)?;
    let request = SessionRequest::from_body(&body)?;
    let lifetime = request.lifetime;
    let info = app.create(request)?;
    answer.remove("sandbox");
    answer.insert("lifetime".to_owned(), lifetime.into());
    answer.insert("token".to_owned(), info.token.into());
    if let Some(digits) = info.digit_string {
        answer.insert("digitString".to_owned(), digits.into());
    }
    Ok(Json(Value::Object(answer)))
}

async fn session(
    State(app): State<Arc<App>>,
    Path(token): Path<String>,
) -> Result<Json<Value>, ApiError> {
    let store = app.store();
    let session = store.session(&token)?;
    let approved = match session.outcome {
        Some(Outcome::Approve) => Some(true),
        Some(Outcome::Fail(_)) => Some(false),
        None | Some(Outcome::Cancel | Outcome::Expire | Outcome::Silent) => None,
    };
    Ok(Json(json!({
        "id": session.info.id,
        "givenScanRef": session.request.scan_ref,
        "tokenString": session.info.token,
        "approved": approved,
        "type": session.request.session_type,
        "authenticationMethod": session.request.method,
        "facePhoto": null,
    })))
}
