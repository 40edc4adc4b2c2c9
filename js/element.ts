import { FaceAuthElement } from './element/class.js';

export { FaceAuthElement } from './element/class.js';
export type { FaceAuthElementEventMap } from './element/events.js';
export type { FaceAuthElementListeners, FaceAuthElementProps } from './element/props.js';

// Not on a server. Another copy of the package may have been here before: the first one stays.
const registry: CustomElementRegistry | undefined = globalThis.customElements;
if (registry && !registry.get('face-auth')) registry.define('face-auth', FaceAuthElement);
