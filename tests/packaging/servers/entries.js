// What can be imported from the package, by its own manifest.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const NAME = 'face-auth-widget';
const FOLDER = join('node_modules', NAME);

/** The one for backends, which the project `server` is about: edge workers get a file with it. */
const SERVER = './server';

/** The names of all other entries that are scripts; every language is one. */
export function entries() {
  const { exports } = JSON.parse(readFileSync(join(FOLDER, 'package.json'), 'utf8'));
  return Object.entries(exports)
    .filter(([path, target]) => path !== SERVER && target.default?.endsWith('.js'))
    .flatMap(([path, target]) => expanded(path, target.default))
    .map((path) => join(NAME, path));
}

function expanded(path, target) {
  if (!path.includes('*')) return [path];
  const [folder, ending] = target.split('*');
  return readdirSync(join(FOLDER, folder))
    .filter((name) => name.endsWith(ending))
    .map((name) => path.replace('*', name.slice(0, -ending.length)));
}
