// Made from the Rust sources by `cargo xtask build`. Do not edit.

import type { FaceAuthErrorCode } from './types.js';

/** Code, whether it can be retried (1) or not (0), message. */
export const ERRORS: readonly (readonly [FaceAuthErrorCode, 0 | 1, string])[] = [
  ['invalid_target', 0, "No such element in the page. Mount once the node is in the document."],
  ['invalid_options', 0, "An option is missing or wrong. `token` is required; `frameUrl` must be https and of another origin."],
  ['invalid_token', 0, "The token is not 1 to 40 visible ASCII characters."],
  ['invalid_state', 0, "Not possible in this state."],
  ['token_failed', 1, "The token provider failed: see `cause`."],
  ['token_timeout', 1, "The token provider took longer than `tokenTimeout`."],
  ['identification_required', 0, "This person must be identified in full first."],
  ['offline', 1, "The browser is offline. Try again once it is connected."],
  ['wasm_unavailable', 0, "WebAssembly cannot run. Allow 'wasm-unsafe-eval' in script-src, or use a newer browser."],
  ['insecure_context', 0, "No camera without https: the page is not a secure context."],
  ['camera_blocked', 0, "The page's Permissions-Policy keeps the camera from the frame. Allow it for the frame's origin."],
  ['frame_blocked', 0, "The page's policy refuses the frame. Allow its origin in frame-src; check COEP."],
  ['frame_timeout', 1, "The frame took longer than `loadTimeout`. Check the network and the frame's address."],
  ['frame_removed', 1, "The frame was removed, moved or replaced. Leave the node alone until `unmount`."],
  ['session_expired', 1, "The token has expired. Create a new session."],
  ['confirm_failed', 1, "`confirm` failed, or answered no decision about this token: see `cause`."],
  ['confirm_timeout', 1, "`confirm` took longer than `confirmTimeout`. Check that the webhook arrives."],
  ['attempts_exhausted', 0, "No attempt of `maxAttempts` is left."],
];
