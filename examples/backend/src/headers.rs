//! The headers on every answer: what the page may load, embed and be embedded in.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// The security headers, for a page that frames these origins. The first is the widget's.
///
/// The origins were serialized by an URL parser, so none can end a directive early.
pub(crate) fn security(frame_sources: &[String]) -> Vec<(HeaderName, HeaderValue)> {
    let fixed = |name, value| (name, HeaderValue::from_static(value));
    let built = |name, value: String| {
        // An origin in ASCII always is a header value; without one, the strictest policy stands.
        let strictest = HeaderValue::from_static("default-src 'none'");
        (name, HeaderValue::from_str(&value).unwrap_or(strictest))
    };
    vec![
        built(
            header::CONTENT_SECURITY_POLICY,
            content_policy(frame_sources),
        ),
        built(
            HeaderName::from_static("permissions-policy"),
            permissions(frame_sources.first()),
        ),
        fixed(header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        fixed(header::REFERRER_POLICY, "same-origin"),
        fixed(header::X_FRAME_OPTIONS, "DENY"),
        fixed(
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        fixed(
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
    ]
}

/// Adds headers to an answer, over what it had.
pub(crate) fn add(to: &mut HeaderMap, headers: &[(HeaderName, HeaderValue)]) {
    for (name, value) in headers {
        to.insert(name, value.clone());
    }
}

fn content_policy(frame_sources: &[String]) -> String {
    let frames = frame_sources.join(" ");
    [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        &format!("frame-src {frames}"),
        "require-trusted-types-for 'script'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
    .join("; ")
}

/// Camera and full screen for the page and the widget's frame; the microphone for nobody.
fn permissions(frame: Option<&String>) -> String {
    let allowed = match frame {
        Some(origin) => format!("(self \"{origin}\")"),
        None => "(self)".to_owned(),
    };
    format!(
        "camera={allowed}, fullscreen={allowed}, microphone=(), geolocation=(), display-capture=()"
    )
}

#[cfg(test)]
#[allow(clippy::expect_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn the_policy_names_each_frame_source_and_the_camera_only_the_widgets() {
        let sources = ["https://a.example", "https://b.example"].map(str::to_owned);
        let headers: HeaderMap = security(&sources).into_iter().collect();
        let csp = headers[header::CONTENT_SECURITY_POLICY].to_str();
        let csp = csp.expect("ASCII");
        assert!(csp.contains("; frame-src https://a.example https://b.example; "));
        assert!(csp.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; "));
        let permissions = headers["permissions-policy"].to_str().expect("ASCII");
        assert!(permissions.starts_with("camera=(self \"https://a.example\"), "));
        assert!(permissions.contains("microphone=()"));
    }
}
