//! The client of iDenfy's API against servers that misbehave: which error each gives, and how often
//! each was asked.
#![cfg(not(target_arch = "wasm32"))]
#![allow(unreachable_pub, clippy::unwrap_used, clippy::expect_used)]

mod server;

use std::time::{Duration, SystemTime};

use face_auth_widget::idenfy_api::retry::MAX_ATTEMPTS;
use face_auth_widget::idenfy_api::{
    Eligibility, IdenfyError, IdenfyErrorCode, MAX_ANSWER, Method, SessionRequest,
};
use server::{Reply, Server, builder, nobody};

const SESSION: &str = r#"{"token":"TOKEN","lifetime":600}"#;
const INFO: &str = r#"{"tokenString":"TO?KEN"}"#;
const STATUS: &str = r#"{"type":"AUTHENTICATION"}"#;

/// Short enough to run into, long enough not to be run into by a slow machine's handshake.
const SHORT: Duration = Duration::from_millis(300);

/// What the three calls come to at a server with these replies, and how often each was asked.
struct Outcome {
    errors: [IdenfyError; 3],
    asked: [usize; 3],
}

impl Outcome {
    async fn of(reply: &Reply) -> Self {
        let servers = [start(reply).await, start(reply).await, start(reply).await];
        let [check, create, get] = servers.each_ref().map(|server| {
            let builder = server.builder().attempt_timeout(SHORT);
            builder.build().unwrap()
        });
        let request = SessionRequest::new("ref");
        let (check, create, get) = tokio::join!(
            check.check_status("ref", Method::FaceMatching),
            create.create_session(&request),
            get.get_session("TOKEN"),
        );
        let errors = [check.unwrap_err(), create.unwrap_err(), get.unwrap_err()];
        Self {
            errors,
            asked: servers.each_ref().map(|server| server.requests().len()),
        }
    }

    fn assert(&self, code: IdenfyErrorCode, asked: [u32; 3]) {
        for error in &self.errors {
            assert_eq!(error.code, code);
        }
        assert_eq!(self.asked.map(|times| u32::try_from(times).unwrap()), asked);
    }
}

async fn start(reply: &Reply) -> Server {
    Server::start([reply.clone()]).await
}

/// Each call once.
const ONCE: [u32; 3] = [1; 3];
/// A session once, all else as often as it may be.
const SAFE_ONES_AGAIN: [u32; 3] = [MAX_ATTEMPTS, 1, MAX_ATTEMPTS];

#[tokio::test]
async fn a_refusal_is_final() {
    for (status, code) in [
        (400, IdenfyErrorCode::BadRequest),
        (401, IdenfyErrorCode::Unauthorized),
        (403, IdenfyErrorCode::Forbidden),
        (404, IdenfyErrorCode::NotFound),
        (410, IdenfyErrorCode::Refused),
    ] {
        let body = r#"{"identifier":"BAD_VALUE","message":"of the-secret"}"#;
        let outcome = Outcome::of(&Reply::new(status, "", body)).await;
        outcome.assert(code, ONCE);
        for error in &outcome.errors {
            assert_eq!(error.status, Some(status));
            assert_eq!(error.identifier.as_deref(), Some("BAD_VALUE"));
            assert!(!format!("{error} {error:?}").contains("the-secret"));
        }
    }
}

#[tokio::test]
async fn a_vendor_out_of_order_makes_no_second_session() {
    for status in [500, 502, 503] {
        let outcome = Outcome::of(&Reply::new(status, "", "<html>")).await;
        outcome.assert(IdenfyErrorCode::VendorUnavailable, SAFE_ONES_AGAIN);
    }
}

#[tokio::test]
async fn silence_makes_no_second_session() {
    let head = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{".to_vec();
    for reply in [Reply::Stall(Vec::new()), Reply::Stall(head)] {
        let outcome = Outcome::of(&reply).await;
        outcome.assert(IdenfyErrorCode::TimedOut, SAFE_ONES_AGAIN);
    }
}

#[tokio::test]
async fn a_connection_that_breaks_makes_no_second_session() {
    let half = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{".to_vec();
    for reply in [
        Reply::Close,
        Reply::Bytes(half),
        Reply::Bytes(b"SMTP".to_vec()),
    ] {
        let outcome = Outcome::of(&reply).await;
        outcome.assert(IdenfyErrorCode::Unreachable, SAFE_ONES_AGAIN);
        assert!(outcome.errors.iter().all(|error| error.sent));
    }
}

#[tokio::test]
async fn a_refusal_is_one_without_its_body() {
    let half = b"HTTP/1.1 401 No\r\nContent-Length: 100\r\n\r\n{".to_vec();
    let outcome = Outcome::of(&Reply::Bytes(half)).await;
    outcome.assert(IdenfyErrorCode::Unauthorized, ONCE);
}

#[tokio::test]
async fn where_nobody_listens_nothing_was_sent() {
    let client = builder(nobody().await).build().unwrap();
    let request = SessionRequest::new("ref");
    let error = client.create_session(&request).await.unwrap_err();
    assert_eq!(error.code, IdenfyErrorCode::Unreachable);
    assert!(!error.sent);
}

#[tokio::test]
async fn a_long_wait_is_left_to_the_caller() {
    let date = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(3600));
    for wait in ["3600", &date] {
        let headers = format!("Retry-After: {wait}\r\n");
        let outcome = Outcome::of(&Reply::new(429, &headers, "")).await;
        outcome.assert(IdenfyErrorCode::RateLimited, ONCE);
        for error in outcome.errors {
            let seconds = error.retry_after.expect("how long to wait");
            assert!((3590..=3600).contains(&seconds), "{seconds}");
        }
    }
}

#[tokio::test]
async fn after_a_short_wait_a_session_is_asked_for_again() {
    let date = httpdate::fmt_http_date(SystemTime::now() - Duration::from_secs(5));
    for headers in [
        String::new(),
        "Retry-After: 0\r\n".to_owned(),
        format!("Retry-After: {date}\r\n"),
    ] {
        let replies = [Reply::new(429, &headers, ""), Reply::ok(SESSION)];
        let server = Server::start(replies).await;
        let request = SessionRequest::new("ref");
        let grant = server.client().create_session(&request).await.unwrap();
        assert_eq!((grant.token.as_str(), grant.lifetime), ("TOKEN", 600));
        assert_eq!(server.requests().len(), 2);
    }
}

#[tokio::test]
async fn a_question_is_asked_until_it_is_answered() {
    let replies = [Reply::Close, Reply::new(503, "", ""), Reply::ok(STATUS)];
    let server = Server::start(replies).await;
    let client = server.client();
    let status = client.check_status("ref", Method::FaceMatching).await;
    assert_eq!(status, Ok(Eligibility::Authentication));
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn a_call_ends_when_its_time_is_over() {
    let server = start(&Reply::Stall(Vec::new())).await;
    let client = server.builder().timeout(SHORT).build().unwrap();
    let error = client.get_session("TOKEN").await.unwrap_err();
    assert_eq!(error.code, IdenfyErrorCode::TimedOut);
    assert_eq!(server.requests().len(), 1, "no time for another attempt");
}

#[tokio::test]
async fn what_cannot_be_read_is_not_asked_for_again() {
    let huge = format!("{}{}", " ".repeat(8 * MAX_ANSWER), SESSION);
    for body in ["", "<html>", "[]", "null", r#"{"token":5}"#, "\u{0}", &huge] {
        let reply = Reply::ok(body);
        for code in [
            session(&reply).await.unwrap_err(),
            status(&reply).await.unwrap_err(),
        ] {
            assert_eq!(code, IdenfyErrorCode::Unreadable, "{} bytes", body.len());
        }
    }
    let long = format!(r#"{{"token":"{}"}}"#, "x".repeat(41));
    for body in ["{}", r#"{"token":""}"#, r#"{"token":"a b"}"#, &long] {
        let error = session(&Reply::ok(body)).await.unwrap_err();
        assert_eq!(error, IdenfyErrorCode::Unreadable);
    }
}

/// The token, or the code of the error, of a server that must be asked once.
async fn session(reply: &Reply) -> Result<String, IdenfyErrorCode> {
    let server = start(reply).await;
    let request = SessionRequest::new("ref");
    let answer = server.client().create_session(&request).await;
    assert_eq!(server.requests().len(), 1);
    answer.map(|grant| grant.token).map_err(|error| error.code)
}

async fn status(reply: &Reply) -> Result<Eligibility, IdenfyErrorCode> {
    let server = start(reply).await;
    let client = server.client();
    let answer = client.check_status("ref", Method::FaceMatching).await;
    assert_eq!(server.requests().len(), 1);
    answer.map_err(|error| error.code)
}

#[tokio::test]
async fn a_body_without_end_is_not_read_to_its_end() {
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n";
    let part = " ".repeat(2 * MAX_ANSWER);
    let reply = Reply::Stall(format!("{head}{part}").into_bytes());
    assert_eq!(session(&reply).await, Err(IdenfyErrorCode::Unreadable));
}

#[tokio::test]
async fn the_key_pair_is_not_carried_elsewhere() {
    let elsewhere = Server::start([Reply::ok(STATUS)]).await;
    for status in [301, 302, 307, 308] {
        let headers = format!("Location: http://{}/\r\n", elsewhere.address);
        let outcome = Outcome::of(&Reply::new(status, &headers, "")).await;
        outcome.assert(IdenfyErrorCode::Refused, ONCE);
    }
    assert!(elsewhere.requests().is_empty());
}

#[tokio::test]
async fn calls_are_sent_as_the_vendor_documents_them() {
    let server = Server::start([Reply::ok(STATUS), Reply::ok(SESSION), Reply::ok(INFO)]).await;
    let client = server.client();
    let asked = client.check_status("a/ref", Method::ActiveLiveness).await;
    asked.unwrap();
    let request = SessionRequest::new("a/ref");
    client.create_session(&request).await.unwrap();
    client.get_session("TO?KEN").await.unwrap();

    let requests = server.requests();
    let line = |n: usize| requests[n].lines().next().unwrap().to_owned();
    assert_eq!(
        line(0),
        "GET /identification/facial-auth/a%2Fref/check-status/?method=ACTIVE_LIVENESS HTTP/1.1"
    );
    assert_eq!(line(1), "POST /partner/authentication-info HTTP/1.1");
    assert_eq!(
        line(2),
        "GET /api/v2/facial-authentication-sessions/TO%3FKEN/ HTTP/1.1"
    );
    // `the-key:the-secret`, as HTTP Basic has it.
    let basic = "authorization: Basic dGhlLWtleTp0aGUtc2VjcmV0\r\n";
    assert!(requests.iter().all(|request| request.contains(basic)));
    assert!(requests[1].contains("content-type: application/json\r\n"));
    let (_, body) = requests[1].split_once("\r\n\r\n").unwrap();
    let expected = r#"{"scanRef":"a/ref","type":"AUTHENTICATION","method":"FACE_MATCHING"}"#;
    assert_eq!(body, expected);
}

#[tokio::test]
async fn what_the_vendor_would_refuse_is_never_sent() {
    let server = Server::start([Reply::ok(SESSION)]).await;
    let client = server.client();
    let request = SessionRequest {
        lifetime: Some(0),
        ..SessionRequest::new("ref")
    };
    let errors = [
        client.create_session(&request).await.unwrap_err(),
        client
            .check_status("..", Method::FaceMatching)
            .await
            .unwrap_err(),
        client.get_session("a b").await.unwrap_err(),
    ];
    let fields = errors.map(|error| (error.code, error.field.unwrap()));
    let invalid = |field| (IdenfyErrorCode::InvalidRequest, field);
    assert_eq!(fields, ["lifetime", "scanRef", "token"].map(invalid));
    assert!(server.requests().is_empty());
}
