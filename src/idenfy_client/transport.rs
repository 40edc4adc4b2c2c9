//! One attempt, over HTTP.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use reqwest::header::{CONTENT_TYPE, HeaderMap, RETRY_AFTER};
use reqwest::{Client, RequestBuilder, Response};

use crate::idenfy_api::{
    Answer, Call, Credentials, HttpMethod, IdenfyError, MAX_ANSWER, retry_after,
};

/// Sends calls under a key pair.
#[derive(Clone)]
pub(super) struct Transport {
    http: Client,
    credentials: Credentials,
    timeout: Duration,
}

/// What came back.
pub(super) struct Received {
    status: u16,
    retry_after: Option<u32>,
    body: Vec<u8>,
}

impl Received {
    pub(super) fn as_answer(&self) -> Answer<'_> {
        Answer {
            status: self.status,
            retry_after: self.retry_after,
            body: &self.body,
        }
    }
}

impl Transport {
    /// `http` follows no redirect; `timeout` is that of one attempt.
    pub(super) const fn new(http: Client, credentials: Credentials, timeout: Duration) -> Self {
        Self {
            http,
            credentials,
            timeout,
        }
    }

    /// Sends a call once, and reads what comes back within the time that is left.
    pub(super) async fn send(&self, call: &Call, left: Duration) -> Result<Received, IdenfyError> {
        let request = self.request(call).timeout(self.timeout.min(left));
        let response = request.send().await.map_err(|error| failure(&error))?;
        let status = response.status();
        let retry_after = wait_of(response.headers());
        let body = match body_of(response).await {
            // A refusal is one without its body, too.
            Err(_) if !status.is_success() => Vec::new(),
            body => body.map_err(|error| failure(&error))?,
        };
        Ok(Received {
            status: status.as_u16(),
            retry_after,
            body,
        })
    }

    fn request(&self, call: &Call) -> RequestBuilder {
        let request = match call.method {
            HttpMethod::Get => self.http.get(&call.url),
            HttpMethod::Post => self.http.post(&call.url),
        };
        let (key, secret) = (
            self.credentials.reveal_key(),
            self.credentials.reveal_secret(),
        );
        let request = request.basic_auth(key, Some(secret));
        match &call.body {
            Some(body) => request
                .header(CONTENT_TYPE, "application/json")
                .body(body.clone()),
            None => request,
        }
    }
}

/// The body, up to where it is too long.
async fn body_of(mut response: Response) -> reqwest::Result<Vec<u8>> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        body.extend_from_slice(&chunk);
        if body.len() > MAX_ANSWER {
            break;
        }
    }
    Ok(body)
}

fn wait_of(headers: &HeaderMap) -> Option<u32> {
    let header = headers.get(RETRY_AFTER)?.to_str().ok()?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    retry_after(header, now.as_secs())
}

/// reqwest's own error names the address, which may hold a token: it ends here.
fn failure(error: &reqwest::Error) -> IdenfyError {
    if error.is_timeout() {
        IdenfyError::timed_out()
    } else if error.is_connect() {
        IdenfyError::not_connected()
    } else {
        IdenfyError::disconnected()
    }
}
