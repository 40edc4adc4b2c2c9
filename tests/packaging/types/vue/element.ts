import type { FaceAuthComponent } from 'face-auth-widget/element/vue';
import type { GlobalComponents } from 'vue';

const component: GlobalComponents['face-auth'] | undefined = undefined;
const props: FaceAuthComponent['$props'] = {
  class: 'check',
  'token-url': '/session',
  onApproved: ({ detail }) => console.log(detail.authoritative),
};
console.log(component, props);

// @ts-expect-error no such mode
export const mode: FaceAuthComponent['$props'] = { mode: 'popup' };
