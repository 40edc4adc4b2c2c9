import type { Fetch, Signal } from './global.js';

/** A request, as the core wants it sent. */
export interface Call {
  method: string;
  url: string;
  body: string | null;
}

/** What came back. */
export interface Answer {
  status: number;
  retryAfter: string | undefined;
  body: Uint8Array;
}

/** Why nothing did: whether the time was over, and what the runtime calls it. */
export interface Silence {
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
    return await Promise.race([send(sender, call, ending.signal), aborted(ending.signal)]);
  } catch (error) {
    signal?.throwIfAborted();
    return { timedOut: ending.signal.aborted, cause: codeOf(error) };
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
  { authorization, maxAnswer, fetch }: Sender,
  { method, url, body }: Call,
  signal: AbortSignal,
): Promise<Answer> {
  const headers = { accept: 'application/json', authorization };
  const response = await fetch(url, {
    method,
    headers: body === null ? headers : { ...headers, 'content-type': 'application/json' },
    body,
    // A redirect would carry the key pair elsewhere. Not every server knows `error`.
    redirect: 'manual',
    signal,
    ...uncached(),
  });
  return {
    status: response.status,
    retryAfter: response.headers.get('retry-after') ?? undefined,
    body: await bytesOf(response, maxAnswer),
  };
}

/** Next.js may keep what is not said to be new each time; other servers refuse to hear of it. */
function uncached(): { cache?: 'no-store' } {
  return typeof Request !== 'undefined' && 'cache' in Request.prototype
    ? { cache: 'no-store' }
    : {};
}

/** The body, or as much of it as is enough to see that it is too long. */
async function bytesOf(response: Response, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  while (reader && length <= most) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.length;
  }
  reader?.cancel().catch(() => {});
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
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
