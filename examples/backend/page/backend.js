// The page's own backend, and nothing else: same origin, JSON, the sign-in in a cookie.

/** A refusal by the backend, with its stable code. */
export class BackendError extends Error {
  constructor(code, status) {
    super(`The backend answered "${code}".`);
    this.name = 'BackendError';
    this.code = code;
    this.status = status;
  }
}

export const config = () => get('/api/config');
export const me = () => get('/api/me');
export const accounts = () => get('/api/accounts');
export const signIn = (person) => post('/api/sign-in', { person });
export const signOut = () => post('/api/sign-out', {});

/** A session for the signed-in person, as the widget takes it: `{ token, digitString, lifetime }`. */
export const createSession = (purpose, locale, signal) =>
  post('/api/face-auth/session', { purpose, locale, handoff: true }, signal);

/**
 * The decision about a session: `{ status, reason, token }`. The backend answers as soon as it
 * knows, and `PENDING` after some 20 s.
 */
export const decisionAbout = (token, signal) => post('/api/face-auth/result', { token }, signal);

/** Incode's id of the signed-in person, and the page that stands for its flow. */
export const incode = () => get('/api/incode');

/**
 * What Incode's webhooks said about the signed-in person: `{ count, decisions }`. The backend answers
 * once there are other than `known`, else after some 20 s.
 */
export const incodeDecisions = (known) => post('/api/incode/decisions', { known });

const get = (path) => read(fetch(path));

const post = (path, body, signal) =>
  read(
    fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      signal,
    }),
  );

async function read(answer) {
  const response = await answer;
  const body = await response.json().catch(() => null);
  if (response.ok && body) return body;
  throw new BackendError(body?.code ?? 'unreadable', response.status);
}
