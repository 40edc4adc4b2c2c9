// What a program costs that imports little of the package, by each bundler: the size of what its
// page loads at once, in bytes, and whether a WebAssembly module is in it, and the registration of
// the element. Prints the sizes.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { bundlers } from './bundlers.js';

/** The start of a module as the package writes it: "asm" and version 1 after a stand-in for zero. */
const WASM = ['<asm\x01', '<asm\\x01'];

const PROGRAMS = {
  'an error': {
    text: "import { FaceAuthError } from 'face-auth-widget'; console.log(FaceAuthError);",
    most: 5000,
    wasm: false,
  },
  'nothing of it': {
    text: "import { mount } from 'face-auth-widget'; console.log('nothing');",
    most: 500,
    wasm: false,
  },
  'nothing of React': {
    text: "import { FaceAuth } from 'face-auth-widget/react'; console.log('nothing');",
    most: 500,
    wasm: false,
  },
  'nothing of the class': {
    text: "import { FaceAuthElement } from 'face-auth-widget/element/class'; console.log('nothing');",
    most: 500,
    wasm: false,
  },
  'the registration alone': {
    text: "import 'face-auth-widget/element';",
    most: 60_000,
    wasm: true,
    registers: true,
  },
  // What shows that a module would be found.
  mount: {
    text: "import { mount } from 'face-auth-widget'; console.log(mount);",
    most: 40_000,
    wasm: true,
  },
};

rmSync('made', { recursive: true, force: true });
mkdirSync('made');
for (const [name, { text, most, wasm, registers = false }] of Object.entries(PROGRAMS)) {
  const program = resolve(`made/${name}.js`);
  writeFileSync(program, text);
  for (const [bundler, bundle] of Object.entries(bundlers)) {
    const folder = resolve('made', bundler, name);
    await bundle(program, folder);
    const made = readFileSync(resolve(folder, 'main.js'), 'utf8');
    const what = `${bundler}, ${name}`;
    console.log(`${what}: ${made.length}`);
    assert.ok(made.length <= most, `${what}: ${made.length} bytes are more than ${most}`);
    const found = WASM.some((start) => made.includes(start));
    assert.equal(found, wasm, `${what}: a module in it`);
    assert.equal(made.includes('.define('), registers, `${what}: the registration in it`);
  }
}
