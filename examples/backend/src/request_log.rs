//! One line in the log for each request, and an id to find everything else that was said about it.

use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;

use crate::secret;

/// The answer names the id, for whoever asks about it later.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Runs a request under an id of its own, and tells how it was answered, and after how long.
///
/// The log has the route's template in place of the path, and nothing at all of a path without a
/// route: a path, a query or a header may hold a secret.
pub(crate) async fn log(request: Request, next: Next) -> Response {
    let start = Instant::now();
    let id = secret::random_id();
    let path = template(request.extensions().get());
    let span = tracing::info_span!("request", id, method = %request.method(), path);
    let answer = async move {
        let answer = next.run(request).await;
        let ms = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
        tracing::info!(status = answer.status().as_u16(), ms, "answered");
        answer
    };
    let mut answer = answer.instrument(span).await;
    if let Ok(id) = HeaderValue::from_str(&id) {
        answer.headers_mut().insert(REQUEST_ID, id);
    }
    answer
}

/// The route as it is written here. A folder's route ends with a name of axum's own.
fn template(matched: Option<&MatchedPath>) -> String {
    let path = matched.map_or("none", MatchedPath::as_str);
    path.split("{*").next().unwrap_or(path).to_owned()
}
