// The types of `<face-auth>` in Svelte's templates. Nothing runs here.
import type { HTMLAttributes } from 'svelte/elements';
import type { FaceAuthElement } from './class.js';
import type { FaceAuthElementListeners, FaceAuthElementProps } from './props.js';

type Own = FaceAuthElementProps & FaceAuthElementListeners;

/** What a template can set on a `<face-auth>`. */
export type FaceAuthElementAttributes = Own & Omit<HTMLAttributes<FaceAuthElement>, keyof Own>;

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'face-auth': FaceAuthElementAttributes;
  }
}
