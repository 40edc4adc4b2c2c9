//! What the other instances on a PostgreSQL have taken, heard through one connection.

use std::time::Duration;

use sqlx::postgres::PgListener;

use crate::bell::Bell;
use crate::database::{CHANNEL, DatabaseAddress};

/// How long to wait before connecting again.
const PAUSE: Duration = Duration::from_secs(1);

/// The connection, subscribed: what is announced from now on is heard.
pub(crate) async fn connect(address: &DatabaseAddress) -> Result<PgListener, sqlx::Error> {
    let mut listener = PgListener::connect(address.reveal()).await?;
    listener.listen(CHANNEL).await?;
    Ok(listener)
}

/// Rings the bell for each announcement, without end. A connection that is lost is made anew; what
/// was announced meanwhile is lost with it, so everybody who waits looks for themselves then.
pub(crate) async fn hear(mut listener: PgListener, address: DatabaseAddress, bell: Bell) {
    loop {
        match listener.try_recv().await {
            Ok(Some(announcement)) => bell.ring(announcement.payload()),
            Ok(None) => {
                tracing::warn!("the connection for announcements was lost and is back");
                bell.ring_all();
            }
            Err(error) => {
                tracing::warn!(%error, "the connection for announcements is lost");
                listener = reconnect(&address).await;
                tracing::info!("the connection for announcements is back");
                bell.ring_all();
            }
        }
    }
}

async fn reconnect(address: &DatabaseAddress) -> PgListener {
    loop {
        match connect(address).await {
            Ok(listener) => return listener,
            Err(error) => {
                tracing::warn!(%error, "no connection for announcements");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}
