import { FaceAuthError } from '../index.js';
import type { UrlAttribute } from './attributes.js';
import { own } from './own.js';

/** Refusals of a backend that no other try can change, and that the widget has words for. */
const FINAL = ['identification_required', 'attempts_exhausted'] as const;

/**
 * Asks the page's own backend, with the person's cookies: JSON there and back.
 *
 * @returns the object that it answers
 * @throws FaceAuthError what `{ "code": … }` of the answer names, if it is final
 * @throws Error that says what came instead of an answer
 */
export async function post(
  attribute: UrlAttribute,
  url: URL,
  question: object,
  signal: AbortSignal,
): Promise<object> {
  const asked = `${attribute} ${url.pathname}`;
  const init: RequestInit = {
    method: 'POST',
    // A redirect to another origin fails.
    mode: 'same-origin',
    credentials: 'same-origin',
    cache: 'no-store',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify(question),
    signal,
  };
  const response = await fetch(url, own(init)).catch((cause) => {
    const why = "no answer, a redirect to another origin, or a policy without connect-src 'self'";
    throw new Error(`${asked}: ${why}.`, { cause });
  });
  const json: unknown = await response.json().catch(() => null);
  const answer = typeof json === 'object' ? json : null;
  if (response.ok && answer) return answer;
  const code = codeOf(answer);
  const cause = new Error(
    `${asked} answered ${response.status}${account(response, answer, code)}.`,
  );
  const final = FINAL.find((known) => known === code);
  throw final ? new FaceAuthError(final, { cause }) : cause;
}

/** The code of a refusal; of the rest of an answer nothing is repeated. */
function codeOf(answer: { code?: unknown } | null): string | undefined {
  const { code } = own(answer ?? undefined);
  return typeof code === 'string' && /^[\w.-]{1,64}$/.test(code) ? code : undefined;
}

/** What else helps to find the mistake. */
function account(response: Response, answer: object | null, code: string | undefined): string {
  if (code) return `, "${code}"`;
  const elsewhere = response.redirected
    ? ` after a redirect to ${new URL(response.url).pathname}`
    : '';
  return `${elsewhere}${answer ? '' : ' without a JSON object'}`;
}
