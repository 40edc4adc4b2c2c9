// The stand-in for the vendor's mobile app: a code opens a session, a selfie ends it. No page hears
// of the outcome; the host's backend does.

import { startCamera, stopCamera } from './camera.js';
import { onExpiry, post } from './server.js';

const element = (id) => document.getElementById(id);

const TITLES = {
  approve: ['approved', 'Approved'],
  fail: ['failed', 'Failed'],
  cancel: ['ended', 'Canceled'],
  expire: ['ended', 'Expired'],
};

/** The code, once it has opened a session. */
let digitString;
let ended = false;

async function open() {
  // People read codes in groups, and copy what stands between them.
  const digits = element('code').value.replace(/\D/g, '');
  element('code-notice').textContent = '';
  let session;
  try {
    session = await (await post('app/session', { digitString: digits })).json();
  } catch (fault) {
    element('code-notice').textContent = fault.message;
    element('code').focus();
    return;
  }
  digitString = digits;
  for (const reason of session.failReasons) element('fail-reason').add(new Option(reason));
  onExpiry(session, () => ended || showDone('expire'));
  show('session', 'title');
  startCamera();
}

async function end(outcome) {
  element('controls').disabled = true;
  try {
    await post('app/outcome', { digitString, outcome });
  } catch (fault) {
    element('controls').disabled = false;
    element('notice').textContent = `Not recorded: ${fault.message}`;
    return;
  }
  showDone(typeof outcome === 'string' ? outcome : 'fail');
}

function showDone(name) {
  ended = true;
  stopCamera();
  [element('done').dataset.kind, element('done-title').textContent] = TITLES[name];
  show('done', 'done-title');
}

function show(step, heading) {
  for (const id of ['entry', 'session', 'done']) element(id).hidden = id !== step;
  element(heading).focus();
}

element('entry').addEventListener('submit', (event) => {
  event.preventDefault();
  open();
});
element('approve').addEventListener('click', () => end('approve'));
element('fail').addEventListener('click', () => end({ fail: element('fail-reason').value }));
element('cancel').addEventListener('click', () => end('cancel'));
addEventListener('pagehide', stopCamera);
