//! The two calls to the vendor that a session needs.
//!
//! Source: the vendor's page "Create Face Auth Session".

use std::time::Duration;

use axum::http::StatusCode;
use reqwest::redirect::Policy;
use reqwest::{Client, Method, RequestBuilder, Response};
use serde::{Deserialize, Serialize};
use serde_json::json;
use thiserror::Error;
use url::Url;

use crate::config::VendorConfig;
use crate::locale::Locale;

/// The comparison that this host asks for.
const METHOD: &str = "FACE_MATCHING";

/// The vendor's tokens are at most this long, in characters.
const MAX_TOKEN: usize = 40;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);
const TIMEOUT: Duration = Duration::from_secs(8);

/// A client of the vendor's API, holding the host's key pair.
pub(crate) struct Vendor {
    http: Client,
    config: VendorConfig,
}

/// What the vendor would do with a person.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Eligibility {
    /// They may authenticate by face.
    Authentication,
    /// They must do a full identification first.
    Identification,
}

/// A session as the host wants it.
pub(crate) struct Wish<'a> {
    /// The identification of the person whose face is compared.
    pub(crate) scan_ref: &'a str,
    pub(crate) lifetime: Duration,
    /// The frame's language; the vendor chooses without one.
    pub(crate) locale: Option<Locale>,
    /// Whether to ask for the code that opens the session in the vendor's app, too.
    pub(crate) handoff: bool,
}

/// What opens one session, in the widget's words. Not `Debug`: both strings are secrets.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Grant {
    pub(crate) token: String,
    /// The code for the vendor's app, where one was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) digit_string: Option<String>,
    /// Seconds in which the session can be started.
    pub(crate) lifetime: u64,
}

/// Why the vendor gave no usable answer. Holds nothing of the answer itself.
#[derive(Debug, Error)]
pub(crate) enum VendorError {
    #[error("the API key pair was refused")]
    Unauthorized,
    #[error("no identification with this scanRef")]
    NotFound,
    #[error("the vendor answered {0}")]
    Refused(StatusCode),
    #[error("the vendor's answer cannot be read")]
    Unreadable,
    #[error("the vendor did not answer in time")]
    TimedOut,
    #[error("the vendor cannot be reached")]
    Unreachable,
}

#[derive(Deserialize)]
struct StatusAnswer {
    #[serde(rename = "type")]
    eligibility: Eligibility,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SessionAnswer {
    token: String,
    digit_string: Option<String>,
    lifetime: Option<u64>,
}

impl Vendor {
    /// A client that follows no redirect, since one would carry the key pair elsewhere.
    pub(crate) fn new(config: VendorConfig) -> Result<Self, reqwest::Error> {
        let http = Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(TIMEOUT)
            .redirect(Policy::none())
            .build()?;
        Ok(Self { http, config })
    }

    /// Whether the person with this `scanRef` may authenticate by face.
    pub(crate) async fn check_status(&self, scan_ref: &str) -> Result<Eligibility, VendorError> {
        let path = [
            "identification",
            "facial-auth",
            scan_ref,
            "check-status",
            "",
        ];
        let mut url = address(&self.config.base_url, &path);
        url.query_pairs_mut().append_pair("method", METHOD);
        let request = self.request(Method::GET, url);
        let answer: StatusAnswer = read(send(request).await?).await?;
        Ok(answer.eligibility)
    }

    /// Asks for a session in which a person authenticates.
    pub(crate) async fn create_session(&self, wish: &Wish<'_>) -> Result<Grant, VendorError> {
        let mut body = json!({
            "scanRef": wish.scan_ref,
            "type": "AUTHENTICATION",
            "method": METHOD,
            "lifetime": wish.lifetime.as_secs(),
        });
        if let Some(locale) = wish.locale {
            body["locale"] = json!(locale);
        }
        if wish.handoff {
            body["generateDigitString"] = true.into();
        }
        let url = address(&self.config.base_url, &["partner", "authentication-info"]);
        let request = self.request(Method::POST, url).json(&body);
        let answer: SessionAnswer = read(send(request).await?).await?;
        if answer.token.is_empty() || answer.token.chars().count() > MAX_TOKEN {
            return Err(VendorError::Unreadable);
        }
        Ok(Grant {
            token: answer.token,
            digit_string: answer.digit_string,
            lifetime: answer.lifetime.unwrap_or(wish.lifetime.as_secs()),
        })
    }

    fn request(&self, method: Method, url: Url) -> RequestBuilder {
        self.http
            .request(method, url)
            .basic_auth(&self.config.api_key, Some(&self.config.api_secret))
    }
}

/// The base address with a path added, each segment encoded.
fn address(base: &Url, path: &[&str]) -> Url {
    let mut url = base.clone();
    if let Ok(mut segments) = url.path_segments_mut() {
        segments.pop_if_empty().extend(path);
    }
    url
}

async fn send(request: RequestBuilder) -> Result<Response, VendorError> {
    let response = request.send().await.map_err(|error| transport(&error))?;
    match response.status() {
        status if status.is_success() => Ok(response),
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Err(VendorError::Unauthorized),
        StatusCode::NOT_FOUND => Err(VendorError::NotFound),
        status => Err(VendorError::Refused(status)),
    }
}

async fn read<T: for<'de> Deserialize<'de>>(response: Response) -> Result<T, VendorError> {
    response.json().await.map_err(|error| match error {
        error if error.is_decode() => VendorError::Unreadable,
        error => transport(&error),
    })
}

fn transport(error: &reqwest::Error) -> VendorError {
    if error.is_timeout() {
        VendorError::TimedOut
    } else {
        VendorError::Unreachable
    }
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn a_scan_ref_cannot_leave_its_segment() {
        for base in ["https://vendor.example", "https://vendor.example/"] {
            let base = Url::parse(base).expect("valid");
            let url = address(&base, &["facial-auth", "../a?b", "check-status", ""]);
            let expected = "https://vendor.example/facial-auth/..%2Fa%3Fb/check-status/";
            assert_eq!(url.as_str(), expected);
        }
    }
}
