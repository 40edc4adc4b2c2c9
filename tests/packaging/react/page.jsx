// A page that a test drives: it calls `show(props)` again and again, and reads what was recorded.
import * as React from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { App } from './app.jsx';

const asked = new URLSearchParams(location.search);
const tokens = asked.getAll('token');

/** What no page may see: warnings of React, uncaught exceptions. */
window.faults = [];
for (const level of ['error', 'warn']) {
  console[level] = (...words) => faults.push(words.join(' '));
}
addEventListener('error', ({ message }) => faults.push(message));
addEventListener('unhandledrejection', ({ reason }) => faults.push(`rejection: ${reason}`));
addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
  faults.push(effectiveDirective);
});

/** Every event, with the version of the render whose function heard it. */
window.told = [];
/** For each question to the token provider, the version of the render whose function was asked. */
window.provided = [];
/** Where the component puts its session. */
window.handle = { current: null };
/** What the hook gave, in every render. */
window.renders = [];
/** The code of what the error boundary caught. */
window.caught = null;
/** With what the page is to be rendered as soon as a session has ended, in that callback. */
window.next = null;
/** Whether this React can hide a part of a page. */
window.canHide = !!React.Activity;

const report = {
  handle,
  told(version, { type, state, outcome, error }) {
    told.push({ version, type, state, kind: outcome?.kind, code: error?.code });
    if (type === 'outcome' && next) show(next);
  },
  provide(version) {
    const token = tokens[provided.length];
    provided.push(version);
    if (token) return { token };
    throw new Error('There are no more tokens.');
  },
  rendered: (check) => renders.push(check),
  caught: ({ code }) => {
    window.caught = code;
  },
};

/** All frames in the page, wherever they are. */
window.allFrames = (root = document) => [
  ...root.querySelectorAll('iframe'),
  ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) =>
    shadowRoot ? allFrames(shadowRoot) : [],
  ),
];

const app = (props) => <App frameUrl={asked.get('frame')} report={report} {...props} />;
const node = document.getElementById('root');
const root = node.hasChildNodes()
  ? hydrateRoot(node, app({ token: 'provider' }), {
      onRecoverableError: (error) => faults.push(`recovered: ${error}`),
    })
  : createRoot(node);
window.show = (props) => root.render(app(props));
