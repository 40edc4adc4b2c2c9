// The sandbox's own server. Secrets travel in bodies: addresses are logged, bodies are not.

/** Posts JSON; a refusal is thrown with the server's own words. */
export async function post(path, body) {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (response.ok) return response;
  const { message } = await response.json();
  throw new Error(message);
}

const LONGEST_TIMER = 2 ** 31 - 1;

/** Calls back when a session expires. The server expires it by itself; the page only says so. */
export function onExpiry({ remaining }, expired) {
  if (remaining <= LONGEST_TIMER) setTimeout(expired, remaining);
}
