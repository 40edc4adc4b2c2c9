// What becomes of the module's instances, as Node shows it: importing the entry makes none, one serves all
// calls until it fails, and its memory does not grow.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';

const { Instance, Module } = WebAssembly;

/** What has been compiled and instantiated. */
const modules = [];
const instances = [];
/** What the next call to an instance throws, as a bug in it would. */
let failure;

WebAssembly.Module = class extends Module {
  constructor(...given) {
    super(...given);
    modules.push(this);
  }
};
WebAssembly.Instance = class {
  constructor(...given) {
    const { exports } = new Instance(...given);
    instances.push(exports);
    const entries = Object.entries(exports);
    this.exports = Object.fromEntries(entries.map(([name, value]) => [name, failing(value)]));
  }
};

function failing(value) {
  if (typeof value !== 'function') return value;
  return (...given) => {
    const thrown = failure;
    failure = undefined;
    if (thrown) throw thrown;
    return value(...given);
  };
}

const { parseWebhook, verifyWebhook } = await import('face-auth-widget/server');
assert.deepEqual([modules.length, instances.length], [0, 0], 'importing does no work');

const vendor = 'incode';
const body = '{"overallStatus":"PASS","faceMatch":true}';
const expected = parseWebhook(body, { vendor });
parseWebhook(body, { vendor });
assert.deepEqual([modules.length, instances.length], [1, 1], 'one module, one instance');

const trap = new WebAssembly.RuntimeError('unreachable');
failure = trap;
assert.throws(
  () => parseWebhook(body, { vendor }),
  ({ message, cause }) => /this is a bug/.test(message) && cause === trap,
);
assert.deepEqual(parseWebhook(body, { vendor }), expected, 'after a bug');
assert.deepEqual([modules.length, instances.length], [1, 2], 'another instance, the same module');

const [, exports] = instances;
const memory = Object.values(exports).find((value) => value instanceof WebAssembly.Memory);
const large = JSON.stringify({ ...JSON.parse(body), more: 'x'.repeat(60_000) });
const signature = createHmac('sha256', 'key').update(body).digest('hex');

async function everything() {
  parseWebhook(large, { vendor });
  assert.throws(() => parseWebhook(large.slice(1), { vendor }), { code: 'not_json' });
  const headers = { 'idenfy-signature': signature };
  await assert.rejects(verifyWebhook(body, headers, 'key'), { code: 'wrong_vendor' });
  await assert.rejects(verifyWebhook(body, headers, 'another'), { code: 'signature_mismatch' });
}

for (let warm = 0; warm < 10; warm += 1) await everything();
const before = memory.buffer.byteLength;
for (let call = 0; call < 300; call += 1) await everything();
for (const huge of ['a'.repeat(2 ** 26), new Uint8Array(2 ** 26)]) {
  assert.throws(() => parseWebhook(huge, { vendor }), { code: 'too_large', status: 413 });
}
assert.equal(memory.buffer.byteLength, before, 'the memory grows');
assert.equal(instances.length, 2, 'no more instances');
