// Checks the program in types.tsx against the installed declarations, and those themselves, with the
// oldest and the newest TypeScript, as both kinds of users' settings resolve them.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

const RESOLUTIONS = [
  ['bundler', 'esnext'],
  ['node16', 'node16'],
];

for (const compiler of ['typescript-oldest', 'typescript']) {
  const manifest = require.resolve(`${compiler}/package.json`);
  const { version, bin } = require(manifest);
  const tsc = join(dirname(manifest), bin.tsc);
  for (const [resolution, module] of RESOLUTIONS) {
    const args = [tsc, '--module', module, '--moduleResolution', resolution];
    const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    assert.equal(status, 0, `TypeScript ${version}, ${resolution}:\n${stdout}`);
  }
}
