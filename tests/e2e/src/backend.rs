//! A host's backend for pages that name addresses of it in their markup: it answers what the address
//! says, and remembers what it was asked.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{Query, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Redirect};
use axum::routing::{any, get, post};
use axum::{Json, Router};
use serde_json::{Value, json};

/// Everything that was asked, in order.
type Asked = Arc<Mutex<Vec<Value>>>;

/// | path | what |
/// | --- | --- |
/// | `/answer?status=…&type=…&body=…` | takes a `POST`, and answers that; 200 and JSON where nothing is said |
/// | `/redirect?to=…` | 307 |
/// | `/moved?to=…` | 302 |
/// | `/asked` | what came in by `POST` to any of these: `path`, `body`, `type`, `cookie` |
/// | `/sent` | what a form sends: a page whose `pre` holds the method, the query and the body |
pub(crate) fn backend() -> Router {
    let asked = Asked::default();
    Router::new()
        .route("/answer", post(answer))
        .route("/redirect", post(redirect))
        .route("/moved", any(moved))
        .route("/asked", get(list))
        .route("/sent", any(sent))
        .with_state(asked)
}

type Words = Query<HashMap<String, String>>;

async fn answer(
    State(asked): State<Asked>,
    Query(words): Words,
    uri: Uri,
    headers: HeaderMap,
    body: String,
) -> impl IntoResponse {
    remember(&asked, &uri, &headers, &body);
    let said = |name: &str, usual: &str| words.get(name).map_or(usual, String::as_str).to_owned();
    let status = said("status", "200").parse().unwrap_or(StatusCode::OK);
    let kind = said("type", "application/json");
    (status, [(header::CONTENT_TYPE, kind)], said("body", "{}"))
}

async fn redirect(
    State(asked): State<Asked>,
    Query(words): Words,
    uri: Uri,
    headers: HeaderMap,
    body: String,
) -> Redirect {
    remember(&asked, &uri, &headers, &body);
    Redirect::temporary(words.get("to").map_or("/", String::as_str))
}

async fn moved(Query(words): Words) -> impl IntoResponse {
    let to = words.get("to").map_or("/", String::as_str).to_owned();
    (StatusCode::FOUND, [(header::LOCATION, to)])
}

async fn list(State(asked): State<Asked>) -> Json<Vec<Value>> {
    Json(asked.lock().unwrap_or_else(PoisonError::into_inner).clone())
}

async fn sent(method: Method, uri: Uri, body: String) -> Html<String> {
    let query = uri.query().unwrap_or_default();
    Html(format!(
        "<!doctype html><title>Sent</title><pre>{method} {query} {body}</pre>"
    ))
}

fn remember(asked: &Asked, uri: &Uri, headers: &HeaderMap, body: &str) {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let one = json!({
        "path": uri.path(),
        "body": serde_json::from_str::<Value>(body).unwrap_or(Value::Null),
        "type": text(header::CONTENT_TYPE),
        "cookie": text(header::COOKIE),
    });
    asked
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(one);
}
