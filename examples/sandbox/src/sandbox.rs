//! A running sandbox.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use axum::Router;
use tokio::{net::TcpListener, time::timeout};
use tokio_util::sync::DropGuard;
use tracing::warn;
use url::Url;

use crate::{
    api,
    app::App,
    config::{Config, IncodeTarget, ScanRef, ScanRefKind, WebhookTarget},
    error::{ApiError, StartError},
    frame,
    incode::{IncodeAttempt, IncodeIds},
    incode_page, phone,
    request::SessionRequest,
    script::{Ending, Script},
    store::SessionInfo,
};

/// How long open requests may take to finish once the sandbox stops.
const STOP_TIMEOUT: Duration = Duration::from_secs(3);

/// Both origins, served by background tasks until [`Sandbox::stop`] or until it is dropped.
///
/// ```no_run
/// # async fn demo() -> Result<(), face_auth_sandbox::StartError> {
/// use face_auth_sandbox::{Config, Outcome, Sandbox, Script};
///
/// let sandbox = Sandbox::start(Config::default()).await?;
/// sandbox.script_next(Script::new(Outcome::Fail("EYES_CLOSED".into())));
/// println!("API {}, frame {}", sandbox.api_url(), sandbox.frame_url());
/// sandbox.stop().await;
/// # Ok(())
/// # }
/// ```
pub struct Sandbox {
    app: Arc<App>,
    api_url: Url,
    frame_url: Url,
    /// Dropped with the sandbox, it ends every task.
    stopping: DropGuard,
}

impl Sandbox {
    /// Listens on both addresses and serves them.
    ///
    /// # Errors
    /// [`StartError`] names the address that cannot be listened on.
    pub async fn start(config: Config) -> Result<Self, StartError> {
        let (api, api_address) = listen("API", config.api_listen).await?;
        let (frame, frame_address) = listen("frame", config.frame_listen).await?;
        let api_url = origin(&reachable(api_address.ip()), api_address.port())?;
        let frame_url = origin(&config.frame_host, frame_address.port())?;

        let app = App::new(config)?;
        serve(&app, api, api::router(Arc::clone(&app)));
        serve(&app, frame, frame::router(Arc::clone(&app)));
        let stopping = app.stopping.clone().drop_guard();
        Ok(Self {
            app,
            api_url,
            frame_url,
            stopping,
        })
    }

    /// What a host's backend uses in place of `https://ivs.idenfy.com/`.
    #[must_use]
    pub fn api_url(&self) -> &Url {
        &self.api_url
    }

    /// What the widget uses in place of `https://face.authentication.idenfy.com/`.
    #[must_use]
    pub fn frame_url(&self) -> &Url {
        &self.frame_url
    }

    /// The page that stands for the vendor's mobile app: a code is entered there, a selfie taken.
    #[must_use]
    pub fn app_url(&self) -> Url {
        let mut url = self.frame_url.clone();
        url.set_path(phone::PATH);
        url
    }

    /// Chooses who is told of outcomes from now on.
    pub fn set_webhook(&self, target: Option<WebhookTarget>) {
        self.app.set_webhook(target);
    }

    /// The page that stands for Incode's own flow.
    #[must_use]
    pub fn incode_url(&self) -> Url {
        let mut url = self.frame_url.clone();
        url.set_path(incode_page::PATH);
        url
    }

    /// Chooses who is told of attempts at Incode from now on.
    pub fn set_incode_webhook(&self, target: Option<IncodeTarget>) {
        self.app.set_incode_webhook(target);
    }

    /// Tells of an attempt at Incode.
    ///
    /// # Errors
    /// [`ApiError::NobodyToTell`] where no address was given.
    pub fn deliver_incode(&self, attempt: &IncodeAttempt) -> Result<IncodeIds, ApiError> {
        self.app.deliver_incode(attempt)
    }

    /// Scripts the next session that brings no script of its own; several calls queue up.
    pub fn script_next(&self, script: Script) {
        self.app.store().push_script(script);
    }

    /// Makes a verification known, or changes what its status check answers.
    pub fn add_scan_ref(&self, scan_ref: &str, kind: ScanRefKind) {
        self.app.store().add_scan_ref(ScanRef::new(scan_ref, kind));
    }

    /// Makes a session as `POST /partner/authentication-info` does.
    ///
    /// # Errors
    /// What the call would answer: an unknown `scanRef`, or one whose person must be identified.
    pub fn create_session(&self, request: SessionRequest) -> Result<SessionInfo, ApiError> {
        self.app.create(request)
    }

    /// Ends a session without a frame.
    ///
    /// # Errors
    /// [`ApiError::UnknownToken`], or [`ApiError::Ended`] where it has an outcome or has expired.
    pub fn end_session(&self, token: &str, ending: impl Into<Ending>) -> Result<(), ApiError> {
        self.app.end(token, ending.into(), None)
    }

    /// Ends the session of a digit string, as a person does in the vendor's mobile app.
    ///
    /// # Errors
    /// [`ApiError::UnknownDigits`] where no session that can still be used has it.
    pub fn end_session_of(
        &self,
        digit_string: &str,
        ending: impl Into<Ending>,
    ) -> Result<(), ApiError> {
        self.app.end_by_digits(digit_string, ending.into(), None)
    }

    /// Stops listening, gives open requests a moment, and forgets undelivered webhooks.
    pub async fn stop(self) {
        let Self { app, stopping, .. } = self;
        drop(stopping);
        app.tasks.close();
        if timeout(STOP_TIMEOUT, app.tasks.wait()).await.is_err() {
            warn!("stopped with requests still open");
        }
    }
}

async fn listen(
    part: &'static str,
    address: SocketAddr,
) -> Result<(TcpListener, SocketAddr), StartError> {
    let failed = |source| StartError::Listen {
        part,
        address,
        source,
    };
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let bound = listener.local_addr().map_err(failed)?;
    Ok((listener, bound))
}

/// A host for an address: `0.0.0.0` and `::` are listened on, but cannot be called.
fn reachable(ip: IpAddr) -> String {
    match ip {
        _ if ip.is_unspecified() => "127.0.0.1".to_owned(),
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => format!("[{ip}]"),
    }
}

fn origin(host: &str, port: u16) -> Result<Url, StartError> {
    let url = Url::parse(&format!("http://{host}:{port}/"));
    url.ok()
        .filter(|url| url.path() == "/" && url.username().is_empty())
        .ok_or_else(|| StartError::FrameHost(host.to_owned()))
}

fn serve(app: &App, listener: TcpListener, router: Router) {
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let stopping = app.stopping.clone();
    app.tasks.spawn(async move {
        let server =
            axum::serve(listener, service).with_graceful_shutdown(stopping.cancelled_owned());
        if let Err(error) = server.await {
            warn!(%error, "a server ended");
        }
    });
}
