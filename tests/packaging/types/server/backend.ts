// A backend whose compiler knows neither a DOM nor Node.js: no Headers, no Buffer, no fetch.
import {
  createIdenfyClient,
  type Decision,
  type EventOf,
  type HeadersLike,
  type IdenfyClient,
  IdenfyError,
  parseWebhook,
  publicDecision,
  readBody,
  type SessionRequest,
  verifyWebhook,
  WebhookError,
  type WebhookEvent,
} from 'face-auth-widget/server';

export async function receive(
  body: Uint8Array,
  headers: HeadersLike,
  key: string | undefined,
): Promise<204 | 400 | 401 | 413 | 500> {
  try {
    const event = await verifyWebhook(body, headers, key);
    const token: string = event.token;
    console(token);
    remember(event);
    return 204;
  } catch (error) {
    return WebhookError.is(error) ? error.status : 500;
  }
}

/** A vendor's route knows the vendor's fields. */
export function incode(body: Uint8Array): string | null {
  const event: EventOf<'incode'> = parseWebhook(body, { vendor: 'incode' });
  // @ts-expect-error: Incode has no scanRef
  console(event.scanRef);
  return event.customerId;
}

function remember(event: WebhookEvent): Decision {
  switch (event.kind) {
    case 'idenfy.face-authentication': {
      const vendor: 'idenfy' = event.vendor;
      const token: string = event.token;
      const scanRef: string | null = event.scanRef;
      console(vendor, token, scanRef, event.raw.riskTags);
      break;
    }
    case 'incode.authentication-1to1':
      console(event.customerId, event.deprecation.endOfLife, event.interviewToken);
      break;
    case 'incode.face-authentication':
      console(event.interviewId, event.externalCustomerId);
      break;
    default: {
      const none: never = event;
      return none;
    }
  }
  const enrolled: boolean = event.purpose === 'enrollment' && event.decision.status === 'SUCCESS';
  console(enrolled, event.decision.reason?.advice === 'stop');
  return publicDecision(event);
}

export async function session(scanRef: string): Promise<{ token: string }> {
  const client: IdenfyClient = createIdenfyClient({ apiKey: 'key', apiSecret: 'secret' });
  try {
    const status = await client.checkStatus(scanRef, { method: 'ACTIVE_LIVENESS' });
    if (status === 'IDENTIFICATION') throw new Error('identification_required');
    const grant = await client.createSession({ scanRef, type: 'ENROLLMENT', lifetime: 60 });
    const { approved } = await client.getSession(grant.token);
    const digits: string | undefined = grant.digitString;
    console(approved === true, digits, grant.lifetime.toFixed());
    return grant;
  } catch (error) {
    if (IdenfyError.is(error) && error.code === 'rate_limited') console(error.retryAfter ?? 1);
    throw error;
  }
}

/** A setting that may be missing is passed on as it is. */
export async function enroll(scanRef: string, locale: string | undefined): Promise<string> {
  const client = createIdenfyClient({ apiKey: 'key', apiSecret: 'secret', fetch: undefined });
  const request: SessionRequest = { scanRef, type: 'ENROLLMENT', locale, lifetime: undefined };
  return (await client.createSession({ ...request, method: undefined })).token;
}

/** What Node.js calls headers, what a lambda does, a map, pairs, and whatever has a `get`. */
export const headers: HeadersLike[] = [
  { host: 'a', 'set-cookie': ['a', 'b'], accept: undefined },
  {} as { [name: string]: string | undefined },
  new Map([['idenfy-signature', 'a']]),
  [['idenfy-signature', 'a']] as [string, string][],
  { get: (name: string) => (name === 'idenfy-signature' ? 'a' : undefined) },
];

parseWebhook({ customerId: 'C' }, { vendor: 'incode' });
parseWebhook(new Uint8Array(1), { vendor: 'idenfy' });

// @ts-expect-error: a vendor is one of two
parseWebhook('{}', { vendor: 'other' });
// @ts-expect-error: it must be named
parseWebhook('{}');
// @ts-expect-error: a promise is no body
void verifyWebhook(Promise.resolve('{}'), {}, 'key');
// @ts-expect-error: a body that was parsed has no signature
void verifyWebhook({ token: 'T' }, {}, 'key');
// @ts-expect-error: a body is no request
void readBody(new Uint8Array(1));
// @ts-expect-error: a `get` of numbers is none of headers
void verifyWebhook('{}', { get: (name: string) => name.length }, 'key');
// @ts-expect-error: a session is for a scanRef
void createIdenfyClient({ apiKey: 'k', apiSecret: 's' }).createSession({ scanRef: undefined });
// @ts-expect-error: a secret is needed
createIdenfyClient({ apiKey: 'key' });
// @ts-expect-error: there is no such type of session
void createIdenfyClient({ apiKey: 'k', apiSecret: 's' }).createSession({ scanRef: 'r', type: 'X' });

declare function console(...what: unknown[]): void;
