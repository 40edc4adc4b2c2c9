import type { IdenfyErrorCode, IdenfyFault } from '../generated/idenfy.js';

/** Shared by all copies of the package in a program. */
const BRAND: unique symbol = Symbol.for('face-auth-widget.idenfy-error');

/** What an error tells. */
export interface IdenfyRefusal extends IdenfyFault {
  message: string;
  retryable: boolean;
}

/**
 * A call to iDenfy's API that gave nothing. It holds neither a key nor a token, `scanRef` or digit string;
 * its `cause`, if there is one, is the word of the runtime for what became of the connection, such as
 * `ECONNREFUSED`.
 */
export class IdenfyError extends Error {
  override readonly name = 'IdenfyError';
  /** What kind of failure it is. */
  readonly code: IdenfyErrorCode;
  /** Whether the same call can succeed later. Whether repeating it is free, `sent` tells. */
  readonly retryable: boolean;
  /** Of `invalid_request`: the field at fault, `apiKey` and `baseUrl` among them. */
  readonly field: string | null;
  /** The HTTP status, where there was an answer. */
  readonly status: number | null;
  /** Seconds that the vendor asks to wait, where it does. */
  readonly retryAfter: number | null;
  /** The vendor's own word for a refusal, such as `BAD_VALUE`. */
  readonly identifier: string | null;
  /**
   * Whether the call may have reached the vendor. Where it may, a `createSession` that failed may have
   * made a session, and cost one.
   */
  readonly sent: boolean;

  constructor(refusal: IdenfyRefusal, options?: { cause?: unknown }) {
    super(refusal.message, options);
    this.code = refusal.code;
    this.retryable = refusal.retryable;
    this.field = refusal.field;
    this.status = refusal.status;
    this.retryAfter = refusal.retryAfter;
    this.identifier = refusal.identifier;
    this.sent = refusal.sent;
  }

  /** @internal */
  get [BRAND](): true {
    return true;
  }

  /** True for an `IdenfyError` of any copy of the package. */
  static is(e: unknown): e is IdenfyError {
    return typeof e === 'object' && e !== null && BRAND in e;
  }
}
