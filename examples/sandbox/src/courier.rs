//! Carrying webhooks to the host, again and again until it has heard.

use std::{convert::Infallible, num::NonZeroU8, time::Duration};

use axum::{body::Bytes, http::HeaderMap};
use reqwest::{Client, StatusCode, header::CONTENT_TYPE, redirect};
use tokio::sync::mpsc::Sender;
use tracing::{info, warn};
use url::Url;
use uuid::Uuid;

use crate::config::DeliveryPolicy;

/// What is carried: the same bytes however often it is tried.
#[derive(Clone)]
pub(crate) struct Parcel {
    /// What the log calls it: a session, or an attempt at Incode.
    pub(crate) about: Uuid,
    /// The wait before it leaves.
    pub(crate) after: Duration,
    /// How many copies leave at the same time.
    pub(crate) copies: NonZeroU8,
    /// Whether it is tried again where it is refused.
    pub(crate) insistent: bool,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

/// Held until a parcel has been answered for the first time, or nobody answered.
pub(crate) type FirstAnswer = Sender<Infallible>;

/// Carries parcels.
#[derive(Clone)]
pub(crate) struct Courier {
    client: Client,
    policy: DeliveryPolicy,
}

impl Courier {
    pub(crate) fn new(policy: DeliveryPolicy) -> Result<Self, reqwest::Error> {
        let client = Client::builder()
            .timeout(policy.timeout)
            // A redirect is not 2xx, and a proxy cannot reach this machine's loopback.
            .redirect(redirect::Policy::none())
            .no_proxy()
            .build()?;
        Ok(Self { client, policy })
    }

    /// Tries until it is answered with 2xx or the tries are used up.
    pub(crate) async fn deliver(self, url: Url, parcel: Parcel, first_answer: FirstAnswer) {
        let mut first_answer = Some(first_answer);
        let about = parcel.about;
        let tries = if parcel.insistent {
            self.policy.tries
        } else {
            1
        };
        for attempt in 1..=tries {
            let answer = self.send(&url, &parcel).await;
            drop(first_answer.take());
            match answer {
                Ok(status) if status.is_success() => {
                    info!(%about, attempt, "webhook accepted");
                    return;
                }
                Ok(status) => warn!(%about, attempt, %status, "webhook refused"),
                // Without its address, which may hold a secret.
                Err(error) => {
                    warn!(%about, attempt, error = %error.without_url(), "webhook not delivered");
                }
            }
            if attempt < tries {
                tokio::time::sleep(wait(&self.policy, attempt)).await;
            }
        }
        warn!(%about, tries, "webhook given up");
    }

    async fn send(&self, url: &Url, parcel: &Parcel) -> Result<StatusCode, reqwest::Error> {
        let request = self
            .client
            .post(url.clone())
            .header(CONTENT_TYPE, "application/json")
            .headers(parcel.headers.clone())
            .body(parcel.body.clone());
        Ok(request.send().await?.status())
    }
}

/// The wait after the `attempt`th try (from 1): doubled each time, up to the longest.
fn wait(policy: &DeliveryPolicy, attempt: u32) -> Duration {
    let doublings = attempt.saturating_sub(1);
    let factor = 2_u32.checked_pow(doublings).unwrap_or(u32::MAX);
    policy
        .first_wait
        .saturating_mul(factor)
        .min(policy.max_wait)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_up_to_the_longest() {
        let policy = DeliveryPolicy::default();
        let waits = [1, 2, 3, 6, 7, 100].map(|attempt| wait(&policy, attempt).as_secs());
        assert_eq!(waits, [1, 2, 4, 32, 60, 60]);
    }
}
