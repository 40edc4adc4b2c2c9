// The camera's picture on the page, or why there is none. Nothing of it leaves the browser.

const element = (id) => document.getElementById(id);

/** Why there is no picture, by the name of the exception that getUserMedia throws. */
const FAULTS = {
  NotAllowedError:
    'The camera was refused: by you, by the browser, or because the page around this frame ' +
    'does not grant it (allow="camera").',
  SecurityError: 'The camera was refused by the browser’s settings.',
  NotFoundError: 'No camera was found.',
  OverconstrainedError: 'No camera was found.',
  NotReadableError: 'The camera is in use by another program.',
  AbortError: 'The camera could not be started.',
};
const NOT_GRANTED =
  'The page around this frame does not grant it the camera: its frame lacks allow="camera", or ' +
  'its Permissions-Policy refuses it.';
const UNAVAILABLE =
  'This browser gives no camera to this page: it needs https, or a loopback address.';

/** Turns true once: a picture that arrives later is switched off at once. */
let stopped = false;

export async function startCamera() {
  if (!navigator.mediaDevices?.getUserMedia) return show('unavailable', UNAVAILABLE);
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ video: true });
    if (stopped) return stopTracks(stream);
    element('video').srcObject = stream;
    show('on', 'The camera is on');
  } catch (fault) {
    // Chromium alone tells a policy from a person's refusal.
    if (document.featurePolicy?.allowsFeature('camera') === false) {
      return show('not-granted', NOT_GRANTED);
    }
    show(fault.name, FAULTS[fault.name] ?? `The camera could not be started (${fault.name}).`);
  }
}

export function stopCamera() {
  stopped = true;
  const video = element('video');
  if (video.srcObject) stopTracks(video.srcObject);
  video.srcObject = null;
}

function show(state, text) {
  if (stopped) return;
  element('camera').dataset.state = state;
  element('camera-status').textContent =
    state === 'on' ? text : `${text} You can choose an outcome all the same.`;
}

function stopTracks(stream) {
  for (const track of stream.getTracks()) track.stop();
}
