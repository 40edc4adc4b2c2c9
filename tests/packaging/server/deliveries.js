// What every kind of server must make of deliveries.
import { parseWebhook, publicDecision, verifyWebhook, WebhookError } from 'face-auth-widget/server';
import { equal } from './equal.js';

const KEY = 'a signing key: ключ';
const BODY =
  '{"token":"TOKEN-1","status":"Success","clientId":"Žofie","other":{"__proto__":1.5,"big":12345678901234567890}}';
const encoder = new TextEncoder();

/** Whatever a framework hands over as the body of one request. */
const FORMS = {
  text: BODY,
  bytes: encoder.encode(BODY),
  'a part of a buffer': encoder.encode(`<${BODY}>`).subarray(1, -1),
  'an array buffer': encoder.encode(BODY).buffer,
  'a view of another kind': new DataView(encoder.encode(BODY).buffer),
};

export async function signatures() {
  const signature = await sign(BODY, KEY);
  const headers = {
    'from Node.js': { 'idenfy-signature': signature, host: 'a', 'set-cookie': ['a', 'b'] },
    Headers: new Headers({ 'Idenfy-Signature': signature }),
    'a Map': new Map([['Idenfy-Signature', signature]]),
    pairs: [['IDENFY-SIGNATURE', [signature.toUpperCase()]]],
  };
  for (const [form, body] of Object.entries(FORMS)) {
    for (const [kind, given] of Object.entries(headers)) {
      const event = await verifyWebhook(body, given, KEY);
      equal(event.decision, { status: 'SUCCESS', reason: null }, `${form}, ${kind}`);
      equal(event.raw, JSON.parse(BODY), form);
    }
  }

  const good = { 'idenfy-signature': signature };
  const twice = { 'idenfy-signature': [signature, signature] };
  const inBothCases = { 'idenfy-signature': signature, 'Idenfy-Signature': signature };
  const inherited = Object.create(good);
  await refused('signature_missing', 401, BODY, {}, KEY);
  await refused('signature_missing', 401, BODY, inherited, KEY);
  await refused('signature_malformed', 401, BODY, { 'idenfy-signature': 'abc' }, KEY);
  await refused('signature_malformed', 401, BODY, { 'idenfy-signature': '' }, KEY);
  await refused('signature_malformed', 401, BODY, twice, KEY);
  await refused('signature_malformed', 401, BODY, inBothCases, KEY);
  await refused('signature_malformed', 401, BODY, new Headers(Object.entries(inBothCases)), KEY);
  await refused('signature_mismatch', 401, BODY, good, 'another key');
  await refused('signature_mismatch', 401, `${BODY} `, good, KEY);
  await refused('signature_mismatch', 401, BODY.replace('Success', 'SUCCESS'), good, KEY);
  await refused('signing_key_missing', 401, BODY, good, '');
  for (const none of [undefined, null, {}]) {
    const anybodys = { 'idenfy-signature': await sign(BODY, String(none)) };
    await refused('signing_key_missing', 401, BODY, anybodys, none);
  }
  await refused('body_not_raw', 500, JSON.parse(BODY), good, KEY);
  await refused('body_not_raw', 500, undefined, good, KEY);
  await refused('too_large', 413, 'a'.repeat(2 ** 20), good, KEY);
  await refused('too_large', 413, new Uint8Array(2 ** 20), good, KEY);
  await refused('not_json', 400, '{', { 'idenfy-signature': await sign('{', KEY) }, KEY);
  const part = '{"token":"T"}';
  await refused('missing_field', 400, part, { 'idenfy-signature': await sign(part, KEY) }, KEY);
}

/** A body may come parsed where nothing is signed. */
export function bodies() {
  const told = { customerId: 'C', interviewId: 'I', overallStatus: 'FAIL', errorCode: 4005 };
  const event = parseWebhook(told, { vendor: 'incode' });
  equal(event.raw, told, 'a body that was parsed');
  equal(event.decision.reason.category, 'attack', 'an attack');
  const decision = {
    status: 'FAILED',
    reason: { code: null, category: 'declined', advice: 'stop' },
  };
  equal(publicDecision(event), decision, 'what a browser is told');
  equal(publicDecision(JSON.parse(JSON.stringify(event))), decision, 'from a store');

  throws('not_utf8', () => parseWebhook(Uint8Array.of(0x7b, 0xff, 0x7d), { vendor: 'incode' }));
  throws('empty', () => parseWebhook(undefined, { vendor: 'incode' }));
  throws('not_an_object', () => parseWebhook([], { vendor: 'incode' }));
  for (const vendor of ['other', undefined]) {
    equal(caught(() => parseWebhook('{}', { vendor })).name, 'TypeError', 'a vendor');
  }
  for (const decision of [{}, null, undefined]) {
    equal(caught(() => publicDecision({ decision })).name, 'TypeError', 'a decision');
  }
}

async function refused(code, status, ...delivery) {
  const error = await verifyWebhook(...delivery).then(JSON.stringify, (error) => error);
  is(error, code);
  equal(error.status, status, code);
  for (const told of [error.message, JSON.stringify(error), String(error)]) {
    equal(/TOKEN-1|Žofie|key:|ключ/.test(told), false, told);
  }
}

function throws(code, call) {
  is(caught(call), code);
}

function is(error, code) {
  if (!WebhookError.is(error) || error.code !== code) throw new Error(`not ${code}: ${error}`);
}

function caught(call) {
  try {
    return call();
  } catch (error) {
    return error;
  }
}

/** In hex, by what every one of these servers has itself. */
async function sign(body, key) {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const imported = await crypto.subtle.importKey('raw', encoder.encode(key), algorithm, false, [
    'sign',
  ]);
  const signature = await crypto.subtle.sign('HMAC', imported, encoder.encode(body));
  return [...new Uint8Array(signature)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
