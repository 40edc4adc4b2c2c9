//! What a confirmed person gets to see: the gate is the backend's own record, never the page.

use axum::extract::State;
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Json, Router};
use serde::Serialize;

use super::NO_STORE;
use crate::app::App;
use crate::error::ApiError;
use crate::purpose::Purpose;
use crate::sign_in::SignedIn;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/api/accounts", get(accounts))
}

#[derive(Serialize)]
struct Account {
    name: &'static str,
    balance: &'static str,
}

/// The demo's money, the same for everybody.
const ACCOUNTS: [Account; 2] = [
    Account {
        name: "Everyday account",
        balance: "€ 2,418.60",
    },
    Account {
        name: "Savings",
        balance: "€ 16,250.00",
    },
];

async fn accounts(State(app): State<App>, who: SignedIn) -> Result<impl IntoResponse, ApiError> {
    let confirmed = app.sessions.confirmed(&who.sign_in).await?;
    if !confirmed.contains(&Purpose::SignInConfirmation) {
        return Err(ApiError::ConfirmationRequired);
    }
    Ok((NO_STORE, Json(ACCOUNTS)))
}
