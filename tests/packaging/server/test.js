// The entry for backends on servers of every kind, and in builds for browsers, which refuse it. Node
// runs this, and each of the others a bundle or a file of it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { EdgeRuntime } from 'edge-runtime';
import { forEdgeRuntime, forNobody, forNode, forWorkerd, MODULES } from './bundles.js';
import { bun, deno, workerd } from './programs.js';
import { refusals } from './refusals.js';
import { module } from './rows.js';

/** How long a server may take, in ms; one that something keeps alive would never end. */
const PATIENCE = 60_000;

/** What whoever bundles it for a browser must read. */
const REFUSAL = 'the server entry handles secrets; import it on the server only';

/** The same where a page finds out by itself. */
const REFUSAL_OF_PAGE = 'handles secrets: import it on the server only';

mkdirSync('made', { recursive: true });
writeFileSync('made/rows.js', module());

passes('Node', process.execPath, ['main.js']);
passes('Node, its instances', process.execPath, ['instances.js']);
passes('Deno', deno, ['run', '--no-prompt', 'main.js']);
passes('Bun', bun, ['main.js']);

await forNode('main.js', 'node');
passes('Node, bundled', process.execPath, ['made/node.mjs']);

await forWorkerd('worker.js', 'worker');
await forWorkerd('backend/worker.js', 'backend');
passes('workerd', workerd, ['test', 'worker.capnp']);

const script = await forEdgeRuntime('edge.js');
const edge = new EdgeRuntime({ extend: (context) => Object.assign(context, { MODULES }) });
edge.evaluate(script);
await edge.evaluate('check()');
console.log('edge-light: passed');

for (const [bundler, build] of Object.entries(refusals)) {
  await assert.rejects(build, (error) => error.message.includes(REFUSAL), bundler);
  console.log(`${bundler}: refused`);
}

await forNobody('main.js', 'anywhere');
passes('Rollup', process.execPath, ['made/anywhere.mjs']);
passes('Rollup, in a test', ...inNode('globalThis.document = {};'));
fails('Rollup, in a page', ...inNode('globalThis.document = {}; globalThis.process = undefined;'));
const worker = 'globalThis.WorkerGlobalScope = class {}; globalThis.importScripts = () => {};';
passes("Rollup, in a server's worker", ...inNode(worker));
fails("Rollup, in a page's worker", ...inNode(`${worker} globalThis.process = undefined;`));

/** Runs what Rollup made after something else. */
function inNode(first) {
  const script = `${first} await import('./made/anywhere.mjs');`;
  return [process.execPath, ['--input-type=module', '--eval', script]];
}

function passes(name, path, args) {
  const { status, output } = ran(path, args);
  assert.equal(status, 0, `${name}:\n${output}`);
  console.log(`${name}: passed`);
}

function fails(name, path, args) {
  const { status, output } = ran(path, args);
  assert.equal(status, 1, name);
  assert.ok(output.includes(REFUSAL_OF_PAGE), `${name}:\n${output}`);
  console.log(`${name}: refused`);
}

function ran(path, args) {
  const { status, error, stdout, stderr } = spawnSync(path, args, {
    encoding: 'utf8',
    timeout: PATIENCE,
  });
  assert.ifError(error);
  return { status, output: stdout + stderr };
}
