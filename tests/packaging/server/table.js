// The bodies and signatures that Rust is tested by as well come to the same here.
import { parseWebhook, publicDecision, verifyWebhook, WebhookError } from 'face-auth-widget/server';
import { equal } from './equal.js';
import * as rows from './made/rows.js';

const decoder = new TextDecoder();

export async function table() {
  rows.bodies.forEach(checkBody);
  for (const row of rows.signatures) await checkSignature(row);
}

function checkBody({ base64, vendor, event, error, public: told }, number) {
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  const what = `body ${number}, ${vendor}`;
  let found;
  try {
    found = parseWebhook(bytes, { vendor });
  } catch (thrown) {
    return checkError(thrown, error, what);
  }
  holds(found, { vendor, ...event }, what);
  equal(found.raw, JSON.parse(decoder.decode(bytes)), what);
  if (told) equal(publicDecision(found), told, what);
}

async function checkSignature({ case: what, body, header, key, error, answer }) {
  const headers = header === null ? {} : { 'Idenfy-Signature': header };
  try {
    const event = await verifyWebhook(body, headers, key);
    equal([event.vendor, error], ['idenfy', undefined], what);
  } catch (thrown) {
    checkError(thrown, error, what);
    equal(thrown.status, answer.status, what);
  }
}

function checkError(thrown, error, what) {
  if (!WebhookError.is(thrown)) throw thrown;
  equal({ code: thrown.code, path: thrown.path }, error, what);
}

function holds(found, expected, what) {
  for (const [name, value] of Object.entries(expected)) {
    equal(found[name], value, `${what}, ${name}`);
  }
}
