// Made from the Rust sources by `cargo xtask build`. Do not edit.

/**
 * What a session is for.
 */
export type SessionType = "AUTHENTICATION" | "ENROLLMENT";

/**
 * How a face is checked.
 */
export type Method = "FACE_MATCHING" | "ACTIVE_LIVENESS";

/**
 * A session as a host wants it; as JSON, the body that the vendor takes.
 */
export type SessionRequest = { 
/**
 * The vendor's id of the verification to compare with: 1 to 40 characters, none of them a
 * control character.
 */
scanRef: string, 
/**
 * What the session is for; `AUTHENTICATION` if left out.
 */
type?: SessionType, 
/**
 * How the face is checked; `FACE_MATCHING` if left out.
 */
method?: Method, 
/**
 * The frame's language, as a language tag (`en`, `pt-BR`); the vendor chooses if left out.
 */
locale?: string, 
/**
 * Seconds in which the session can be started, 1 to 2,592,000 (30 days); 1800 if left out.
 */
lifetime?: number, 
/**
 * Whether to ask for a code that opens the session in the vendor's app, too.
 */
generateDigitString?: boolean, };

/**
 * What the vendor would do with a person.
 */
export type Eligibility = "AUTHENTICATION" | "IDENTIFICATION";

/**
 * What opens one session: as JSON, what the widget's option `token` takes. It holds two secrets.
 */
export type Grant = { 
/**
 * The token: 1 to 40 visible ASCII characters.
 */
token: string, 
/**
 * The code for the vendor's app, where one was asked for.
 */
digitString?: string, 
/**
 * Seconds in which the session can be started.
 */
lifetime: number, };

/**
 * One session, as the vendor answers for its token.
 *
 * Source: the vendor's schema of `facial-authentication-sessions`, which does not say which fields
 * are always there; without the token an answer is not taken.
 */
export type SessionInfo = { 
/**
 * The vendor's id of the session (uuid).
 */
id: string | null, 
/**
 * The verification that it was made for. The vendor has deprecated it.
 */
givenScanRef: string | null, 
/**
 * The token.
 */
tokenString: string | null, 
/**
 * Whether it passed; null where there is no decision (yet).
 */
approved: boolean | null, 
/**
 * `AUTHENTICATION`, `ENROLLMENT`, or a type that is not documented yet.
 */
type: string | null, 
/**
 * `FACE_MATCHING`, `ACTIVE_LIVENESS`, or a method that is not documented yet.
 */
authenticationMethod: string | null, 
/**
 * The address of the picture.
 */
facePhoto: string | null, };

/**
 * Why a call to iDenfy's API gave nothing.
 */
export type IdenfyErrorCode = "invalid_request" | "bad_request" | "unauthorized" | "forbidden" | "not_found" | "rate_limited" | "vendor_unavailable" | "timed_out" | "unreachable" | "unreadable" | "refused";

/**
 * Why a call gave nothing. Holds neither a key nor a token, `scanRef` or digit string.
 */
export type IdenfyFault = { 
/**
 * The kind of failure.
 */
code: IdenfyErrorCode, 
/**
 * Of `invalid_request`: the field, as JavaScript and the vendor name it (`scanRef`).
 */
field: string | null, 
/**
 * The HTTP status, where there was an answer.
 */
status: number | null, 
/**
 * Seconds that the vendor asks to wait, where it does.
 */
retryAfter: number | null, 
/**
 * The vendor's own word for a refusal, such as `BAD_VALUE`.
 */
identifier: string | null, 
/**
 * Whether the call may have reached the vendor. A session that was asked for may then have been
 * made, and paid for, whatever became of the answer.
 */
sent: boolean, };
