import 'face-auth-widget/element';
import type {
  FaceAuthElement,
  FaceAuthElementEventMap,
  FaceAuthElementListeners,
  FaceAuthElementProps,
} from 'face-auth-widget/element';
import { FaceAuthElement as Class } from 'face-auth-widget/element/class';

const check: FaceAuthElement = document.createElement('face-auth');
check.token = ({ attempt, signal }) => Promise.resolve({ token: `${attempt}${signal.aborted}` });
check.frameUrl = 'https://frame.example/';
check.mode = 'modal';
check.required = true;
check.addEventListener('approved', ({ detail, currentTarget }) => {
  console.log(detail.authoritative, currentTarget);
});
check.addEventListener('error', ({ detail }) => console.log(detail.code));
check.addEventListener('focus', (event) => console.log(event.relatedTarget));
customElements.define('other-name', class extends Class {});

const kind: keyof FaceAuthElementEventMap = 'failed';
const props: FaceAuthElementProps = { 'token-url': '/session', handoff: false };
const listeners: FaceAuthElementListeners = { onfailed: ({ detail }) => detail.reason?.advice };
console.log(kind, props, listeners, check.session?.state);

// @ts-expect-error no such mode
check.mode = 'popup';
// @ts-expect-error the session is only read
check.session = null;
// @ts-expect-error a failure has a reason, an approval has none
check.addEventListener('approved', ({ detail }) => detail.reason);
// @ts-expect-error what the frame says is a word
check.addEventListener('status', ({ detail }) => detail.kind);
// @ts-expect-error no such property
const wrong: FaceAuthElementProps = { tokens: 'TOKEN' };
