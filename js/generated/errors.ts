// Made from the Rust sources by `cargo xtask build`. Do not edit.

import type { FaceAuthErrorCode } from './types.js';

/** Code, whether it can be retried (1) or not (0), message. */
export const ERRORS: readonly (readonly [FaceAuthErrorCode, 0 | 1, string])[] = [
  ['invalid_target', 0, "The target matches no element in the page. Mount once the node is in the document."],
  ['invalid_options', 0, "An option is missing or has a wrong type or value. `token` is required; `frameUrl` must be https and another origin."],
  ['invalid_token', 0, "The token is not 1 to 40 visible ASCII characters. Pass on what the vendor's API answered."],
  ['invalid_state', 0, "This call does not fit the session's state."],
  ['token_failed', 1, "The token provider failed; `cause` says why. Check the backend that creates the session."],
  ['token_timeout', 1, "The token provider did not answer within `tokenTimeout`. Check the backend that creates the session."],
  ['identification_required', 0, "This person must complete a full identification before face authentication."],
  ['offline', 1, "The browser is offline. Try again once it is connected."],
  ['wasm_unavailable', 0, "WebAssembly cannot run here. Allow 'wasm-unsafe-eval' in script-src, or use a newer browser."],
  ['insecure_context', 0, "The page is not a secure context, so no camera can be used. Serve it over https."],
  ['camera_blocked', 0, "The page's Permissions-Policy refuses the camera to the frame. Allow camera for the frame's origin."],
  ['frame_blocked', 0, "The page's policy refuses the frame. Allow its origin in frame-src, and check COEP."],
  ['frame_timeout', 1, "The frame did not load within `loadTimeout`. Check the network and the frame's address."],
  ['frame_removed', 1, "The frame was removed, moved or replaced. Leave the widget's node alone until it is unmounted."],
  ['session_expired', 1, "The session's token has expired. Create a new one."],
  ['confirm_failed', 1, "`confirm` failed or answered something else than a decision for this token; `cause` says why."],
  ['confirm_timeout', 1, "`confirm` gave no decision within `confirmTimeout`. Check that the webhook reaches the backend."],
  ['attempts_exhausted', 0, "No attempt is left; `maxAttempts` was reached."],
];
