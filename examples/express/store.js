/**
 * What is kept of a delivery. In memory, to show it: a host has two tables in its database, one with
 * the hash of a body as its key, one with that of a token, and writes both in one transaction.
 */
const deliveries = new Set();
const decisions = new Map();

/**
 * Keeps what a delivery decides about a session. The vendor delivers again what it believes lost, and
 * in any order: the same body counts once, and the first decision of a session stands.
 */
export async function record({ token, decision }, body) {
  const [delivery, session] = await Promise.all([
    hash(body),
    hash(new TextEncoder().encode(token)),
  ]);
  const outcome = outcomeOf(delivery, session, decision);
  deliveries.add(delivery);
  if (outcome === 'decided') decisions.set(session, decision);
  // A token is a secret: the log has a part of its hash.
  console.log(`session ${session.slice(0, 12)}: ${decision.status} ${outcome}`);
}

function outcomeOf(delivery, session, decision) {
  if (deliveries.has(delivery)) return 'again';
  if (decisions.has(session)) return 'late';
  return decision.status === 'PENDING' ? 'open' : 'decided';
}

/** SHA-256, in hexadecimal digits. */
async function hash(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
