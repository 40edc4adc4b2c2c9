// The element, as pages without a framework use it.
import type { FaceAuthError, FaceAuthSession, Outcome } from 'face-auth-widget';
import { FaceAuthElement } from 'face-auth-widget/element';
import { FaceAuthElement as Unregistered } from 'face-auth-widget/element/class';

const element = document.createElement('face-auth');
const found: FaceAuthElement | null = document.querySelector('face-auth');
const node: HTMLElement = element;
class Own extends Unregistered {}
console.log(found, node, Own, element instanceof FaceAuthElement);

element.token = async ({ attempt, signal }) => `${attempt}${signal.aborted}`;
element.token = { token: 'token', lifetime: 900 };
element.token = null;
element.confirm = async ({ token }) => ({ status: 'SUCCESS', token });
element.messages = { title: 'Face check' };
element.mode = 'modal';
element.required = true;

element.addEventListener('approved', ({ detail }) => detail.authoritative);
element.addEventListener('failed', ({ detail }) => detail.reason?.advice === 'retry');
element.addEventListener('error', ({ detail }) => {
  const error: FaceAuthError = detail;
  console.log(error.code);
});
element.addEventListener('event', ({ detail }) => detail.type === 'attempt' && detail.reason);
element.addEventListener('click', (event) => event.clientX);
element.addEventListener('of-my-own', (event) => event.type);

const session: FaceAuthSession | null = element.session;
const outcome: Outcome | null = element.outcome;
const value: '' | 'approved' | 'failed' | 'canceled' | 'expired' | 'error' = element.value;
console.log(session, outcome, value, element.checkValidity(), element.form?.elements);

// @ts-expect-error there are two modes
element.mode = 'popup';
// @ts-expect-error neither a token nor a source of one
element.token = 12;
// @ts-expect-error the session is only read
element.session = null;
// @ts-expect-error so is the value
element.value = 'approved';
// @ts-expect-error an approval has no code
element.addEventListener('approved', ({ detail }) => detail.code);
