// Every entry of the package on servers of every kind: importing it changes nothing there, and
// mounting is refused in order. Node runs this, and each of the others a bundle or a file of it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { EdgeRuntime } from 'edge-runtime';
import * as esbuild from 'esbuild';
import { entries } from './entries.js';

const require = createRequire(import.meta.url);

/** How long a server may take, in ms; one that something keeps alive would never end. */
const PATIENCE = 60_000;

/** What bundlers for edge workers resolve, as wrangler and Next.js have it. */
const CONDITIONS = {
  workerd: ['workerd', 'worker', 'browser'],
  'edge-light': ['edge-light', 'worker', 'browser'],
};

const imports = entries().map((name) => `  '${name}': () => import('${name}'),\n`);
writeFileSync('imports.js', `export default {\n${imports.join('')}};\n`);

passes('Node', process.execPath, ['main.js']);
// React asks for this; nothing may ask for more.
const allowed = ['--no-prompt', '--allow-env=NODE_ENV'];
passes('Deno', program('@deno/linux-x64-glibc', 'deno'), ['run', ...allowed, 'main.js']);
passes('Bun', program('@oven/bun-linux-x64', 'bin/bun'), ['main.js']);

await bundle('worker.js', 'workerd', 'esm');
const workerd = program('@cloudflare/workerd-linux-64', 'bin/workerd');
passes('workerd', workerd, ['test', 'worker.capnp']);

await bundle('edge.js', 'edge-light', 'iife');
const edge = new EdgeRuntime();
edge.evaluate(readFileSync('made/edge.js', 'utf8'));
await edge.evaluate('look()');
console.log('edge-light: passed');

function passes(name, path, args) {
  const { status, error, stdout, stderr } = spawnSync(path, args, {
    encoding: 'utf8',
    timeout: PATIENCE,
  });
  assert.ifError(error);
  assert.equal(status, 0, `${name}:\n${stdout}${stderr}`);
  console.log(`${name}: passed`);
}

/** A program that npm installs for this kind of machine alone. */
function program(name, path) {
  return require.resolve(`${name}/${path}`);
}

async function bundle(entry, condition, format) {
  await esbuild.build({
    entryPoints: [entry],
    outdir: 'made',
    bundle: true,
    format,
    conditions: CONDITIONS[condition],
    mainFields: ['browser', 'module', 'main'],
  });
}
