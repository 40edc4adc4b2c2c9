// The types of `<face-auth>` in Vue's templates. Nothing runs here.
import type { HTMLAttributes } from 'vue';
import type { FaceAuthElementEventMap } from './events.js';
import type { FaceAuthElementProps } from './props.js';

type Listeners = {
  [K in keyof FaceAuthElementEventMap as `on${Capitalize<K>}`]?: (
    event: FaceAuthElementEventMap[K],
  ) => void;
};
type Own = FaceAuthElementProps & Listeners;

/** `<face-auth>`, as a template knows it. */
export interface FaceAuthComponent {
  $props: Own & Omit<HTMLAttributes, keyof Own>;
}

declare module 'vue' {
  interface GlobalComponents {
    'face-auth': new () => FaceAuthComponent;
  }
}
