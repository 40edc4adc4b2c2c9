// What frameworks without types of their own for the element are told of it.
import type {
  FaceAuthElementEventMap,
  FaceAuthElementListeners,
  FaceAuthElementProps,
} from 'face-auth-widget/element';

const kind: keyof FaceAuthElementEventMap = 'failed';
const props: FaceAuthElementProps = { 'token-url': '/session', handoff: false };
const listeners: FaceAuthElementListeners = { onfailed: ({ detail }) => detail.reason?.advice };
console.log(kind, props, listeners);

// @ts-expect-error no such property
const property: FaceAuthElementProps = { tokens: 'TOKEN' };
// @ts-expect-error no such event
const listener: FaceAuthElementListeners = { onopen: () => {} };
console.log(property, listener);
