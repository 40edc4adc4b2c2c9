//! iDenfy's API for sessions, without the network: what a call looks like, what its answer means,
//! and whether a failed one may be made again.
//!
//! Nothing here sends, waits or looks at a clock. Whoever does (the client in
//! `face_auth_widget::idenfy_client`, or JavaScript over `fetch`) goes round in this circle:
//!
//! 1. a [`Call`] is made from checked input; what the vendor would refuse costs no request;
//! 2. it is sent, with the [`Credentials`] as HTTP Basic, and what came back is an [`Answer`];
//! 3. [`read_check_status`], [`read_session`] or [`read_session_info`] say what it means;
//! 4. of an [`IdenfyError`], [`retry::wait`] says whether to go round once more.
//!
//! Source: the vendor's page "Create Face Auth Session", and its API reference for
//! `facial-authentication-sessions`.

mod answer;
mod base_url;
mod call;
mod credentials;
mod error;
mod grant;
mod refusal;
mod request;
pub mod retry;
mod retry_after;
mod scan_ref;
mod segment;
mod session_info;

pub use answer::{Answer, Eligibility, MAX_ANSWER, read_check_status};
pub use base_url::{Address, BaseUrl, VENDOR};
pub use call::{Call, HttpMethod, Operation};
pub use credentials::Credentials;
pub use error::{IdenfyError, IdenfyErrorCode};
pub use grant::{DEFAULT_LIFETIME, Grant, read_session};
pub use request::{MAX_LIFETIME, Method, SessionRequest, SessionType};
pub use retry_after::retry_after;
pub use scan_ref::MAX_SCAN_REF;
pub use session_info::{SessionInfo, read_session_info};
