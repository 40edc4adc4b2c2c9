// The page of the sandbox's frame: shows the camera, lets a person (or a script) choose the
// outcome, has the server record it, and then says to the page around it what the vendor says.

import { startCamera, stopCamera } from './camera.js';
import { onExpiry, post } from './server.js';

const token = new URLSearchParams(location.search).get('token');
const element = (id) => document.getElementById(id);

/** What each outcome means to a person, to the page around the frame and to the host's backend. */
const OUTCOMES = {
  approve: { title: 'Approved', kind: 'approved', message: 'APPROVED', webhook: 'SUCCESS' },
  fail: { title: 'Failed', kind: 'failed', message: 'FAILED', webhook: 'FAILED' },
  cancel: { title: 'Canceled', kind: 'ended', message: null, webhook: 'CANCELED' },
  expire: { title: 'Expired', kind: 'ended', message: null, webhook: 'EXPIRED' },
  silent: { title: 'Nothing was said', kind: 'ended', message: null, webhook: null },
};

const LATE = 5_000;

/** The scripts that a chosen outcome becomes, by how the backend is to hear of it. */
const TELLINGS = {
  now: (outcome) => ({ outcome }),
  late: (outcome) => ({ outcome, webhookDelay: LATE }),
  never: (outcome) => ({ outcome, webhook: false }),
  opposite: (outcome) => ({ outcome: opposite(outcome), messages: documented(outcome) }),
  twice: (outcome) => ({ outcome, deliveries: [{ repeat: 2 }] }),
  forged: (outcome) => ({ outcome, deliveries: [FORGED, {}] }),
  pending: (outcome) => ({ outcome, deliveries: [PENDING, { after: SOON }] }),
  reversed: (outcome) => ({ outcome, deliveries: [{}, reversed(outcome)] }),
  contradictory: (outcome) => ({ outcome, deliveries: [CONTRADICTORY] }),
  odd: (outcome) => ({ outcome, deliveries: [ODD] }),
  'bad-day': (outcome) => ({
    outcome,
    deliveries: [
      { ...reversed(outcome), ...FORGED },
      { ...ODD, after: SOON, repeat: 2 },
      { ...PENDING, after: SOON },
      reversed(outcome),
    ],
  }),
};

const SOON = 1_000;
const PLAIN = {
  repeat: 1,
  signature: 'right',
  words: 'capitals',
  fields: 'all',
  layout: 'compact',
};
const FORGED = { signature: 'wrong' };
const PENDING = { status: 'PENDING' };
const CONTRADICTORY = { status: 'SUCCESS', failReason: 'FAKE_FACE' };
const ODD = { signature: 'mixed', words: 'capitalised', layout: 'spaced', extra: true };

/** Turns true once, with the outcome. */
let ended = false;

async function start() {
  const session = await (await post('session', { token })).json();
  if (session.type === 'ENROLLMENT') element('title').textContent = 'Face enrollment';
  if (session.locale) element('locale').textContent = `Language asked for: ${session.locale}`;
  for (const reason of session.failReasons) element('fail-reason').add(new Option(reason));
  onExpiry(session, () => ended || showDone('expire', [], 'webhook EXPIRED'));
  if (session.script) perform(session.script);
}

function perform(script) {
  element('controls').disabled = true;
  element('notice').textContent = 'This session is scripted: it ends by itself.';
  setTimeout(() => end(script), script.delay);
}

/** Ends the session as a person chose: 'approve', { fail: reason }, 'cancel', 'expire', 'silent'. */
function choose(outcome) {
  // Nobody is told of silence, in whichever way.
  const telling = outcome === 'silent' ? 'now' : element('telling').value;
  return end(TELLINGS[telling](outcome));
}

/**
 * Records a script's outcome, then posts its messages: all in one task, so that nothing comes
 * between.
 */
async function end(script) {
  element('controls').disabled = true;
  try {
    await post('outcome', { token, script });
  } catch (fault) {
    element('controls').disabled = false;
    element('notice').textContent = `Not recorded: ${fault.message}`;
    return;
  }
  const messages = script.messages ?? documented(script.outcome);
  // The vendor's target origin is not documented; a status is no secret.
  for (const message of messages) window.parent.postMessage(message, '*');
  showDone(nameOf(script.outcome), messages, describeWebhook(script));
}

const nameOf = (outcome) => (typeof outcome === 'string' ? outcome : 'fail');

function documented(outcome) {
  const status = OUTCOMES[nameOf(outcome)].message;
  return status ? [{ status }] : [];
}

/** What the backend hears instead. Of an outcome without a message there is no opposite. */
function opposite(outcome) {
  if (outcome === 'approve') return { fail: element('fail-reason').value };
  return nameOf(outcome) === 'fail' ? 'approve' : outcome;
}

/** A delivery of the decision that the outcome is not. */
function reversed(outcome) {
  if (outcome !== 'approve') return { status: 'SUCCESS' };
  return { status: 'FAILED', failReason: element('fail-reason').value };
}

function showDone(name, messages, webhook) {
  ended = true;
  stopCamera();
  element('session').hidden = true;
  element('done').dataset.kind = OUTCOMES[name].kind;
  element('done-title').textContent = OUTCOMES[name].title;
  element('done-message').textContent = describeMessages(messages);
  element('done-webhook').textContent = webhook;
  element('done').hidden = false;
  element('done-title').focus();
}

function describeMessages(messages) {
  if (messages.length === 0) return 'no message';
  if (window.parent === window) return 'nobody: this page is not in a frame';
  return messages.map((message) => JSON.stringify(message)).join(', ');
}

function describeWebhook({ outcome, webhook, webhookDelay, deliveries }) {
  const status = OUTCOMES[nameOf(outcome)].webhook;
  if (!status || webhook === false) return 'no webhook';
  const reason = outcome.fail ? `, ${outcome.fail}` : '';
  const wait = webhookDelay ? `, after ${webhookDelay / 1_000} s` : '';
  const how = deliveries ? `, delivered: ${deliveries.map(describeDelivery).join('; ')}` : '';
  return `webhook ${status}${reason}${wait}${how}`;
}

/** What a delivery changes of the plain one. */
function describeDelivery(delivery) {
  const changed = Object.entries(delivery).filter(
    ([name, value]) => value && value !== PLAIN[name],
  );
  return changed.map(([name, value]) => `${name} ${value}`).join(', ') || 'plain';
}

for (const name of ['approve', 'cancel', 'expire', 'silent']) {
  element(name).addEventListener('click', () => choose(name));
}
element('fail').addEventListener('click', () => choose({ fail: element('fail-reason').value }));
addEventListener('pagehide', stopCamera);

startCamera();
start().catch((fault) => {
  element('controls').disabled = true;
  element('notice').textContent = `The session could not be opened: ${fault.message}`;
});
