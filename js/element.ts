import { FaceAuthElement } from './element/class.js';

export { FaceAuthElement } from './element/class.js';
export type { FaceAuthElementEventMap } from './element/events.js';
export type { FaceAuthElementListeners, FaceAuthElementProps } from './element/props.js';

// Not on a server. Another copy of the package may have been here before: the first one stays.
const registry: CustomElementRegistry | undefined = globalThis.customElements;
const found = registry?.get('face-auth');
if (!found) registry?.define('face-auth', FaceAuthElement);
else if (!('tokenUrl' in found.prototype)) {
  console.warn('<face-auth> is another element in this page. FaceAuthElement is not registered.');
}
