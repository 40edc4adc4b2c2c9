import {
  type Decision,
  SIGNATURE_HEADER,
  type Vendor,
  type WebhookEvent,
} from '../generated/webhook.js';
import { bytesOf, isRaw, lengthOf, NOT_RAW, type RawBody } from './body.js';
import { ask } from './core.js';
import { type HeadersLike, header } from './headers.js';
import { WebhookError, type WebhookFault } from './webhook-error.js';

/** What the core answers of a delivery. */
type Answer = { event: WebhookEvent } | Refused;
type Refused = { error: WebhookFault };

const encoder = new TextEncoder();

/**
 * Reads a delivery that somebody else has vouched for: Incode's, which are not signed, on a route that
 * a secret guards. iDenfy's are for `verifyWebhook`.
 *
 * @param body as it was received, or as JSON that was parsed already.
 * @throws WebhookError
 */
export function parseWebhook(body: RawBody | object, { vendor }: { vendor: Vendor }): WebhookEvent {
  const bytes = measured(isRaw(body) ? body : (JSON.stringify(body) ?? ''));
  const answer = ask((core) => core.parse(bytes, String(vendor)));
  if (!answer) throw new TypeError(`no such vendor: ${vendor}`);
  return eventOf(answer as Answer);
}

/**
 * Checks the signature of a delivery of iDenfy's over the body as it was received, and reads it then.
 *
 * @param signingKey as it stands in the vendor's dashboard.
 * @throws WebhookError, as a rejection
 */
export async function verifyWebhook(
  body: RawBody,
  headers: HeadersLike,
  signingKey: string,
): Promise<WebhookEvent> {
  if (!isRaw(body)) throw new WebhookError(NOT_RAW);
  const bytes = measured(body);
  const signature = encoded(header(headers, SIGNATURE_HEADER));
  // What is no text would become one, such as `null`, that anybody can sign with.
  const key = encoder.encode(typeof signingKey === 'string' ? signingKey : '');
  return eventOf(ask((core) => core.verify(bytes, signature, key)) as Answer);
}

/**
 * What may be told to a browser of how an attempt ended: of an attack, only that it was declined.
 */
export function publicDecision({ decision }: Pick<WebhookEvent, 'decision'>): Decision {
  const json = JSON.stringify(decision) ?? '';
  const answer = ask((core) => core.publicDecision(json));
  if (!answer) throw new TypeError('this is no decision of an event');
  return answer as Decision;
}

/** The bytes of a body, none of which is copied if there are too many. */
function measured(body: RawBody): Uint8Array {
  refuseLonger(lengthOf(body));
  const bytes = bytesOf(body);
  refuseLonger(bytes.length);
  return bytes;
}

function refuseLonger(length: number): void {
  const answer = ask((core) => core.tooLarge(length));
  if (answer) throw new WebhookError((answer as Refused).error);
}

function encoded(text: string | undefined): Uint8Array | undefined {
  return text === undefined ? undefined : encoder.encode(text);
}

function eventOf(answer: Answer): WebhookEvent {
  if ('error' in answer) throw new WebhookError(answer.error);
  return answer.event;
}
