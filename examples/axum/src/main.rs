//! A backend on axum that hears the vendor's webhooks, and nothing else.

mod store;
mod webhook;

use anyhow::{Context, Result};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<()> {
    let signing_key = std::env::var("IDENFY_SIGNING_KEY")
        .ok()
        .filter(|key| !key.is_empty())
        .context("set IDENFY_SIGNING_KEY to the signing key of the dashboard")?;
    let port = match std::env::var("PORT") {
        Ok(port) => port.parse().context("PORT is no port")?,
        Err(_) => 3000,
    };
    let listener = TcpListener::bind(("localhost", port)).await?;
    println!("http://localhost:{}", listener.local_addr()?.port());
    axum::serve(listener, webhook::routes(signing_key)).await?;
    Ok(())
}
