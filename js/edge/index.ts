// The package where no document ever is: in edge workers, which refuse WebAssembly from bytes.
import { FaceAuthError } from '../error.js';
import type * as Browser from '../index.js';

export { FaceAuthError } from '../error.js';

/** @throws FaceAuthError `wasm_unavailable` */
export const mount: typeof Browser.mount = () => {
  const cause = new Error(
    'There is no document here: mount in the browser, in an effect or the like.',
  );
  throw new FaceAuthError('wasm_unavailable', { cause });
};

/** There is nothing to prepare. */
export const preload: typeof Browser.preload = async () => {};
