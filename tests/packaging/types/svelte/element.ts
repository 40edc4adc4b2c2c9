import type {} from 'face-auth-widget/element/svelte';
import type { SvelteHTMLElements } from 'svelte/elements';

const props: SvelteHTMLElements['face-auth'] = {
  class: 'check',
  'token-url': '/session',
  onapproved: ({ detail }) => console.log(detail.authoritative),
};
console.log(props);

// @ts-expect-error no such mode
export const mode: SvelteHTMLElements['face-auth'] = { mode: 'popup' };
