// Made from the Rust sources by `cargo xtask build`. Do not edit.

import type { Reason, Status } from './types.js';

/**
 * A vendor that sends webhooks.
 */
export type Vendor = "idenfy" | "incode";

/**
 * Which webhook it is.
 */
export type Kind = "idenfy.face-authentication" | "incode.authentication-1to1" | "incode.face-authentication";

/**
 * What the attempt was for.
 */
export type Purpose = "authentication" | "enrollment";

/**
 * The backend's answer about one attempt.
 */
export type Decision = { 
/**
 * How the attempt ended.
 */
status: Status, 
/**
 * Why, where it did not pass and the vendor said so.
 */
reason: Reason | null, };

/**
 * Until when a webhook can be counted on. Dates as `YYYY-MM-DD`.
 */
export type Deprecation = { 
/**
 * From this day on nobody mends it.
 */
endOfSupport: string, 
/**
 * The vendor's advice: have moved by this day.
 */
migrateBy: string, 
/**
 * From this day on it is not sent any more.
 */
endOfLife: string, 
/**
 * What to move to.
 */
successor: Kind, };

/**
 * The documented fields; as JSON, the ids among them.
 */
export type IdenfySubject = { 
/**
 * The vendor's id of the attempt (uuid); missing in bodies of the mobile pages.
 */
id: string | null, 
/**
 * The attempt's token: what ties a delivery to a session.
 */
token: string, 
/**
 * The earlier verification that the face was compared with.
 */
scanRef: string | null, 
/**
 * The host's own id of the person.
 */
clientId: string | null, };

/**
 * The documented fields; as JSON, the ids among them. Scores and confidences run from 0 to 1.
 */
export type IncodeAuthenticationSubject = { 
/**
 * The vendor's id of the person.
 */
customerId: string | null, 
/**
 * The vendor's id of the attempt.
 */
interviewId: string | null, 
/**
 * The vendor's id of this check within the attempt.
 */
transactionId: string | null, 
/**
 * A token of the person: a secret.
 */
token: string | null, 
/**
 * A token of the attempt: a secret.
 */
interviewToken: string | null, };

/**
 * The documented fields; as JSON, the ids among them.
 */
export type IncodeSubject = { 
/**
 * The vendor's id of the attempt.
 */
interviewId: string | null, 
/**
 * The vendor's id of the person.
 */
customerId: string | null, 
/**
 * The host's own id of the person.
 */
externalCustomerId: string | null, };

/**
 * One delivery, read and decided.
 */
export type Delivery = { 
/**
 * What the attempt was for; nothing where the vendor did not say so in a documented word.
 */
purpose: Purpose | null, 
/**
 * What it comes to. For the backend: a browser gets the public decision.
 */
decision: Decision, 
/**
 * The body says that the attempt passed, and that it did not. It is decided as one that did
 * not; worth a line in the log.
 */
contradiction: boolean, 
/**
 * The body as it was parsed, with the fields that the vendor does not document. A number with
 * more than 15 digits may be another in the last of them: whoever needs it keeps the bytes.
 */
raw: Record<string, unknown>, };

export type IdenfyEvent = Delivery & IdenfySubject & {
  vendor: 'idenfy';
  kind: 'idenfy.face-authentication';
  deprecation: null;
};

export type IncodeAuthenticationEvent = Delivery & IncodeAuthenticationSubject & {
  vendor: 'incode';
  kind: 'incode.authentication-1to1';
  deprecation: Deprecation;
};

export type IncodeEvent = Delivery & IncodeSubject & {
  vendor: 'incode';
  kind: 'incode.face-authentication';
  deprecation: null;
};

/** One delivery, read and decided. */
export type WebhookEvent = IdenfyEvent | IncodeAuthenticationEvent | IncodeEvent;

/**
 * What is wrong with a body.
 */
export type BodyFault = "empty" | "too_large" | "not_utf8" | "too_deep" | "too_many_values" | "not_json" | "not_an_object" | "duplicate_field" | "wrong_vendor" | "missing_field" | "invalid_field" | "unknown_status";

/**
 * Why a signature does not hold. Tell the sender nothing of it: one answer for all.
 */
export type SignatureFault = "signature_missing" | "signature_malformed" | "signing_key_missing" | "signature_mismatch";

/** Why a delivery is refused: its body, or its signature. */
export type WebhookErrorCode = BodyFault | SignatureFault;

/** The header that iDenfy signs in. */
export const SIGNATURE_HEADER = 'idenfy-signature';
