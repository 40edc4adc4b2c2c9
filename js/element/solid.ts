// The types of `<face-auth>` in Solid's JSX. Nothing runs here.
import type { JSX } from 'solid-js';
import type { FaceAuthElement } from './class.js';
import type { FaceAuthElementEventMap } from './events.js';
import type { FaceAuthElementProps, PropertyOptions } from './props.js';

type Listeners = {
  [K in keyof FaceAuthElementEventMap as `on:${K}`]?: (event: FaceAuthElementEventMap[K]) => void;
};
type Properties = {
  [K in keyof FaceAuthElementProps as `prop:${K}`]?: FaceAuthElementProps[K];
};
/** Solid writes a literal as an attribute: what has none must be said to be a property. */
type Attributes = Omit<
  FaceAuthElementProps,
  keyof PropertyOptions | 'token' | 'tokenUrl' | 'confirmUrl'
>;
type Own = Attributes & Properties & Listeners;

/** What JSX takes for a `<face-auth>`. */
export type FaceAuthElementAttributes = Own & Omit<JSX.HTMLAttributes<FaceAuthElement>, keyof Own>;

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements {
      'face-auth': FaceAuthElementAttributes;
    }
  }
}
