//! A stand-in for the vendor iDenfy, so that demos and tests need no account.
//!
//! Two origins: an API with the vendor's calls, and a frame in which a person (or a [`Script`])
//! chooses the outcome; beside the frame a page stands for the vendor's mobile app. Outcomes are
//! told by signed webhooks, in order or as on a bad day ([`Delivery`]). A second page stands for
//! Incode and sends its webhooks. The README says what differs from the vendors and what is assumed
//! of them.

mod admin;
mod api;
mod app;
mod config;
mod courier;
mod delivery;
mod error;
mod frame;
mod idenfy;
mod incode;
mod incode_page;
mod json;
mod millis;
mod phone;
mod request;
mod sandbox;
mod script;
mod store;

pub use config::{
    Config, DEMO_API_KEY, DEMO_API_SECRET, DEMO_SCAN_REF, DEMO_UNIDENTIFIED_SCAN_REF,
    DeliveryPolicy, IncodeTarget, ScanRef, ScanRefKind, WebhookTarget,
};
pub use delivery::{Delivery, Fields, Layout, Signature, Words};
pub use error::{ApiError, StartError};
/// The words of [`Delivery::status`].
pub use face_auth_widget::decision::Status;
pub use incode::{
    DEMO_CUSTOMER_ID, ERROR_CODES, ERROR_NAMES, FaceModule, IncodeAttempt, IncodeIds,
    IncodeOutcome, MOST_COPIES, OneToOne,
};
pub use request::{DEFAULT_LIFETIME, MAX_LIFETIME, Method, SessionRequest, SessionType};
pub use sandbox::Sandbox;
pub use script::{Ending, FAIL_REASONS, Outcome, Script};
pub use store::SessionInfo;
