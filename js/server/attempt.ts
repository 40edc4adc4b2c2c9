import type { Fetch, Signal } from './global.js';
import { readStream } from './stream.js';

/** A request, as the core wants it sent. */
export interface Call {
  method: string;
  url: string;
  body: string | null;
}

/** What came back. */
export interface Answer {
  answered: true;
  status: number;
  retryAfter: string | undefined;
  body: Uint8Array;
}

/** Why nothing did: whether the time was over, and what the runtime calls it. */
export interface Silence {
  answered: false;
  timedOut: boolean;
  cause: string | undefined;
}

/** What all requests of a client have in common. */
export interface Sender {
  authorization: string;
  /** How much of a body is read, in bytes. */
  maxAnswer: number;
  fetch: Fetch;
}

/**
 * Sends a request once.
 *
 * @param timeout how long all of it may take, in ms.
 * @throws the signal's reason, as a rejection, once that is aborted.
 */
export async function attempt(
  sender: Sender,
  call: Call,
  timeout: number,
  signal: Signal | undefined,
): Promise<Answer | Silence> {
  const ending = new AbortController();
  const end = () => ending.abort();
  const timer = setTimeout(end, timeout);
  signal?.addEventListener('abort', end);
  try {
    return await send(sender, call, ending.signal, signal);
  } catch (error) {
    signal?.throwIfAborted();
    return { answered: false, timedOut: ending.signal.aborted, cause: codeOf(error) };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', end);
    ending.abort();
  }
}

/** Waits, but no longer than until the signal is aborted, which throws its reason. */
export async function pause(time: number, signal: Signal | undefined): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wake = () => {};
  await new Promise<void>((resolve) => {
    wake = resolve;
    timer = setTimeout(resolve, time);
    signal?.addEventListener('abort', wake);
  });
  clearTimeout(timer);
  signal?.removeEventListener('abort', wake);
  signal?.throwIfAborted();
}

async function send(
  sender: Sender,
  call: Call,
  ending: AbortSignal,
  given: Signal | undefined,
): Promise<Answer> {
  const over = aborted(ending);
  const response = await Promise.race([requested(sender, call, ending), over]);
  const read = readStream(response.body, (length) => length > sender.maxAnswer);
  const body = await Promise.race([read, over]).catch((error) => {
    // A refusal is one without its body, too.
    if (response.ok || given?.aborted) throw error;
    return new Uint8Array();
  });
  const retryAfter = response.headers.get('retry-after') ?? undefined;
  return { answered: true, status: response.status, retryAfter, body };
}

async function requested(
  { authorization, fetch }: Sender,
  { method, url, body }: Call,
  signal: AbortSignal,
): Promise<Response> {
  const headers = { accept: 'application/json', authorization };
  return fetch(url, {
    method,
    headers: body === null ? headers : { ...headers, 'content-type': 'application/json' },
    body,
    // A redirect would carry the key pair elsewhere. Not every server knows `error`.
    redirect: 'manual',
    signal,
    ...uncached(),
  });
}

/** Next.js may keep what is not said to be new each time; other servers refuse to hear of it. */
function uncached(): { cache?: 'no-store' } {
  return typeof Request !== 'undefined' && 'cache' in Request.prototype
    ? { cache: 'no-store' }
    : {};
}

/** For a `fetch` that does not know signals. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}

/**
 * The runtime's word for what went wrong, such as `ECONNREFUSED`, and nothing else: its message may name
 * the address, and that a token.
 */
function codeOf(error: unknown): string | undefined {
  for (const thrown of [error, (error as { cause?: unknown } | undefined)?.cause]) {
    const code = (thrown as { code?: unknown } | undefined)?.code;
    if (typeof code === 'string' && /^[A-Z][A-Za-z_]{1,31}$/.test(code)) return code;
  }
  return undefined;
}
