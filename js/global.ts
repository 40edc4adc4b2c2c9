// The package for a plain `<script src>`.
import { FaceAuthElement } from './element.js';
import { FaceAuthError, mount, preload } from './index.js';

/** What `window.FaceAuth` holds. */
export interface FaceAuthGlobal {
  readonly mount: typeof mount;
  readonly preload: typeof preload;
  readonly FaceAuthError: typeof FaceAuthError;
  readonly FaceAuthElement: typeof FaceAuthElement;
}

declare global {
  /** The package, once `face-auth-widget.global.js` has run. */
  var FaceAuth: FaceAuthGlobal;
}

// The first copy in a page stays. An element whose id is FaceAuth is no property of the window's own.
// Without `Object.hasOwn`, which browsers that are to hear of `wasm_unavailable` do not have.
const first = Object.getOwnPropertyDescriptor(globalThis, 'FaceAuth');
if (!first && typeof document !== 'undefined') {
  globalThis.FaceAuth = { mount, preload, FaceAuthError, FaceAuthElement: registered() };
} else if (first && !first.value?.FaceAuthError) {
  console.warn(
    'face-auth-widget: `window.FaceAuth` is a variable of your page, and stays so. Rename it, or use <face-auth>, or import the package as a module.',
  );
}

/** What `<face-auth>` is in this page: maybe the class of a module that came before. */
function registered(): typeof FaceAuthElement {
  const found = globalThis.customElements?.get('face-auth');
  return (found as typeof FaceAuthElement | undefined) ?? FaceAuthElement;
}
