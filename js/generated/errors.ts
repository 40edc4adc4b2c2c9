// Made from the Rust sources by `cargo xtask build`. Do not edit.

import type { FaceAuthErrorCode } from './types.js';

/** Code, whether it can be retried (1) or not (0), message. */
export const ERRORS: readonly (readonly [FaceAuthErrorCode, 0 | 1, string])[] = [
  ['invalid_target', 0, "No such element in the page."],
  ['invalid_options', 0, "An option is missing or wrong, or `frameUrl` is not https of another origin."],
  ['invalid_token', 0, "The token is not 1 to 40 visible ASCII characters."],
  ['invalid_state', 0, "Not possible in this state."],
  ['token_failed', 1, "The token provider failed, or answered no token: see `cause`."],
  ['token_timeout', 1, "The token provider took longer than `tokenTimeout`."],
  ['identification_required', 0, "This person must be identified in full first."],
  ['offline', 1, "The browser is offline."],
  ['wasm_unavailable', 0, "WebAssembly cannot run, see `cause`: allow 'wasm-unsafe-eval' in script-src, or update the browser."],
  ['insecure_context', 0, "No camera without https."],
  ['camera_blocked', 0, "The page's Permissions-Policy must allow the camera for the frame's origin."],
  ['frame_blocked', 0, "The page's frame-src must allow the frame's origin, or its COEP refuses the frame."],
  ['frame_timeout', 1, "The frame took longer than `loadTimeout`."],
  ['frame_removed', 1, "The frame was removed, moved or replaced."],
  ['session_expired', 1, "The token has expired."],
  ['confirm_failed', 1, "`confirm` failed, or answered no decision about this token: see `cause`."],
  ['confirm_timeout', 1, "`confirm` took longer than `confirmTimeout`. See that the webhook arrives."],
  ['attempts_exhausted', 0, "No attempt of `maxAttempts` is left."],
];
