//! iDenfy's API: what JavaScript sends, what the answer to it means, and when to send it again.

use face_auth_widget::idenfy_api::retry::{
    self, ATTEMPT_TIMEOUT, Failed, MAX_TIMEOUT, TOTAL_TIMEOUT,
};
use face_auth_widget::idenfy_api::{
    Address, Answer, BaseUrl, Call, Credentials, IdenfyError, MAX_ANSWER, Method, Operation,
    SessionRequest, read_check_status, read_session, read_session_info, retry_after,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::json::to_json;

/// What JavaScript makes a value or an error of.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Outcome {
    Value(Value),
    Error {
        #[serde(flatten)]
        error: IdenfyError,
        /// How long to wait before it is sent again, in ms; null to give up.
        wait: Option<u32>,
    },
}

impl From<Result<Value, IdenfyError>> for Outcome {
    fn from(result: Result<Value, IdenfyError>) -> Self {
        result.map_or_else(|error| Self::Error { error, wait: None }, Self::Value)
    }
}

/// Checks what a client is made of, and says how long it may take and read.
///
/// `settings` has the fields of `IdenfyClientConfig`, but for `baseUrl`: `base` is what `URL` made of it.
#[must_use]
#[wasm_bindgen]
pub fn connect(settings: &str) -> String {
    to_json(&Outcome::from(connection(&fields(settings))))
}

fn connection(settings: &Map<String, Value>) -> Result<Value, IdenfyError> {
    let text = |name| settings.get(name).and_then(Value::as_str);
    Credentials::new(
        text("apiKey").unwrap_or_default(),
        text("apiSecret").unwrap_or_default(),
    )?;
    base(settings)?;
    Ok(json!({
        "timeout": milliseconds(settings, "timeout", TOTAL_TIMEOUT)?,
        "attemptTimeout": milliseconds(settings, "attemptTimeout", ATTEMPT_TIMEOUT)?,
        "maxAnswer": MAX_ANSWER,
    }))
}

/// A time that can be waited for.
fn milliseconds(
    settings: &Map<String, Value>,
    name: &'static str,
    default: u32,
) -> Result<u32, IdenfyError> {
    let Some(given) = settings.get(name).filter(|value| !value.is_null()) else {
        return Ok(default);
    };
    let given = given.as_u64().and_then(|ms| u32::try_from(ms).ok());
    let fits = given.filter(|ms| (1..=MAX_TIMEOUT).contains(ms));
    fits.ok_or(IdenfyError::invalid(name))
}

/// The parts of an address, as JavaScript's `URL` names them.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Parts {
    protocol: String,
    hostname: String,
    origin: String,
    pathname: String,
    has_more: bool,
}

fn base(settings: &Map<String, Value>) -> Result<BaseUrl, IdenfyError> {
    let Some(given) = settings.get("base").filter(|value| !value.is_null()) else {
        return Ok(BaseUrl::default());
    };
    let parts = Parts::deserialize(given).map_err(|_| IdenfyError::invalid("baseUrl"))?;
    BaseUrl::new(Address {
        protocol: &parts.protocol,
        hostname: &parts.hostname,
        origin: &parts.origin,
        pathname: &parts.pathname,
        has_more: parts.has_more,
    })
}

/// One thing to ask, checked.
enum Question {
    CheckStatus(String, Method),
    CreateSession(SessionRequest),
    GetSession(String),
}

impl Question {
    /// Reads one: what it is, under `operation`, and its fields, under `about`.
    fn read(question: &Map<String, Value>) -> Result<Self, IdenfyError> {
        let nothing = Map::new();
        let about = question.get("about").and_then(Value::as_object);
        let about = about.unwrap_or(&nothing);
        let text = |name| about.get(name).and_then(Value::as_str);
        match question.get("operation").and_then(Value::as_str) {
            Some("check_status") => {
                let request = SessionRequest::from_json(about)?;
                Ok(Self::CheckStatus(request.scan_ref, request.method))
            }
            Some("create_session") => Ok(Self::CreateSession(SessionRequest::from_json(about)?)),
            _ => {
                let token = text("token").ok_or(IdenfyError::invalid("token"))?;
                Ok(Self::GetSession(token.to_owned()))
            }
        }
    }

    const fn operation(&self) -> Operation {
        match self {
            Self::CheckStatus(..) => Operation::CheckStatus,
            Self::CreateSession(_) => Operation::CreateSession,
            Self::GetSession(_) => Operation::GetSession,
        }
    }

    fn call(&self, base: &BaseUrl) -> Result<Call, IdenfyError> {
        match self {
            Self::CheckStatus(scan_ref, method) => Call::check_status(base, scan_ref, *method),
            Self::CreateSession(request) => Call::create_session(base, request),
            Self::GetSession(token) => Call::get_session(base, token),
        }
    }

    fn read_answer(&self, answer: &Answer<'_>) -> Result<Value, IdenfyError> {
        Ok(match self {
            Self::CheckStatus(..) => json!(read_check_status(answer)?),
            Self::CreateSession(request) => json!(read_session(answer, request)?),
            Self::GetSession(token) => json!(read_session_info(answer, token)?),
        })
    }
}

/// How far a question has come.
#[derive(Deserialize)]
struct Progress {
    /// How often it has been sent.
    attempts: u32,
    /// How much time there is left for it, in ms.
    left: u32,
    /// A random fraction, 0 to 1.
    random: f64,
}

/// The request that asks a question of JavaScript's: `operation`, its fields under `about`, and `base`
/// as in [`connect`].
#[must_use]
#[wasm_bindgen]
pub fn prepare(question: &str) -> String {
    to_json(&Outcome::from(call(&fields(question))))
}

fn call(question: &Map<String, Value>) -> Result<Value, IdenfyError> {
    let call = Question::read(question)?.call(&base(question)?)?;
    Ok(json!(call))
}

/// What an answer to a question means.
///
/// `retry_after` is the header of that name, `now` the time in ms since 1970. Of a body that is longer
/// than `maxAnswer` of [`connect`], any part that is will do.
#[must_use]
#[wasm_bindgen]
pub fn answered(
    question: &str,
    progress: &str,
    status: u16,
    retry_after: Option<String>,
    now: f64,
    body: &[u8],
) -> String {
    let answer = Answer {
        status,
        retry_after: retry_after.and_then(|header| seconds(&header, now)),
        body,
    };
    let read = |question: &Question| question.read_answer(&answer);
    to_json(&outcome(question, progress, read))
}

/// What runtimes say where there never was a connection: no address was found for the name, or nobody
/// listened there.
///
/// Source: the codes of the system's errors, as Node.js and Bun tell them, and one of undici's. Deno and
/// workerd tell none.
const NOT_CONNECTED: [&str; 4] = [
    "ECONNREFUSED",
    "ENOTFOUND",
    "EAI_AGAIN",
    "UND_ERR_CONNECT_TIMEOUT",
];

/// What it means that a question got no answer, within its time or at all. `cause` is the runtime's word
/// for why, if it has one; without one that is certain, the question may have been sent.
#[must_use]
#[wasm_bindgen]
pub fn unanswered(
    question: &str,
    progress: &str,
    timed_out: bool,
    cause: Option<String>,
) -> String {
    let never_connected = || cause.is_some_and(|word| NOT_CONNECTED.contains(&word.as_str()));
    let error = if timed_out {
        IdenfyError::timed_out()
    } else if never_connected() {
        IdenfyError::not_connected()
    } else {
        IdenfyError::disconnected()
    };
    to_json(&outcome(question, progress, |_| Err(error)))
}

fn outcome(
    question: &str,
    progress: &str,
    read: impl FnOnce(&Question) -> Result<Value, IdenfyError>,
) -> Outcome {
    let question = match Question::read(&fields(question)) {
        Ok(question) => question,
        Err(error) => return Err(error).into(),
    };
    match read(&question) {
        Ok(value) => Outcome::Value(value),
        Err(error) => Outcome::Error {
            wait: wait(&question, progress, &error),
            error,
        },
    }
}

fn wait(question: &Question, progress: &str, error: &IdenfyError) -> Option<u32> {
    let progress: Progress = serde_json::from_str(progress).ok()?;
    retry::wait(&Failed {
        operation: question.operation(),
        error,
        attempts: progress.attempts,
        left: progress.left,
        random: progress.random,
    })
}

fn seconds(header: &str, now: f64) -> Option<u32> {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a time before 1970 becomes 1970"
    )]
    retry_after(header, (now / 1_000.0) as u64)
}

/// What JavaScript wrote as an object; one without fields for anything else.
fn fields(json: &str) -> Map<String, Value> {
    serde_json::from_str(&without_lone_surrogates(json)).unwrap_or_default()
}

/// A text of JavaScript can hold half of a surrogate pair, which none here can. `JSON.stringify`
/// writes such a half, and no whole pair, as an escape (`\ud800`). It becomes a control character,
/// which no field takes: so the field that it is in is refused, and not the question as a whole.
fn without_lone_surrogates(json: &str) -> String {
    let between_backslashes = json.split(r"\\");
    let parts: Vec<String> = between_backslashes
        .map(|part| part.replace(r"\ud", r"\u0000"))
        .collect();
    parts.join(r"\\")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const FRESH: &str = r#"{"attempts":1,"left":10000,"random":1}"#;

    fn read(answer: &str) -> Value {
        serde_json::from_str(answer).unwrap()
    }

    fn asking(operation: &str, about: &Value) -> String {
        json!({ "operation": operation, "about": about }).to_string()
    }

    fn session() -> String {
        asking("create_session", &json!({ "scanRef": "ref" }))
    }

    #[test]
    fn a_client_is_told_its_limits() {
        let pair = json!({ "apiKey": "key", "apiSecret": "secret", "timeout": 5 });
        let value = &read(&connect(&pair.to_string()))["value"];
        assert_eq!(value["timeout"], 5);
        assert_eq!(value["attemptTimeout"], ATTEMPT_TIMEOUT);
        assert_eq!(value["maxAnswer"], MAX_ANSWER);
    }

    #[test]
    fn a_client_is_refused_what_it_cannot_work_with() {
        let local = json!({
            "protocol": "http:", "hostname": "vendor.example", "origin": "http://vendor.example",
            "pathname": "/", "hasMore": false,
        });
        for (field, name, value) in [
            ("apiKey", "apiKey", Value::Null),
            ("apiSecret", "apiSecret", json!("a\n")),
            ("baseUrl", "base", json!(false)),
            ("baseUrl", "base", local),
            ("timeout", "timeout", json!(0)),
            ("timeout", "timeout", json!(1.5)),
            ("attemptTimeout", "attemptTimeout", json!(u32::MAX)),
        ] {
            let mut settings = json!({ "apiKey": "key", "apiSecret": "secret" });
            settings[name] = value;
            let error = &read(&connect(&settings.to_string()))["error"];
            assert_eq!(error["code"], "invalid_request", "{field}");
            assert_eq!(error["field"], field);
        }
    }

    #[test]
    fn each_question_has_its_request() {
        for (question, method, end) in [
            (
                asking("check_status", &json!({ "scanRef": "ref" })),
                "GET",
                "/identification/facial-auth/ref/check-status/?method=FACE_MATCHING",
            ),
            (session(), "POST", "/partner/authentication-info"),
            (
                asking("get_session", &json!({ "token": "T" })),
                "GET",
                "/api/v2/facial-authentication-sessions/T/",
            ),
        ] {
            let value = &read(&prepare(&question))["value"];
            assert_eq!(value["method"], method);
            let url = format!("https://ivs.idenfy.com{end}");
            assert_eq!(value["url"], url);
        }
    }

    #[test]
    fn what_is_asked_wrongly_is_not_asked() {
        for (operation, about, field) in [
            ("check_status", json!(null), "scanRef"),
            ("create_session", json!({ "scanRef": "" }), "scanRef"),
            (
                "create_session",
                json!({ "scanRef": "ref", "lifetime": 0 }),
                "lifetime",
            ),
            ("get_session", json!({}), "token"),
            ("get_session", json!({ "token": "a b" }), "token"),
        ] {
            let error = &read(&prepare(&asking(operation, &about)))["error"];
            assert_eq!(error["field"], field);
            assert_eq!(error["sent"], false);
            assert_eq!(error["wait"], Value::Null);
        }
    }

    /// As `JSON.stringify` writes it; no JSON here can.
    #[test]
    fn half_of_a_surrogate_pair_is_held_against_its_field() {
        let field = |answer: String| read(&answer)["error"]["field"].clone();
        for half in [r"\ud800", r"a\udfff", r"\\\udc00"] {
            let asked = |operation, name| {
                let mut about = json!({ "scanRef": "ref", "token": "T" });
                about[name] = "HALF".into();
                field(prepare(&asking(operation, &about).replace("HALF", half)))
            };
            assert_eq!(asked("check_status", "scanRef"), "scanRef");
            assert_eq!(asked("create_session", "scanRef"), "scanRef");
            assert_eq!(asked("create_session", "locale"), "locale");
            assert_eq!(asked("create_session", "type"), "type");
            assert_eq!(asked("get_session", "token"), "token");
            let secret = format!(r#"{{"apiKey":"key","apiSecret":"{half}"}}"#);
            assert_eq!(field(connect(&secret)), "apiSecret");
        }
        let escaped = asking("get_session", &json!({ "token": r"\ud800" }));
        let url = &read(&prepare(&escaped))["value"]["url"];
        assert!(url.as_str().unwrap().ends_with("/%5Cud800/"), "{url}");
    }

    #[test]
    fn an_answer_becomes_a_value_or_an_error() {
        let ok = answered(&session(), FRESH, 200, None, 0.0, br#"{"token":"T"}"#);
        assert_eq!(read(&ok)["value"]["token"], "T");
        let busy = answered(&session(), FRESH, 429, Some("2".to_owned()), 0.0, b"");
        let error = &read(&busy)["error"];
        assert_eq!(error["code"], "rate_limited");
        assert_eq!(error["retryAfter"], 2);
        assert_eq!(error["wait"], 2_400);
    }

    #[test]
    fn a_date_to_wait_until_is_counted_from_now() {
        let until = Some("Thu, 01 Jan 1970 00:00:09 GMT".to_owned());
        let busy = answered(&session(), FRESH, 429, until, 7_999.9, b"");
        assert_eq!(read(&busy)["error"]["retryAfter"], 2);
    }

    #[test]
    fn a_session_that_may_exist_is_not_asked_for_again() {
        let status = asking("check_status", &json!({ "scanRef": "ref" }));
        for (timed_out, cause) in [
            (false, None),
            (false, Some("ECONNRESET")),
            (true, None),
            (true, Some("ECONNREFUSED")),
        ] {
            let unanswered = |question: &str| {
                let cause = cause.map(str::to_owned);
                read(&unanswered(question, FRESH, timed_out, cause))
            };
            let lost = unanswered(&session());
            assert_eq!(lost["error"]["wait"], Value::Null);
            assert_eq!(lost["error"]["sent"], true);
            assert_eq!(unanswered(&status)["error"]["wait"], 400);
        }
    }

    #[test]
    fn a_session_that_was_never_asked_for_is_asked_for_again() {
        for cause in NOT_CONNECTED {
            let lost = unanswered(&session(), FRESH, false, Some(cause.to_owned()));
            let error = &read(&lost)["error"];
            assert_eq!(error["code"], "unreachable");
            assert_eq!(error["sent"], false);
            assert_eq!(error["wait"], 400);
        }
    }
}
