//! iDenfy's API for sessions, over the network.
//!
//! What is sent, what an answer means and which failure is tried again: all that is
//! [`idenfy_api`](crate::idenfy_api)'s. This is its HTTP client, over reqwest and rustls; it needs a
//! tokio runtime with time.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use face_auth_widget::idenfy_api::{Eligibility, Method, SessionRequest};
//! use face_auth_widget::idenfy_client::IdenfyClient;
//!
//! let client = IdenfyClient::builder(
//!     std::env::var("IDENFY_API_KEY")?,
//!     std::env::var("IDENFY_API_SECRET")?,
//! )
//! .build()?;
//!
//! // The `scanRef` is the host's own record of the person, never what a page sent.
//! let scan_ref = "86d6bd28-4ab8-11ea-b77f-2e728ce88125";
//! match client.check_status(scan_ref, Method::FaceMatching).await? {
//!     Eligibility::Authentication => {
//!         let request = SessionRequest {
//!             lifetime: Some(600),
//!             ..SessionRequest::new(scan_ref)
//!         };
//!         let grant = client.create_session(&request).await?;
//!         // Store the token for the person, and give the grant to their page as JSON.
//!         # let _ = grant;
//!     }
//!     Eligibility::Identification => { /* they must be identified in full first */ }
//! }
//! # Ok(())
//! # }
//! ```

mod builder;
mod transport;

use std::fmt;
use std::time::Duration;

use tokio::time::{Instant, sleep};

pub use builder::{BuildError, IdenfyClientBuilder};

use crate::idenfy_api::retry::{self, Failed};
use crate::idenfy_api::{
    Answer, BaseUrl, Call, Eligibility, Grant, IdenfyError, Method, SessionInfo, SessionRequest,
    read_check_status, read_session, read_session_info,
};
use transport::Transport;

/// A client of iDenfy's API, holding the host's key pair. Cheap to clone; one for a whole program
/// keeps its connections. Its `Debug` output holds no secret.
#[derive(Clone)]
pub struct IdenfyClient {
    transport: Transport,
    base: BaseUrl,
    timeout: Duration,
}

impl IdenfyClient {
    /// Begins a client with this key pair.
    pub fn builder(
        api_key: impl Into<String>,
        api_secret: impl Into<String>,
    ) -> IdenfyClientBuilder {
        IdenfyClientBuilder::new(api_key.into(), api_secret.into())
    }

    /// Whether the person with this `scanRef` may authenticate by face. Tried again where that can
    /// help.
    ///
    /// # Errors
    /// `not_found` where the vendor has no such verification; else see
    /// [`IdenfyErrorCode`](crate::idenfy_api::IdenfyErrorCode).
    pub async fn check_status(
        &self,
        scan_ref: &str,
        method: Method,
    ) -> Result<Eligibility, IdenfyError> {
        let call = Call::check_status(&self.base, scan_ref, method)?;
        self.make(&call, read_check_status).await
    }

    /// Asks for a session, which costs. Tried again only where the vendor certainly made none; of
    /// any other failure [`IdenfyError::sent`] says whether it may have.
    ///
    /// # Errors
    /// `invalid_request` for a field that the vendor would refuse, before anything is sent; else see
    /// [`IdenfyErrorCode`](crate::idenfy_api::IdenfyErrorCode).
    pub async fn create_session(&self, request: &SessionRequest) -> Result<Grant, IdenfyError> {
        let call = Call::create_session(&self.base, request)?;
        self.make(&call, |answer| read_session(answer, request))
            .await
    }

    /// What became of the session with this token. Tried again where that can help.
    ///
    /// # Errors
    /// `not_found` where the vendor has no such session; else see
    /// [`IdenfyErrorCode`](crate::idenfy_api::IdenfyErrorCode).
    pub async fn get_session(&self, token: &str) -> Result<SessionInfo, IdenfyError> {
        let call = Call::get_session(&self.base, token)?;
        self.make(&call, |answer| read_session_info(answer, token))
            .await
    }

    async fn make<T>(
        &self,
        call: &Call,
        read: impl Fn(&Answer<'_>) -> Result<T, IdenfyError>,
    ) -> Result<T, IdenfyError> {
        let deadline = Instant::now() + self.timeout;
        let mut attempts = 0;
        loop {
            attempts += 1;
            let answer = self.transport.send(call, left_until(deadline)).await;
            let error = match answer.and_then(|answer| read(&answer.as_answer())) {
                Ok(value) => return Ok(value),
                Err(error) => error,
            };
            let failed = Failed {
                operation: call.operation,
                error: &error,
                attempts,
                left: u32::try_from(left_until(deadline).as_millis()).unwrap_or(u32::MAX),
                random: rand::random(),
            };
            let Some(wait) = retry::wait(&failed) else {
                return Err(error);
            };
            sleep(Duration::from_millis(wait.into())).await;
        }
    }
}

impl fmt::Debug for IdenfyClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IdenfyClient")
            .field("base", &self.base)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

fn left_until(deadline: Instant) -> Duration {
    deadline.saturating_duration_since(Instant::now())
}
