import type { WebhookErrorCode as Code } from '../generated/webhook.js';

/** Shared by all copies of the package in a program. */
const BRAND: unique symbol = Symbol.for('face-auth-widget.webhook-error');

/**
 * What is wrong with a delivery. The last one is about the program: it gave what is no text and no bytes,
 * of which no signature can be checked, or bytes that somebody has taken before.
 */
export type WebhookErrorCode = Code | 'body_not_raw';

/** What to answer whoever sent it. */
export type WebhookErrorStatus = 400 | 401 | 413 | 500;

/** What an error tells. */
export interface WebhookFault {
  code: WebhookErrorCode;
  path: string | null;
  message: string;
  status: WebhookErrorStatus;
}

/**
 * A delivery that must not count. It tells its reader what is wrong, and holds no value of the body.
 * Whoever sent it is told `status`, and nothing else.
 */
export class WebhookError extends Error {
  override readonly name = 'WebhookError';
  readonly code: WebhookErrorCode;
  /** The field, from the root of the body; null where it is about none. */
  readonly path: string | null;
  /**
   * The HTTP status to answer with: 401 for whatever is wrong with a signature, 413 for a body that is
   * too large, 400 for any other, and 500 for `body_not_raw`.
   */
  readonly status: WebhookErrorStatus;

  constructor({ code, path, message, status }: WebhookFault) {
    super(message);
    this.code = code;
    this.path = path;
    this.status = status;
  }

  /** @internal */
  get [BRAND](): true {
    return true;
  }

  /** True for a `WebhookError` of any copy of the package. */
  static is(e: unknown): e is WebhookError {
    return typeof e === 'object' && e !== null && BRAND in e;
  }
}
