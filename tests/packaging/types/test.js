// Checks the programs in each folder against the installed declarations, and those themselves, with
// the oldest and the newest TypeScript, as both kinds of users' settings resolve them.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

const COMPILERS = ['typescript-oldest', 'typescript'];
const RESOLUTIONS = [
  ['bundler', 'esnext'],
  ['node16', 'node16'],
];
/** Folders of programs, each with the options that its framework asks for. */
const PROGRAMS = {
  plain: [],
};
const STRICT = ['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess'];
/** No types of packages that nobody imports. */
const ALONE = ['--typeRoots', 'none'];
const REST = ['--noEmit', '--skipLibCheck', 'false', '--target', 'es2022', ...ALONE];
const LIBRARY = ['--lib', 'es2022,dom,dom.iterable'];

for (const compiler of COMPILERS) {
  const manifest = require.resolve(`${compiler}/package.json`);
  const { version, bin } = require(manifest);
  const tsc = join(dirname(manifest), bin.tsc);
  for (const [resolution, module] of RESOLUTIONS) {
    for (const [folder, options] of Object.entries(PROGRAMS)) {
      const files = readdirSync(folder).map((name) => join(folder, name));
      const settings = ['--module', module, '--moduleResolution', resolution, ...options];
      const args = [tsc, ...STRICT, ...REST, ...LIBRARY, ...settings, ...files];
      const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
      assert.equal(status, 0, `TypeScript ${version}, ${resolution}, ${folder}:\n${stdout}`);
    }
  }
}
