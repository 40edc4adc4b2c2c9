import { own } from '../element/own.js';
import {
  type Decision,
  type IdenfyEvent,
  SIGNATURE_HEADER,
  type Vendor,
  type WebhookEvent,
} from '../generated/webhook.js';
import { bytesOf, isRaw, lengthOf, NOT_RAW, type RawBody } from './body.js';
import { ask } from './core.js';
import { type HeadersLike, header } from './headers.js';
import { type ByteStream, readStream } from './stream.js';
import { WebhookError, type WebhookFault } from './webhook-error.js';

/** What the core answers of a delivery. */
type Answer<Event = WebhookEvent> = { event: Event } | Refused;
type Refused = { error: WebhookFault };

/** What a vendor's deliveries are read as. */
export type EventOf<Named extends Vendor> = Extract<WebhookEvent, { vendor: Named }>;

const encoder = new TextEncoder();

/**
 * Reads a delivery that somebody else has vouched for: Incode's, which are not signed, on a route that
 * a secret guards. iDenfy's are for `verifyWebhook`.
 *
 * @param body as it was received; or as JSON that was parsed already, where a name that stands in it
 * twice is not seen any more, nor how long the text was.
 * @throws WebhookError
 */
export function parseWebhook<Named extends Vendor>(
  body: RawBody | object,
  options: { vendor: Named },
): EventOf<Named> {
  const { vendor } = own(options);
  const bytes = measured(isRaw(body) ? body : written(body));
  const answer = typeof vendor === 'string' && ask((core) => core.parse(bytes, vendor));
  if (!answer) throw new TypeError(`no such vendor: ${String(vendor)}`);
  return eventOf(answer as Answer<EventOf<Named>>);
}

/**
 * Checks the signature of a delivery of iDenfy's over the body as it was received, and reads it then.
 *
 * @param signingKey as it stands in the vendor's dashboard; without one every delivery is
 * `signing_key_missing`.
 * @throws WebhookError, as a rejection
 */
export async function verifyWebhook(
  body: RawBody,
  headers: HeadersLike,
  signingKey: string | undefined,
): Promise<IdenfyEvent> {
  if (!isRaw(body)) throw new WebhookError(NOT_RAW);
  const bytes = measured(body);
  const signature = encoded(header(headers, SIGNATURE_HEADER));
  // What is no text would become one, such as `null`, that anybody can sign with.
  const key = encoder.encode(typeof signingKey === 'string' ? signingKey : '');
  return eventOf(ask((core) => core.verify(bytes, signature, key)) as Answer<IdenfyEvent>);
}

/**
 * Reads the body of a `Request`, but no more of it than a delivery may have: `request.arrayBuffer()`
 * would take into memory whatever a stranger sends.
 *
 * @throws WebhookError, as a rejection: `too_large`, or `body_not_raw` if the body was read before
 */
export async function readBody(request: {
  readonly body: ByteStream | null;
  readonly bodyUsed: boolean;
}): Promise<Uint8Array> {
  if (request.bodyUsed) throw new WebhookError(NOT_RAW);
  const bytes = await readStream(request.body, (length) => refusalOf(length) !== undefined);
  refuseLonger(bytes.length);
  return bytes;
}

/**
 * What may be told to a browser of how an attempt ended: of an attack, only that it was declined.
 */
export function publicDecision(event: Pick<WebhookEvent, 'decision'>): Decision {
  const json = textOf(event?.decision);
  const answer = json && ask((core) => core.publicDecision(json));
  if (!answer) throw new TypeError('this is no event with a decision');
  return { ...(answer as Decision) };
}

/** The bytes of a body, none of which is copied if there are too many. */
function measured(body: RawBody): Uint8Array {
  refuseLonger(lengthOf(body));
  const bytes = bytesOf(body);
  refuseLonger(bytes.length);
  return bytes;
}

function refuseLonger(length: number): void {
  const refusal = refusalOf(length);
  if (refusal) throw new WebhookError(refusal.error);
}

/** What is wrong with so many bytes, if there are too many. */
function refusalOf(length: number): Refused | undefined {
  return ask((core) => core.tooLarge(length)) as Refused | undefined;
}

/** A body that was parsed, as text again, for the same reader as any other. */
function written(body: unknown): string {
  try {
    return JSON.stringify(body, jsonOnly) ?? '';
  } catch (error) {
    const tooDeep = error instanceof RangeError;
    const { error: fault } = ask((core) => core.unwritable(tooDeep)) as Refused;
    throw new WebhookError(fault);
  }
}

/** Refuses a number that would become null: some parser has made it of `1e400`, which is no number. */
function jsonOnly(_name: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('no JSON');
  return value;
}

function textOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

function encoded(text: string | undefined): Uint8Array | undefined {
  return text === undefined ? undefined : encoder.encode(text);
}

function eventOf<Event>(answer: Answer<Event>): Event {
  if ('error' in answer) throw new WebhookError(answer.error);
  return answer.event;
}
