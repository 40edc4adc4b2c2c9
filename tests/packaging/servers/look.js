// Imports every entry, looks at what that does to the program around it, and mounts.
import 'react'; // the host's own: some servers change for it, as for every CommonJS package
import imports from './imports.js';

export async function look() {
  const asked = [];
  globalThis.fetch = (address) => asked.push(address);
  globals(); // some servers make what is global when it is first read
  const before = globals();
  for (const [name, entry] of Object.entries(imports)) {
    const { mount, FaceAuthError } = await entry();
    const changed = difference(before, globals());
    if (changed.length) throw new Error(`${name} changes ${changed.map(String).join(', ')}`);
    if (asked.length) throw new Error(`${name} asks for ${asked.join(', ')}`);
    if (mount) refuses(name, mount, FaceAuthError);
  }
}

/** All that is global, by name. */
function globals() {
  return new Map(Reflect.ownKeys(globalThis).map((key) => [key, globalThis[key]]));
}

function difference(before, after) {
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  return keys.filter((key) => !Object.is(before.get(key), after.get(key)));
}

function refuses(name, mount, FaceAuthError) {
  let thrown;
  try {
    mount('#face-auth', { token: 'TOKEN' });
  } catch (error) {
    thrown = error;
  }
  if (!FaceAuthError.is(thrown)) throw new Error(`${name}: mount throws ${thrown}`);
}
