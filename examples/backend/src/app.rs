//! What all routes share, and the router that puts them together.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use face_auth_widget::idenfy_client::IdenfyClient;
use tokio::sync::watch;
use tower_http::timeout::TimeoutLayer;
use url::Url;

use crate::attempts::AttemptPolicy;
use crate::config::Config;
use crate::database::Database;
use crate::decisions::Decisions;
use crate::headers;
use crate::incode::Incode;
use crate::places::Places;
use crate::request_log;
use crate::routes;
use crate::sessions::Sessions;
use crate::sign_in::SignIns;

/// How long a request may take beside the wait for a decision: longer than two calls to the vendor.
/// Without an end, requests to a database that has frozen would pile up.
const WORK: Duration = Duration::from_secs(40);

/// The backend's state, one for all requests.
pub(crate) type App = Arc<AppState>;

/// Everything that a route may need.
pub(crate) struct AppState {
    pub(crate) database: Database,
    pub(crate) vendor: IdenfyClient,
    pub(crate) sign_ins: SignIns,
    pub(crate) sessions: Sessions,
    pub(crate) decisions: Decisions,
    /// Where Incode's webhooks are heard.
    pub(crate) incode: Option<Arc<Incode>>,
    pub(crate) signing_key: String,
    pub(crate) frame_url: Option<Url>,
    pub(crate) app_url: Option<Url>,
    /// The origins whose pages may change something here.
    pub(crate) page_origins: Vec<String>,
    pub(crate) session_lifetime: Duration,
    pub(crate) sessions_per_minute: u32,
    pub(crate) attempts: AttemptPolicy,
    pub(crate) decision_wait: Duration,
    /// For the requests that wait.
    pub(crate) places: Places,
    /// How often a waiting request looks by itself.
    pub(crate) look_again: Duration,
    /// How far the backend has come.
    pub(crate) stage: watch::Receiver<Stage>,
    pub(crate) security_headers: Vec<(HeaderName, HeaderValue)>,
}

/// How far a backend has come.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Stage {
    /// It serves.
    Serving,
    /// It still serves, but says that it will go, and lets nobody wait.
    Leaving,
    /// It takes no more connections, and finishes what is under way.
    Closing,
}

impl AppState {
    /// Whether nobody should be sent here, or kept waiting here, any more.
    pub(crate) fn is_leaving(&self) -> bool {
        // A backend that was dropped has told nobody.
        self.stage.has_changed().is_err() || *self.stage.borrow() >= Stage::Leaving
    }
}

/// All routes, each answer with the security headers, each request in the log.
pub(crate) fn router(app: App, config: &Config) -> Router {
    let incode = app.incode.as_ref().map(routes::incode::routes);
    Router::new()
        .merge(routes::sign_in::routes())
        .merge(routes::face_auth::routes())
        .merge(routes::accounts::routes())
        .merge(routes::payments::routes())
        .merge(routes::webhook::routes())
        .merge(incode.unwrap_or_default())
        .merge(routes::health::routes())
        .merge(routes::page::routes(&config.package_dir))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            config.decision_wait.saturating_add(WORK),
        ))
        .layer(axum::middleware::map_response_with_state(
            app.clone(),
            with_security_headers,
        ))
        .layer(axum::middleware::from_fn(request_log::log))
        .with_state(app)
}

async fn with_security_headers(State(app): State<App>, mut response: Response) -> Response {
    headers::add(response.headers_mut(), &app.security_headers);
    response
}
