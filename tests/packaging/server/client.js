// What every kind of server must make of iDenfy's API, before a `fetch` that answers as it is told.
import { createIdenfyClient, IdenfyError } from 'face-auth-widget/server';
import { equal } from './equal.js';
import { withInherited } from './inherited.js';

const PAIR = { apiKey: 'the-key', apiSecret: 'the-secret:1' };
const TOKEN = 'A-TOKEN-THAT-NOBODY-MAY-READ';

export async function client() {
  await carries();
  await repeats();
  await ends();
  await refuses();
  await knowsARefusal();
  await inheritsNothing();
  await tellsNoSecret();
}

/** A client, and the requests that it sends; the last answer is given again and again. */
function before(...answers) {
  const requests = [];
  const fetch = async (url, init) => {
    const answer = answers[Math.min(requests.length, answers.length - 1)];
    requests.push({ url, ...init });
    return answer(init);
  };
  return { requests, config: { ...PAIR, fetch }, ...createIdenfyClient({ ...PAIR, fetch }) };
}

const json = (value, status = 200, headers = {}) => {
  return () => new Response(JSON.stringify(value), { status, headers });
};
const status = (status, headers) => json({}, status, headers);
const never = () => new Promise(() => {});

async function carries() {
  const { createSession, requests } = before(json({ token: TOKEN, lifetime: 60 }));
  const { signal } = new AbortController();
  const grant = await createSession({ scanRef: 'ref', locale: undefined, signal });
  equal(grant, { token: TOKEN, lifetime: 60 }, 'a grant');
  const [{ url, method, body, headers, redirect }] = requests;
  equal([method, redirect], ['POST', 'manual'], 'a request');
  equal(url, 'https://ivs.idenfy.com/partner/authentication-info', 'its address');
  const asked = { scanRef: 'ref', type: 'AUTHENTICATION', method: 'FACE_MATCHING' };
  equal(JSON.parse(body), asked, 'its body');
  const authorization = 'Basic dGhlLWtleTp0aGUtc2VjcmV0OjE=';
  const accept = 'application/json';
  equal(headers, { accept, authorization, 'content-type': accept }, 'its headers');
}

async function repeats() {
  const asking = before(
    status(503),
    status(429, { 'Retry-After': '0' }),
    json({ tokenString: TOKEN, approved: true }),
  );
  equal((await asking.getSession(TOKEN)).approved, true, 'the third answer');
  equal(asking.requests.length, 3, 'how often it was asked for');

  const making = before(status(429, { 'Retry-After': '0' }), status(503));
  const error = await failure(making.createSession({ scanRef: 'ref' }));
  const { code, status: answered, retryable, sent } = error;
  equal([code, answered, retryable, sent], ['vendor_unavailable', 503, true, true], 'a failure');
  equal(making.requests.length, 2, 'how often a session was asked for');

  const lost = await before(broken('ECONNRESET')).createSession({ scanRef: 'ref' }).catch(told);
  equal(lost, ['unreachable', 'ECONNRESET', true], 'a connection that broke');
  const none = before(broken('ECONNREFUSED'));
  const never = await none.createSession({ scanRef: 'ref' }).catch(told);
  equal(never, ['unreachable', 'ECONNREFUSED', false], 'a connection that never was');
  equal(none.requests.length, 3, 'how often a session was asked for in vain');
}

const told = ({ code, cause, sent }) => [code, cause, sent];

/** What `fetch` throws where there is no answer. */
function broken(code) {
  return async ({ headers }) => {
    const cause = Object.assign(new Error(TOKEN), { code });
    throw new TypeError(`${TOKEN} ${headers.authorization}`, { cause });
  };
}

async function ends() {
  const { config, requests } = before(never);
  const impatient = createIdenfyClient({ ...config, timeout: 60, attemptTimeout: 40 });
  is(await failure(impatient.createSession({ scanRef: 'ref' })), 'timed_out');
  equal(requests.length, 1, 'how often a session was asked for');
  equal(requests[0].signal.aborted, true, 'what is late is not waited for');

  const stop = new AbortController();
  const stopped = before(never).getSession(TOKEN, { signal: stop.signal });
  stop.abort('enough');
  equal(await stopped.catch((reason) => reason), 'enough', 'a call that was stopped');
  const late = before(never);
  const reason = await late.getSession(TOKEN, { signal: stop.signal }).catch((reason) => reason);
  equal([reason, late.requests.length], ['enough', 0], 'a call that was stopped before');
  const waiting = before(status(429, { 'Retry-After': '5' }));
  const pause = new AbortController();
  const paused = waiting.getSession(TOKEN, { signal: pause.signal }).catch((reason) => reason);
  while (!waiting.requests.length) await new Promise((resolve) => setTimeout(resolve));
  pause.abort('enough');
  equal(await paused, 'enough', 'a pause that was stopped');
}

async function refuses() {
  const moved = before(() => new Response(null, { status: 302, headers: { location: '/' } }));
  const error = await failure(moved.checkStatus('ref', { method: 'ACTIVE_LIVENESS' }));
  equal([error.code, error.status, moved.requests.length], ['refused', 302, 1], 'a redirect');

  let pulled = 0;
  const pull = (stream) => {
    pulled += 1;
    stream.enqueue(new Uint8Array(2 ** 15));
  };
  const endless = before(() => new Response(new ReadableStream({ pull })));
  is(await failure(endless.checkStatus('ref')), 'unreadable');
  equal(pulled < 10, true, 'an endless answer is not read to its end');

  is(await failure(before(status(404)).checkStatus('ref')), 'not_found');
  is(await failure(before(() => new Response(null)).checkStatus('ref')), 'unreadable');
  const nothing = before(never);
  const odd = [1n, Symbol('1'), () => 1, { toJSON: () => 1 }, [1], Number.NaN];
  for (const lifetime of [0, 1.5, Number.POSITIVE_INFINITY, '60', ...odd]) {
    const { code, field } = await failure(nothing.createSession({ scanRef: 'ref', lifetime }));
    equal([code, field], ['invalid_request', 'lifetime'], 'a request that is not sent');
  }
  for (const token of [undefined, '', ...odd]) {
    equal((await failure(nothing.getSession(token))).field, 'token', 'a token');
    equal((await failure(nothing.checkStatus(token))).field, 'scanRef', 'a scanRef');
  }
  for (const timeout of odd) equal(thrown({ ...PAIR, timeout }).field, 'timeout', 'a timeout');
  for (const none of [undefined, null, {}]) equal(thrown(none).field, 'apiKey', 'a configuration');
  equal(nothing.requests.length, 0, 'no request');
  for (const [field, value] of Object.entries({ apiKey: '', apiSecret: 'a b', timeout: -1 })) {
    equal(thrown({ ...PAIR, [field]: value }).field, field, field);
  }
  for (const baseUrl of ['http://vendor.example', 'vendor', 'https://a:b@vendor.example']) {
    equal(thrown({ ...PAIR, baseUrl }).field, 'baseUrl', baseUrl);
  }
}

/** Whatever becomes of its body. */
async function knowsARefusal() {
  const cut = new Uint8Array(1);
  const breaks = { pull: (stream) => stream.error(new TypeError('terminated')) };
  const stalls = { start: (stream) => stream.enqueue(cut), pull: never };
  for (const source of [breaks, stalls]) {
    const cutShort = (status, headers) => () => {
      return new Response(new ReadableStream({ ...source }), { status, headers });
    };
    const hurried = (...answers) => {
      const { config, requests } = before(...answers);
      return { requests, ...createIdenfyClient({ ...config, attemptTimeout: 40 }) };
    };
    const refused = hurried(cutShort(401));
    is(await failure(refused.createSession({ scanRef: 'ref' })), 'unauthorized');
    const busy = hurried(cutShort(429, { 'Retry-After': '0' }), json({ token: TOKEN }));
    equal((await busy.createSession({ scanRef: 'ref' })).token, TOKEN, 'a session after all');
    const asked = cutShort(429, { 'Retry-After': '7' });
    equal((await failure(hurried(asked).checkStatus('ref'))).retryAfter, 7, 'how long to wait');

    const made = hurried(cutShort(200));
    const { code, sent } = await failure(made.createSession({ scanRef: 'ref' }));
    equal([code, sent], [source === stalls ? 'timed_out' : 'unreachable', true], 'half an answer');
    equal(made.requests.length, 1, 'how often a session was asked for');
  }

  const stop = new AbortController();
  const pull = () => {
    stop.abort('enough');
    return never();
  };
  const stopped = before(() => new Response(new ReadableStream({ pull }), { status: 401 }));
  const reason = await stopped.checkStatus('ref', { signal: stop.signal }).catch((error) => error);
  equal(reason, 'enough', 'a refusal that was not waited for');
}

/** A prototype that somebody else has written to configures nothing. */
async function inheritsNothing() {
  const stolen = [];
  const fetch = (url) => stolen.push(url);
  const baseUrl = 'https://elsewhere.example';
  const { config, requests } = before(json({ token: TOKEN }));
  const client = withInherited({ baseUrl, timeout: 0, attemptTimeout: 0 }, () =>
    createIdenfyClient(config),
  );
  const signal = AbortSignal.abort('elsewhere');
  const inherited = { lifetime: 7, type: 'ENROLLMENT', method: 'ACTIVE_LIVENESS', signal };
  await withInherited(inherited, () => client.createSession({ scanRef: 'ref' }));
  const [{ url, body }] = requests;
  equal(url, 'https://ivs.idenfy.com/partner/authentication-info', 'an address');
  const asked = { scanRef: 'ref', type: 'AUTHENTICATION', method: 'FACE_MATCHING' };
  equal(JSON.parse(body), asked, 'a body');

  const nowhere = { ...PAIR, baseUrl: 'https://vendor.invalid', timeout: 40 };
  const own = withInherited({ fetch }, () => createIdenfyClient(nowhere));
  equal(IdenfyError.is(await failure(own.checkStatus('ref'))), true, 'a call by the own fetch');
  equal(stolen, [], 'nothing is asked elsewhere');
  const pair = withInherited(PAIR, () => thrown({}));
  equal(pair.field, 'apiKey', 'a pair that is inherited');
}

async function tellsNoSecret() {
  const error = await failure(before(broken('ECONNRESET')).getSession(TOKEN));
  equal([error.code, error.cause], ['unreachable', 'ECONNRESET'], 'a lost connection');
  const client = createIdenfyClient(PAIR);
  const told = [error.message, error.stack, JSON.stringify(error), JSON.stringify(client)];
  for (const text of [...told, ...Object.values(client).map(String)]) {
    equal(/NOBODY-MAY-READ|the-key|the-secret|Basic dGhl/.test(text), false, text);
  }
}

function thrown(config) {
  try {
    return createIdenfyClient(config);
  } catch (error) {
    is(error, 'invalid_request');
    return error;
  }
}

async function failure(call) {
  return call.then(
    (value) => {
      throw new Error(`no failure: ${JSON.stringify(value)}`);
    },
    (error) => error,
  );
}

function is(error, code) {
  if (!IdenfyError.is(error) || error.code !== code) throw new Error(`not ${code}: ${error}`);
}
