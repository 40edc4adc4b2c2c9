import { WebhookError, type WebhookFault } from './webhook-error.js';

/** A body as it was received: bytes, or the text that they are in UTF-8. */
export type RawBody = string | Uint8Array | ArrayBuffer;

/** What `verifyWebhook` says of anything else. */
export const NOT_RAW: WebhookFault = {
  code: 'body_not_raw',
  path: null,
  message:
    'A signature is over the bytes of a body, and this is none: pass the raw body, before any ' +
    'parser (Express: express.raw({ type: () => true }) in this route, and no express.json() before).',
  status: 500,
};

const DETACHED: WebhookFault = {
  ...NOT_RAW,
  message: 'The bytes of this body are gone: its ArrayBuffer was transferred to somebody else.',
};

const encoder = new TextEncoder();

/** The length of a body: for a text, what its bytes are at least. */
export function lengthOf(body: RawBody): number {
  return typeof body === 'string' ? body.length : body.byteLength;
}

/**
 * The bytes of a body, as they are; those of a text in UTF-8.
 *
 * @throws WebhookError
 */
export function bytesOf(body: RawBody): Uint8Array {
  if (typeof body === 'string') return encoder.encode(body);
  try {
    if (!ArrayBuffer.isView(body)) return new Uint8Array(body);
    return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  } catch {
    throw new WebhookError(DETACHED);
  }
}

/** Whether nobody has parsed it. Bytes count from another realm too, as a test runner may have them. */
export function isRaw(body: unknown): body is RawBody {
  return (
    typeof body === 'string' ||
    ArrayBuffer.isView(body) ||
    /^\[object (Shared)?ArrayBuffer\]$/.test(Object.prototype.toString.call(body))
  );
}
