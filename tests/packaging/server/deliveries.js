// What every kind of server must make of deliveries.
import {
  parseWebhook,
  publicDecision,
  readBody,
  verifyWebhook,
  WebhookError,
} from 'face-auth-widget/server';
import { equal } from './equal.js';
import { withInherited } from './inherited.js';

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
  ...shared(),
};

/** Memory of several threads, which not every server has. */
function shared() {
  if (typeof SharedArrayBuffer === 'undefined') return {};
  const bytes = encoder.encode(BODY);
  const buffer = new SharedArrayBuffer(bytes.length);
  new Uint8Array(buffer).set(bytes);
  return { 'a shared buffer': buffer, 'a part of one': new Uint8Array(buffer) };
}

export async function signatures() {
  const signature = await sign(BODY, KEY);
  const headers = {
    'from Node.js': { 'idenfy-signature': signature, host: 'a', 'set-cookie': ['a', 'b'] },
    Headers: new Headers({ 'Idenfy-Signature': signature }),
    'a Map': new Map([['Idenfy-Signature', signature]]),
    pairs: [['IDENFY-SIGNATURE', [signature.toUpperCase()]]],
    'a get': { get: (name) => (name === 'idenfy-signature' ? signature : null) },
    'a Map with more': new Map([
      [1, 'a'],
      [null, 'b'],
      ['Idenfy-Signature', signature],
    ]),
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
  for (const value of [null, undefined, [], 5]) {
    await refused('signature_missing', 401, BODY, { 'idenfy-signature': value }, KEY);
  }
  const names = { get: () => null, 'idenfy-signature': signature };
  for (const headers of [names, undefined, null, 5, signature, [null], new Map([[5, signature]])]) {
    await refused('signature_missing', 401, BODY, headers, KEY);
  }
  await refused('signature_malformed', 401, BODY, { 'idenfy-signature': 'abc' }, KEY);
  await refused('signature_malformed', 401, BODY, { 'idenfy-signature': '' }, KEY);
  await refused('signature_malformed', 401, BODY, twice, KEY);
  await refused('signature_malformed', 401, BODY, inBothCases, KEY);
  const joined = { get: () => `${signature}, ${signature}` };
  await refused('signature_malformed', 401, BODY, joined, KEY);
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
  const gone = encoder.encode(BODY);
  structuredClone(gone.buffer, { transfer: [gone.buffer] });
  await refused('body_not_raw', 500, gone, good, KEY);
  await refused('body_not_raw', 500, gone.buffer, good, KEY);
  await refused('too_large', 413, 'a'.repeat(2 ** 20), good, KEY);
  await refused('too_large', 413, new Uint8Array(2 ** 20), good, KEY);
  await refused('not_json', 400, '{', { 'idenfy-signature': await sign('{', KEY) }, KEY);
  const part = '{"token":"T"}';
  await refused('missing_field', 400, part, { 'idenfy-signature': await sign(part, KEY) }, KEY);
}

/** What a `Request` has is read as far as a delivery may be long. */
export async function requests() {
  const from = (body) => readBody(new Request('http://localhost', { method: 'POST', body }));
  const texts = [BODY, 'a'.repeat(2 ** 16)];
  for (const text of texts) {
    equal(new TextDecoder().decode(await from(text)), text, 'a body of a request');
  }
  equal((await readBody(new Request('http://localhost'))).length, 0, 'a request without a body');
  is(await from('a'.repeat(2 ** 16 + 1)).catch((error) => error), 'too_large');

  let [pulled, canceled] = [0, false];
  const endless = new ReadableStream({
    pull(stream) {
      pulled += 1;
      stream.enqueue(new Uint8Array(2 ** 15));
    },
    cancel() {
      canceled = true;
    },
  });
  const error = await readBody({ body: endless, bodyUsed: false }).catch((error) => error);
  is(error, 'too_large');
  equal([pulled < 10, canceled], [true, true], 'an endless body is not read to its end');

  const broken = new ReadableStream({ pull: (stream) => stream.error('broken') });
  const reason = await readBody({ body: broken, bodyUsed: false }).catch((reason) => reason);
  equal(reason, 'broken', 'a body that breaks');

  const used = new Request('http://localhost', { method: 'POST', body: BODY });
  await used.text();
  is(await readBody(used).catch((error) => error), 'body_not_raw');
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
  const passed = { overallStatus: 'PASS' };
  const cyclic = { ...passed };
  cyclic.more = [cyclic];
  const moreOf = (more) => () => parseWebhook({ ...passed, more }, { vendor: 'incode' });
  throws('not_json', () => parseWebhook(cyclic, { vendor: 'incode' }));
  for (const value of [1n, Number.NaN, JSON.parse('[-1e400]')]) throws('not_json', moreOf(value));
  for (const depth of [40, 100_000]) throws('too_deep', moreOf(nested(depth)));
  throws('too_large', moreOf('a'.repeat(2 ** 16)));
  throws('too_many_values', moreOf(Array(3000).fill(0)));
  for (const options of [{ vendor: 'other' }, { vendor: ['incode'] }, {}, undefined]) {
    equal(caught(() => parseWebhook('{}', options)).name, 'TypeError', 'a vendor');
  }
  const reason = [null, 'picture', 'retry'];
  for (const decision of [
    {},
    null,
    undefined,
    1n,
    ['SUCCESS', null],
    { status: 'FAILED', reason },
  ]) {
    equal(caught(() => publicDecision({ decision })).name, 'TypeError', 'a decision');
  }
  for (const none of [undefined, null, 'SUCCESS', []]) {
    equal(caught(() => publicDecision(none)).name, 'TypeError', 'an event');
  }
}

function nested(depth) {
  let value = [];
  for (let level = 1; level < depth; level += 1) value = [value];
  return value;
}

/** A prototype that somebody else has written to says nothing of a delivery. */
export function polluted() {
  const failed = '{"overallStatus":"FAIL","faceMatch":false}';
  const event = { decision: { status: 'SUCCESS', reason: null } };
  withInherited({ event, error: event, vendor: 'idenfy' }, () => {
    equal(parseWebhook(failed, { vendor: 'incode' }).decision.status, 'FAILED', 'a failure');
    throws('not_json', () => parseWebhook('{', { vendor: 'incode' }));
    equal(caught(() => parseWebhook('{}', {})).name, 'TypeError', 'a vendor that is inherited');
  });
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
