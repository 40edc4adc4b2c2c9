//! Telling the host how a session ended, again and again until it has heard.

use std::{net::IpAddr, time::Duration};

use axum::body::Bytes;
use face_auth_widget::webhook::{idenfy::EVENT_TYPE, signature};
use reqwest::{Client, header::CONTENT_TYPE, redirect};
use serde::Serialize;
use tracing::{info, warn};
use uuid::Uuid;

use crate::{
    config::{DeliveryPolicy, WebhookTarget},
    request::{Method, SessionType},
    script::Outcome,
    store::Session,
};

/// The header that names the kind of event.
const EVENT_TYPE_HEADER: &str = "Idenfy-Event-Type";

/// The body, with every field that the vendor's page prints.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    id: Uuid,
    scan_ref: &'a str,
    client_id: Option<&'a str>,
    status: &'static str,
    token: &'a str,
    #[serde(rename = "type")]
    session_type: SessionType,
    method: Method,
    /// Always `null`: the sandbox takes no picture.
    face_photo: Option<&'a str>,
    fail_reason: Option<&'a str>,
    ip_address: Option<IpAddr>,
    /// Always `null`: the sandbox judges no environment.
    risk_tags: Option<&'a [&'a str]>,
}

/// One delivery: the same bytes however often it is tried.
pub(crate) struct Delivery {
    session: Uuid,
    body: Bytes,
}

impl Delivery {
    /// What a session's outcome is told with; `None` if it is not told.
    ///
    /// `ip` is the person's address, where they came to the frame at all.
    pub(crate) fn of(session: &Session, ip: Option<IpAddr>) -> Option<Self> {
        let (status, fail_reason) = match session.outcome.as_ref()? {
            Outcome::Approve => ("SUCCESS", None),
            Outcome::Fail(reason) => ("FAILED", Some(reason.as_str())),
            Outcome::Cancel => ("CANCELED", None),
            Outcome::Expire => ("EXPIRED", None),
            Outcome::Silent => return None,
        };
        let body = Body {
            id: session.info.id,
            scan_ref: &session.request.scan_ref,
            client_id: session.client_id.as_deref(),
            status,
            token: &session.info.token,
            session_type: session.request.session_type,
            method: session.request.method,
            face_photo: None,
            fail_reason,
            ip_address: ip,
            risk_tags: None,
        };
        Some(Self {
            session: session.info.id,
            body: serde_json::to_vec(&body).ok()?.into(),
        })
    }
}

/// Carries deliveries to the host.
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
    pub(crate) async fn deliver(self, target: WebhookTarget, delivery: Delivery) {
        let session = delivery.session;
        for attempt in 1..=self.policy.tries {
            match self.send(&target, &delivery).await {
                Ok(status) if status.is_success() => {
                    info!(%session, attempt, "webhook accepted");
                    return;
                }
                Ok(status) => warn!(%session, attempt, %status, "webhook refused"),
                // Without its address, which may hold a secret.
                Err(error) => {
                    warn!(%session, attempt, error = %error.without_url(), "webhook not delivered");
                }
            }
            if attempt < self.policy.tries {
                tokio::time::sleep(wait(&self.policy, attempt)).await;
            }
        }
        warn!(%session, tries = self.policy.tries, "webhook given up");
    }

    async fn send(
        &self,
        target: &WebhookTarget,
        delivery: &Delivery,
    ) -> Result<reqwest::StatusCode, reqwest::Error> {
        let mut request = self
            .client
            .post(target.url.clone())
            .header(CONTENT_TYPE, "application/json")
            .header(EVENT_TYPE_HEADER, EVENT_TYPE)
            .body(delivery.body.clone());
        if let Some(key) = &target.signing_key {
            let signature = signature::sign(&delivery.body, key.as_bytes());
            request = request.header(signature::HEADER, signature);
        }
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
