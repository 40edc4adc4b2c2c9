import type { PropertyOptions } from './props.js';

/** Properties that are options, and nothing else. */
export const OPTIONS = [
  'confirm',
  'messages',
  'frameUrl',
  'handoff',
  'maxAttempts',
  'tokenTimeout',
  'loadTimeout',
  'confirmTimeout',
] as const satisfies readonly (keyof PropertyOptions)[];

/** Properties whose texts are those of attributes. */
export const TEXTS = {
  tokenUrl: 'token-url',
  confirmUrl: 'confirm-url',
  locale: 'locale',
  name: 'name',
} as const;

/** Properties that are there or not, as their attributes are. */
export const FLAGS = ['required', 'disabled'] as const;

/** What may have been set on an element before it became one of these. */
export const PROPERTIES = ['token', ...OPTIONS, ...Object.keys(TEXTS), 'mode', ...FLAGS] as const;
