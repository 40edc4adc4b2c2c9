// Checks the programs in each folder against the installed declarations, and those themselves, with
// the oldest and the newest TypeScript, as both kinds of users' settings resolve them.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

const [OLDEST, NEWEST] = ['typescript-oldest', 'typescript'];

/** Folders of programs. The frameworks' own declarations are none for the oldest TypeScript. */
const PROGRAMS = {
  plain: { compilers: [OLDEST, NEWEST], options: [] },
  server: { compilers: [OLDEST, NEWEST], options: ['--lib', 'es2022'] },
  solid: { compilers: [NEWEST], options: ['--jsx', 'preserve', '--jsxImportSource', 'solid-js'] },
  svelte: { compilers: [NEWEST], options: [] },
  vue: { compilers: [NEWEST], options: [] },
};
const RESOLUTIONS = {
  bundler: 'esnext',
  node16: 'node16',
};
const STRICT = ['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess'];
/** What a program may have besides, where its options do not say otherwise. */
const LIBRARY = ['--target', 'es2022', '--lib', 'es2022,dom,dom.iterable'];
/** All declarations are checked, but none of packages that nobody imports. */
const ALL = ['--noEmit', '--skipLibCheck', 'false', '--typeRoots', 'none'];

for (const [folder, { compilers, options }] of Object.entries(PROGRAMS)) {
  for (const compiler of compilers) {
    for (const [resolution, module] of Object.entries(RESOLUTIONS)) {
      const settings = ['--module', module, '--moduleResolution', resolution, ...options];
      check(folder, compiler, settings);
    }
  }
}

function check(folder, compiler, settings) {
  const manifest = require.resolve(`${compiler}/package.json`);
  const { version, bin } = require(manifest);
  const tsc = join(dirname(manifest), bin.tsc);
  const files = readdirSync(folder).map((name) => join(folder, name));
  const args = [tsc, ...STRICT, ...LIBRARY, ...ALL, ...settings, ...files];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  assert.equal(status, 0, `${folder}, TypeScript ${version}, ${settings.join(' ')}:\n${stdout}`);
}
