// Takes the place of core.ts in `face-auth-widget/external`.
import init, { mount } from 'face-auth-widget-wasm/glue.js';
import id from 'face-auth-widget-wasm/id.js';
import { FaceAuthError } from '../error.js';
import { compiled, type WasmSource } from './compiled.js';
import { once } from './once.js';

let running = false;

/**
 * The core's one function.
 *
 * @throws FaceAuthError `wasm_unavailable`
 */
export function core(): typeof mount {
  if (!running) {
    const cause = new Error('Nothing is loaded: first `await load(url)`, in the browser.');
    throw new FaceAuthError('wasm_unavailable', { cause });
  }
  return mount;
}

/**
 * Has the core from there.
 *
 * @throws FaceAuthError `wasm_unavailable`
 */
export const start = once(async (source: WasmSource) => {
  try {
    await init(await compiled(source, id));
  } catch (cause) {
    throw new FaceAuthError('wasm_unavailable', { cause });
  }
  running = true;
});
