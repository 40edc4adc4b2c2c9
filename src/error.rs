//! Every error code, in one table.

/// One row a code: its variant, its name for JavaScript, whether trying again can help, and what
/// the message says.
macro_rules! error_codes {
    ($($(#[$doc:meta])* $variant:ident $name:literal $retryable:literal $message:literal;)+) => {
        /// What went wrong, as a host can tell it apart.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
        #[cfg_attr(
            feature = "typescript",
            ts(rename = "FaceAuthErrorCode", rename_all = "snake_case")
        )]
        #[non_exhaustive]
        pub enum ErrorCode { $($(#[$doc])* $variant,)+ }

        impl ErrorCode {
            /// All codes, in the order in which they are numbered for JavaScript.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The name that JavaScript sees.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// Whether trying again, with nothing else changed, can help.
            #[must_use]
            pub const fn retryable(self) -> bool {
                match self { $(Self::$variant => $retryable,)+ }
            }

            /// What happened and what to do, for the developer of the page.
            #[must_use]
            pub const fn message(self) -> &'static str {
                match self { $(Self::$variant => $message,)+ }
            }
        }
    };
}

error_codes! {
    /// The target is no element, or not in a document.
    InvalidTarget "invalid_target" false
        "No such element in the page.";
    /// An option is missing or has a wrong type.
    InvalidOptions "invalid_options" false
        "An option is missing or wrong, or `frameUrl` is not https of another origin.";
    /// The token cannot be one of the vendor's.
    InvalidToken "invalid_token" false
        "The token is not 1 to 40 visible ASCII characters.";
    /// The call does not fit the state.
    InvalidState "invalid_state" false
        "Not possible in this state.";
    /// The token provider threw, or answered no token.
    TokenFailed "token_failed" true
        "The token provider failed, or answered no token: see `cause`.";
    /// The token provider did not answer in time.
    TokenTimeout "token_timeout" true
        "The token provider took longer than `tokenTimeout`.";
    /// The person has to be identified in full first.
    IdentificationRequired "identification_required" false
        "This person must be identified in full first.";
    /// The browser has no connection.
    Offline "offline" true
        "The browser is offline.";
    /// The WebAssembly module cannot run here.
    WasmUnavailable "wasm_unavailable" false
        "WebAssembly cannot run, see `cause`: allow 'wasm-unsafe-eval' in script-src, or update the browser.";
    /// The page is not a secure context.
    InsecureContext "insecure_context" false
        "No camera without https.";
    /// The host's own Permissions-Policy refuses the camera.
    CameraBlocked "camera_blocked" false
        "The page's Permissions-Policy must allow the camera for the frame's origin.";
    /// The host's own policy refuses the frame.
    FrameBlocked "frame_blocked" false
        "The page's frame-src must allow the frame's origin, or its COEP refuses the frame.";
    /// The frame did not load in time.
    FrameTimeout "frame_timeout" true
        "The frame took longer than `loadTimeout`.";
    /// Something else removed or replaced the frame.
    FrameRemoved "frame_removed" true
        "The frame was removed, moved or replaced.";
    /// The token has expired.
    SessionExpired "session_expired" true
        "The token has expired.";
    /// The decision could not be had from the backend.
    ConfirmFailed "confirm_failed" true
        "`confirm` failed, or answered no decision about this token: see `cause`.";
    /// The backend had no decision in time.
    ConfirmTimeout "confirm_timeout" true
        "`confirm` took longer than `confirmTimeout`. See that the webhook arrives.";
    /// No attempt is left.
    AttemptsExhausted "attempts_exhausted" false
        "No attempt of `maxAttempts` is left.";
}

impl ErrorCode {
    /// Whether a missing connection explains it.
    #[must_use]
    pub const fn is_of_network(self) -> bool {
        matches!(
            self,
            Self::TokenFailed | Self::TokenTimeout | Self::FrameTimeout
        )
    }

    /// The number that stands for this code between WebAssembly and JavaScript.
    #[must_use]
    pub const fn number(self) -> u32 {
        self as u32
    }

    /// The code that a number stands for.
    #[must_use]
    pub fn from_number(number: u32) -> Option<Self> {
        Self::ALL.get(usize::try_from(number).ok()?).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_there_and_back() {
        for (index, code) in ErrorCode::ALL.iter().enumerate() {
            assert_eq!(code.number() as usize, index);
            assert_eq!(ErrorCode::from_number(code.number()), Some(*code));
        }
        let beyond = u32::try_from(ErrorCode::ALL.len()).expect("few codes");
        assert_eq!(ErrorCode::from_number(beyond), None);
    }

    #[test]
    fn names_are_snake_case_and_unique() {
        let mut names: Vec<_> = ErrorCode::ALL.iter().map(|code| code.name()).collect();
        for name in &names {
            let snake = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
            assert!(name.bytes().all(snake), "{name}");
        }
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), ErrorCode::ALL.len());
    }

    #[test]
    fn every_message_is_a_sentence_or_more() {
        for code in ErrorCode::ALL {
            assert!(code.message().ends_with('.'), "{code:?}");
        }
    }
}
