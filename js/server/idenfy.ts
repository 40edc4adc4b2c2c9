import { own } from '../element/own.js';
import type {
  Eligibility,
  Grant,
  Method,
  SessionRequest as SessionFields,
  SessionInfo,
} from '../generated/idenfy.js';
import { type Answer, attempt, type Call, pause, type Sender, type Silence } from './attempt.js';
import { ask, type Core } from './core.js';
import type { Fetch, Signal } from './global.js';
import { IdenfyError, type IdenfyRefusal } from './idenfy-error.js';

/** What a client is made of. */
export interface IdenfyClientConfig {
  /** The key pair, as the vendor's dashboard shows it; a half that is missing is refused. */
  apiKey: string | undefined;
  apiSecret: string | undefined;
  /** Where the API is, if not at the vendor's: a sandbox, a gateway. https, but for loopback. */
  baseUrl?: string | undefined;
  /** In place of the global `fetch`. It is called with an address and an object, and must follow no redirect. */
  fetch?: Fetch | undefined;
  /** How long a call may take, with every attempt and the waits between them, in ms; 20,000 if left out. */
  timeout?: number | undefined;
  /** How long one attempt may take, in ms; 8,000 if left out. */
  attemptTimeout?: number | undefined;
}

/** A session as a host wants it. What can be left out can be `undefined`, too. */
export type SessionRequest = {
  [Field in keyof SessionFields]: SessionFields extends Record<Field, unknown>
    ? SessionFields[Field]
    : SessionFields[Field] | undefined;
};

/** What every call takes. */
export interface CallOptions {
  /** Aborting it ends the call, which then rejects with the signal's reason. */
  signal?: Signal | undefined;
}

/** iDenfy's API, as far as a session needs it. What goes wrong is an `IdenfyError`, as a rejection. */
export interface IdenfyClient {
  /**
   * Whether a person may authenticate by face (`AUTHENTICATION`), or must be identified in full first
   * (`IDENTIFICATION`).
   */
  checkStatus(scanRef: string, options?: CheckStatusOptions): Promise<Eligibility>;
  /** Makes a session. Each one costs: it is never asked for again where one may have been made. */
  createSession(request: SessionRequest & CallOptions): Promise<Grant>;
  /** What became of a session. */
  getSession(token: string, options?: CallOptions): Promise<SessionInfo>;
}

/** What `checkStatus` takes besides. */
export interface CheckStatusOptions extends CallOptions {
  /** How the face would be checked; `FACE_MATCHING` if left out. */
  method?: Method | undefined;
}

/** What the core answers. */
type Outcome<T> = { value: T } | { error: IdenfyRefusal & { wait: number | null } };

/** How long a client may take and what it may read, by the core. */
interface Limits {
  timeout: number;
  attemptTimeout: number;
  maxAnswer: number;
}

/**
 * A client of iDenfy's API. Printing it shows no secret.
 *
 * @throws IdenfyError `invalid_request`, whose `field` is the part of the configuration that is wrong
 */
export function createIdenfyClient(config: IdenfyClientConfig): IdenfyClient {
  const { apiKey, apiSecret, baseUrl, timeout, attemptTimeout, fetch: given } = own(config);
  const base = baseUrl === undefined ? undefined : partsOf(baseUrl);
  const settings = { ...fieldsOf({ apiKey, apiSecret, timeout, attemptTimeout }), base };
  const connection = ask((core) => core.connect(JSON.stringify(settings)));
  const limits = valueIn(connection as Outcome<Limits>);
  const sender: Sender = {
    authorization: `Basic ${btoa(`${apiKey}:${apiSecret}`)}`,
    maxAnswer: limits.maxAnswer,
    fetch: given ?? ((...request) => fetch(...request)),
  };

  async function call<T>(
    operation: string,
    asked: CallOptions & Record<string, unknown>,
  ): Promise<T> {
    const { signal, ...about } = own(asked);
    const question = JSON.stringify({ operation, about: fieldsOf(about), base });
    return answerTo(question, sender, limits, signal);
  }

  return {
    checkStatus: (scanRef, options) => call('check_status', { ...options, scanRef }),
    createSession: (request) => call('create_session', { ...request }),
    getSession: (token, options) => call('get_session', { ...options, token }),
  };
}

/** Sends what a question needs, and sends it again where and when the core says so. */
async function answerTo<T>(
  question: string,
  sender: Sender,
  { timeout, attemptTimeout }: Limits,
  signal: Signal | undefined,
): Promise<T> {
  const request = valueIn(ask((core) => core.prepare(question)) as Outcome<Call>);
  signal?.throwIfAborted();
  const end = performance.now() + timeout;
  const left = () => Math.max(0, Math.floor(end - performance.now()));
  for (let attempts = 1; ; attempts += 1) {
    const heard = await attempt(sender, request, Math.min(attemptTimeout, left()), signal);
    const progress = JSON.stringify({ attempts, left: left(), random: Math.random() });
    const outcome = ask((core) => meaning(core, question, progress, heard)) as Outcome<T>;
    if ('value' in outcome || outcome.error.wait === null) return valueIn(outcome, causeOf(heard));
    await pause(outcome.error.wait, signal);
  }
}

/** What the core makes of an attempt. */
function meaning(core: Core, question: string, progress: string, heard: Answer | Silence): string {
  if (!heard.answered) {
    return core.unanswered(question, progress, heard.timedOut, heard.cause);
  }
  const { status, retryAfter, body } = heard;
  return core.answered(question, progress, status, retryAfter, Date.now(), body);
}

function causeOf(heard: Answer | Silence): { cause?: string } {
  return heard.answered || heard.cause === undefined ? {} : { cause: heard.cause };
}

function valueIn<T>(outcome: Outcome<T>, options?: { cause?: string }): T {
  if ('error' in outcome) throw new IdenfyError(outcome.error, options);
  return outcome.value;
}

/**
 * Fields as JSON has them. What it has not, such as a bigint, would be an exception or count as left
 * out: it becomes a list, which no field takes.
 */
function fieldsOf(given: object): Record<string, unknown> {
  const fields = Object.entries(given);
  return Object.fromEntries(fields.map(([name, value]) => [name, isField(value) ? value : []]));
}

function isField(value: unknown): boolean {
  const kinds = ['string', 'boolean', 'undefined'];
  return value === null || kinds.includes(typeof value) || Number.isFinite(value);
}

/** The parts of an address that say whether a key pair may be sent there; false for what is none. */
function partsOf(address: string): object | false {
  try {
    const { protocol, hostname, origin, pathname, username, password, search, hash } = new URL(
      address,
    );
    const hasMore = !!(username || password || search || hash);
    return { protocol, hostname, origin, pathname, hasMore };
  } catch {
    return false;
  }
}
