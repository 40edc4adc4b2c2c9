import bytes from 'face-auth-widget-wasm/bytes.js';
// By name: of a whole namespace, bundlers would keep the loader that fetches a file.
import { initSync, mount } from 'face-auth-widget-wasm/glue.js';
import { FaceAuthError } from './error.js';

let running = false;

/**
 * The core's one function; the core is compiled and instantiated on first use.
 *
 * @throws FaceAuthError `wasm_unavailable`
 * @internal
 */
export function core(): typeof mount {
  if (!running) {
    try {
      initSync({ module: Uint8Array.from(bytes(), (char) => char.charCodeAt(0)) });
    } catch (cause) {
      throw new FaceAuthError('wasm_unavailable', { cause });
    }
    running = true;
  }
  return mount;
}
