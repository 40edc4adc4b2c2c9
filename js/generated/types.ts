// Made from the Rust sources by `cargo xtask build`. Do not edit.

import type { FaceAuthError } from '../error.js';

/**
 * Where a session is.
 */
export type State = "starting" | "loading" | "ready" | "handoff" | "confirming" | "retryable" | "settled" | "unmounted";

/**
 * What the frame says of an attempt: the documented values, and no other.
 *
 * Source: "Face Auth iFrame", section "iFrame Console Status Values". A hint, never a decision.
 */
export type FrameStatus = "APPROVED" | "FAILED";

/**
 * Why a message that looks like the vendor's does not count.
 */
export type Rejection = "window" | "origin" | "late";

/**
 * What an approval or a failure rests on.
 */
export type Verdict = { 
/**
 * True where the backend decided, false where it is only the frame's word.
 */
authoritative: boolean, 
/**
 * What the frame said, if it said something.
 */
frameStatus: FrameStatus | null, };

/**
 * What every outcome tells besides.
 */
export type Ending = { 
/**
 * How many times a token was asked for.
 */
attempts: number, 
/**
 * Milliseconds from `mount` to the end.
 */
elapsed: number, };

/**
 * What kind of thing went wrong: all that advice to a person depends on.
 */
export type Category = "picture" | "mismatch" | "attack" | "denied" | "declined" | "unknown";

/**
 * Whether another try makes sense.
 */
export type Advice = "retry" | "stop";

/**
 * Why an attempt did not pass.
 */
export type Reason = { 
/**
 * The vendor's own word, as it came; `None` where it must not be told.
 */
code: string | null, 
/**
 * The kind of reason.
 */
category: Category, 
/**
 * Whether to offer another try.
 */
advice: Advice, };

/**
 * How an attempt ended, or that it has not ended yet.
 */
export type Status = "SUCCESS" | "FAILED" | "EXPIRED" | "CANCELED" | "PENDING";

/**
 * How a session ended, as JavaScript's `Outcome` tells it by `kind`.
 */
export type Ended = { "kind": "approved" } & Verdict | { "kind": "failed" } & Verdict | { "kind": "canceled" } | { "kind": "expired" } | { "kind": "error", 
/**
 * What went wrong.
 */
error: FaceAuthError, } | { "kind": "unmounted" };

/**
 * Something that the host is told.
 */
export type FaceAuthEvent = { "type": "state", 
/**
 * Where it is now.
 */
state: State, } | { "type": "ready" } | { "type": "status", 
/**
 * Its word: a hint, never the decision.
 */
status: FrameStatus, } | { "type": "unrecognized", 
/**
 * Whether its status word may be passed on: one of letters and `_`, at most 24 of them.
 */
status: string | null, } | { "type": "rejected", 
/**
 * What was wrong with the latest of them.
 */
reason: Rejection, 
/**
 * How many there were since the last such event, this one included.
 */
count: number, } | { "type": "attempt", 
/**
 * The person did not pass; JavaScript is told why, where the backend said so.
 */
reason: Reason | null, 
/**
 * What went wrong instead, if something did.
 */
error: FaceAuthError | null, } | { "type": "decision", 
/**
 * How.
 */
status: Status, 
/**
 * Whether the frame had said the opposite. The decision counts.
 */
contradicts: boolean, } | { "type": "outcome", 
/**
 * How.
 */
outcome: Outcome, } | { "type": "error", 
/**
 * What.
 */
error: FaceAuthError, };

/**
 * What went wrong, as a host can tell it apart.
 */
export type FaceAuthErrorCode = "invalid_target" | "invalid_options" | "invalid_token" | "invalid_state" | "token_failed" | "token_timeout" | "identification_required" | "offline" | "wasm_unavailable" | "insecure_context" | "camera_blocked" | "frame_blocked" | "frame_timeout" | "frame_removed" | "session_expired" | "confirm_failed" | "confirm_timeout" | "attempts_exhausted";

export type Approved = Ending & Extract<Ended, { kind: 'approved' }>;
export type Failed = Ending & Extract<Ended, { kind: 'failed' }> & { reason: Reason | null };
export type Canceled = Ending & Extract<Ended, { kind: 'canceled' }>;
export type Expired = Ending & Extract<Ended, { kind: 'expired' }>;
export type Errored = Ending & Extract<Ended, { kind: 'error' }>;
export type Unmounted = Ending & Extract<Ended, { kind: 'unmounted' }>;
export type Outcome = Approved | Failed | Canceled | Expired | Errored | Unmounted;
