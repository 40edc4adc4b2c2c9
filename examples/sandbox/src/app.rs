//! What the two origins and the public handle share.

use std::{
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{sync::mpsc::channel, time::Instant};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tracing::{info, warn};
use url::Url;

use crate::{
    config::{Config, IncodeTarget, WebhookTarget},
    courier::{Courier, Parcel},
    error::{ApiError, StartError},
    idenfy,
    incode::{IncodeAttempt, IncodeIds},
    request::SessionRequest,
    script::Ending,
    store::{Session, SessionInfo, Store},
};

/// One running sandbox, without its sockets.
pub(crate) struct App {
    pub(crate) api_key: String,
    pub(crate) api_secret: String,
    store: Mutex<Store>,
    target: Mutex<Option<WebhookTarget>>,
    incode_target: Mutex<Option<IncodeTarget>>,
    courier: Courier,
    /// Ends every task: servers, expiry timers, deliveries.
    pub(crate) stopping: CancellationToken,
    pub(crate) tasks: TaskTracker,
}

impl App {
    pub(crate) fn new(config: Config) -> Result<Arc<Self>, StartError> {
        let mut store = Store::default();
        for scan_ref in config.scan_refs {
            store.add_scan_ref(scan_ref);
        }
        Ok(Arc::new(Self {
            api_key: config.api_key,
            api_secret: config.api_secret,
            store: Mutex::new(store),
            target: Mutex::new(config.webhook),
            incode_target: Mutex::new(config.incode_webhook),
            courier: Courier::new(config.delivery)?,
            stopping: CancellationToken::new(),
            tasks: TaskTracker::new(),
        }))
    }

    /// What is remembered. Never hold it across an `await`.
    pub(crate) fn store(&self) -> MutexGuard<'_, Store> {
        lock(&self.store)
    }

    pub(crate) fn set_webhook(&self, target: Option<WebhookTarget>) {
        *lock(&self.target) = target;
    }

    pub(crate) fn set_incode_webhook(&self, target: Option<IncodeTarget>) {
        *lock(&self.incode_target) = target;
    }

    /// Tells of an attempt at Incode.
    pub(crate) fn deliver_incode(
        self: &Arc<Self>,
        attempt: &IncodeAttempt,
    ) -> Result<IncodeIds, ApiError> {
        let target = lock(&self.incode_target).clone();
        let target = target.ok_or(ApiError::NobodyToTell)?;
        let ids = attempt.ids();
        let parcel = attempt
            .parcel(&ids, target.secret.as_deref())
            .map_err(|why| ApiError::invalid("outcome", why))?;
        info!(attempt = %parcel.about, outcome = ?attempt.outcome, "attempt at Incode ended");
        self.spawn(Arc::clone(self).send(target.url, vec![parcel]));
        Ok(ids)
    }

    /// Makes a session and starts its clock.
    pub(crate) fn create(
        self: &Arc<Self>,
        request: SessionRequest,
    ) -> Result<SessionInfo, ApiError> {
        let lifetime = Duration::from_secs(request.lifetime.into());
        let info = self.store().create(request, Instant::now())?;
        info!(session = %info.id, "session created");

        let app = Arc::clone(self);
        let token = info.token.clone();
        self.spawn(async move {
            tokio::time::sleep(lifetime).await;
            let expired = app.store().expire(&token);
            if let Some(session) = expired {
                app.tell(&session, None);
            }
        });
        Ok(info)
    }

    /// Records how a session ended and tells the host; `ip` is the person's address, if they came.
    pub(crate) fn end(
        self: &Arc<Self>,
        token: &str,
        ending: Ending,
        ip: Option<IpAddr>,
    ) -> Result<(), ApiError> {
        let session = self.store().end(token, ending, Instant::now())?;
        self.tell(&session, ip);
        Ok(())
    }

    /// The same for the session of a digit string.
    pub(crate) fn end_by_digits(
        self: &Arc<Self>,
        digits: &str,
        ending: Ending,
        ip: Option<IpAddr>,
    ) -> Result<(), ApiError> {
        let token = self.store().token_of(digits, Instant::now())?;
        self.end(&token, ending, ip)
    }

    fn tell(self: &Arc<Self>, session: &Session, ip: Option<IpAddr>) {
        info!(session = %session.info.id, outcome = ?session.outcome, "session ended");
        let Some(target) = lock(&self.target).clone() else {
            warn!(session = %session.info.id, "no webhook: nobody to tell");
            return;
        };
        let parcels = idenfy::parcels(session, ip, target.signing_key.as_deref());
        self.spawn(Arc::clone(self).send(target.url, parcels));
    }

    /// Sends parcels in their order: each after the one before it has been answered once. Whatever
    /// is refused is tried again beside them.
    async fn send(self: Arc<Self>, url: Url, parcels: Vec<Parcel>) {
        for parcel in parcels {
            tokio::time::sleep(parcel.after).await;
            let (first_answer, mut unanswered) = channel(1);
            for _ in 0..parcel.copies.get() {
                let courier = self.courier.clone();
                self.spawn(courier.deliver(url.clone(), parcel.clone(), first_answer.clone()));
            }
            drop(first_answer);
            unanswered.recv().await;
        }
    }

    /// Runs a task that ends with the sandbox.
    fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        let stopping = self.stopping.clone();
        self.tasks.spawn(async move {
            stopping.run_until_cancelled(task).await;
        });
    }
}

/// A panic elsewhere leaves no half-made change behind: each is one insertion or assignment.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
