import type { FaceAuthOptions, TokenSource } from '../index.js';
import type { FaceAuthElementEventMap } from './events.js';

/** The options that are properties of a `<face-auth>` and nothing else: no attribute has them. */
export type PropertyOptions = Pick<
  FaceAuthOptions,
  | 'confirm'
  | 'messages'
  | 'frameUrl'
  | 'handoff'
  | 'maxAttempts'
  | 'tokenTimeout'
  | 'loadTimeout'
  | 'confirmTimeout'
>;

/** What a template can set on a `<face-auth>`, for the JSX and template types of frameworks. */
export interface FaceAuthElementProps extends PropertyOptions {
  token?: TokenSource | null | undefined;
  'token-url'?: string | undefined;
  tokenUrl?: string | undefined;
  'confirm-url'?: string | undefined;
  confirmUrl?: string | undefined;
  mode?: 'inline' | 'modal' | undefined;
  locale?: string | undefined;
  name?: string | undefined;
  required?: boolean | undefined;
  disabled?: boolean | undefined;
  title?: string | undefined;
}

/** Its events where templates listen by properties named `on` and the event, as React 19 and Svelte 5. */
export type FaceAuthElementListeners = {
  [K in keyof FaceAuthElementEventMap as `on${K}`]?:
    | ((event: FaceAuthElementEventMap[K]) => void)
    | undefined;
};
