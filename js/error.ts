import { ERRORS } from './generated/errors.js';
import type { FaceAuthErrorCode } from './generated/types.js';

/** Shared by all copies of the package in a page. */
const BRAND: unique symbol = Symbol.for('face-auth-widget.error');

/** The row of a code in the table that is made from the Rust sources. */
function row(code: unknown) {
  return ERRORS.find(([name]) => name === code);
}

/**
 * What went wrong, with a code to tell it by.
 *
 * @throws TypeError for a code that does not exist.
 */
export class FaceAuthError extends Error {
  override readonly name = 'FaceAuthError';
  /** @internal */
  readonly [BRAND] = true;
  readonly code: FaceAuthErrorCode;
  /** Whether trying again, with nothing else changed, can help. */
  readonly retryable: boolean;

  constructor(code: FaceAuthErrorCode, options?: { cause?: unknown }) {
    const found = row(code);
    if (!found) throw new TypeError(`no such code: ${code}`);
    super(found[2], options);
    this.code = code;
    this.retryable = !!found[1];
  }

  /** True for a `FaceAuthError` of any copy of the package. */
  static is(e: unknown): e is FaceAuthError {
    try {
      return typeof e === 'object' && e !== null && BRAND in e;
    } catch {
      return false;
    }
  }
}

/**
 * The error of a number in the table. One that the host threw itself is passed on as it is.
 *
 * @internal
 */
export function errorOf(number: number, cause?: unknown): FaceAuthError {
  if (FaceAuthError.is(cause) && numberOf(cause) === number) return cause;
  const [code] = ERRORS[number] as (typeof ERRORS)[number];
  return new FaceAuthError(code, cause === undefined ? undefined : { cause });
}

/**
 * The number of an error's code; -1 for anything that is no error of ours.
 *
 * @internal
 */
export function numberOf(thrown: unknown): number {
  return FaceAuthError.is(thrown) ? ERRORS.findIndex(([name]) => name === thrown.code) : -1;
}
