// The page of the sandbox's frame: shows the camera, lets a person (or a script) choose the
// outcome, has the server record it, and then says to the page around it what the vendor says.

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

/** Why there is no picture, by the name of the exception that getUserMedia throws. */
const CAMERA_FAULTS = {
  NotAllowedError:
    'The camera was refused: by you, by the browser, or because the page around this frame ' +
    'does not grant it (allow="camera").',
  SecurityError: 'The camera was refused by the browser’s settings.',
  NotFoundError: 'No camera was found.',
  OverconstrainedError: 'No camera was found.',
  NotReadableError: 'The camera is in use by another program.',
  AbortError: 'The camera could not be started.',
};
const CAMERA_NOT_GRANTED =
  'The page around this frame does not grant it the camera: its frame lacks allow="camera", or ' +
  'its Permissions-Policy refuses it.';
const CAMERA_UNAVAILABLE =
  'This browser gives no camera to this page: it needs https, or a loopback address.';

/** Turns true once, with the outcome: a picture that arrives later is switched off at once. */
let ended = false;

// The camera

async function showCamera() {
  if (!navigator.mediaDevices?.getUserMedia) {
    return cameraState('unavailable', CAMERA_UNAVAILABLE);
  }
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ video: true });
    if (ended) return stopTracks(stream);
    element('video').srcObject = stream;
    cameraState('on', 'The camera is on');
  } catch (fault) {
    // Chromium alone tells a policy from a person's refusal.
    if (document.featurePolicy?.allowsFeature('camera') === false) {
      return cameraState('not-granted', CAMERA_NOT_GRANTED);
    }
    const text = CAMERA_FAULTS[fault.name] ?? `The camera could not be started (${fault.name}).`;
    cameraState(fault.name, text);
  }
}

function cameraState(state, text) {
  if (ended) return;
  element('camera').dataset.state = state;
  element('camera-status').textContent =
    state === 'on' ? text : `${text} You can choose an outcome all the same.`;
}

function stopCamera() {
  const video = element('video');
  if (video.srcObject) stopTracks(video.srcObject);
  video.srcObject = null;
}

function stopTracks(stream) {
  for (const track of stream.getTracks()) track.stop();
}

// The session

async function post(path, body) {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token, ...body }),
  });
  if (response.ok) return response;
  const { message } = await response.json();
  throw new Error(message);
}

async function start() {
  const session = await (await post('session')).json();
  if (session.type === 'ENROLLMENT') element('title').textContent = 'Face enrollment';
  for (const reason of session.failReasons) element('fail-reason').add(new Option(reason));
  expireAfter(session.remaining);
  if (session.script) perform(session.script);
}

function perform(script) {
  element('controls').disabled = true;
  element('notice').textContent = 'This session is scripted: it ends by itself.';
  setTimeout(() => end(script.outcome, script), script.delay);
}

/** The server expires the session by itself; the page only says so. */
function expireAfter(remaining) {
  const LONGEST_TIMER = 2 ** 31 - 1;
  if (remaining > LONGEST_TIMER) return;
  setTimeout(() => ended || showDone('expire', [], 'EXPIRED'), remaining);
}

/**
 * Records an outcome, then posts the messages: all in one task, so that nothing comes between.
 * @param outcome 'approve', { fail: reason }, 'cancel', 'expire' or 'silent'
 */
async function end(outcome, script) {
  element('controls').disabled = true;
  try {
    await post('outcome', { outcome });
  } catch (fault) {
    element('controls').disabled = false;
    element('notice').textContent = `Not recorded: ${fault.message}`;
    return;
  }
  const name = typeof outcome === 'string' ? outcome : 'fail';
  const messages = script?.messages ?? documentedMessages(name);
  // The vendor's target origin is not documented; a status is no secret.
  for (const message of messages) window.parent.postMessage(message, '*');
  const { webhook } = OUTCOMES[name];
  showDone(name, messages, script?.webhook === false ? null : webhook, outcome.fail);
}

function documentedMessages(name) {
  const status = OUTCOMES[name].message;
  return status ? [{ status }] : [];
}

function showDone(name, messages, webhook, reason) {
  ended = true;
  stopCamera();
  element('session').hidden = true;
  element('done').dataset.kind = OUTCOMES[name].kind;
  element('done-title').textContent = OUTCOMES[name].title;
  element('done-message').textContent = describeMessages(messages);
  element('done-webhook').textContent = describeWebhook(webhook, reason);
  element('done').hidden = false;
  element('done-title').focus();
}

function describeMessages(messages) {
  if (messages.length === 0) return 'no message';
  if (window.parent === window) return 'nobody: this page is not in a frame';
  return messages.map((message) => JSON.stringify(message)).join(', ');
}

function describeWebhook(webhook, reason) {
  if (!webhook) return 'no webhook';
  return reason ? `webhook ${webhook}, ${reason}` : `webhook ${webhook}`;
}

for (const name of ['approve', 'cancel', 'expire', 'silent']) {
  element(name).addEventListener('click', () => end(name));
}
element('fail').addEventListener('click', () => end({ fail: element('fail-reason').value }));
addEventListener('pagehide', stopCamera);

showCamera();
start().catch((fault) => {
  element('controls').disabled = true;
  element('notice').textContent = `The session could not be opened: ${fault.message}`;
});
