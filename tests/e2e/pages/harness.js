// What the host pages of the tests share: mounting, and a record of all that the widget does.

import given from './given.js';
import { FaceAuthError, mount } from './pkg/index.js';

export { FaceAuthError, given, mount };

/** Every call of a callback, by all sessions, in order. */
window.told = [];
/** What no page may ever see: uncaught exceptions and unhandled rejections. */
window.faults = [];
/** The markers that hostile frames posted after their forgeries. */
window.markers = [];
/** By name: the handle of each session, and its outcome once there is one. */
window.sessions = {};

addEventListener('error', ({ message }) => faults.push(message));
addEventListener('unhandledrejection', ({ reason }) => faults.push(`rejection: ${reason}`));
addEventListener('message', ({ data }) => {
  if (data?.marker) markers.push(data.marker);
});

const CALLBACKS = ['onEvent', 'onReady', 'onStatus', 'onApproved', 'onFailed', 'onError'];

/**
 * Mounts a widget whose callbacks are recorded under a name. What `more` holds goes before the
 * usual options; a callback of its own is called after the recording.
 */
export function start(name, target = '#face', more = {}) {
  const options = { token: given.token, frameUrl: given.frameUrl, ...more };
  for (const callback of CALLBACKS) {
    options[callback] = (value) => {
      told.push({ session: name, callback, value: plain(value) });
      more[callback]?.(value);
    };
  }
  const session = mount(target, options);
  sessions[name] = {
    session,
    get state() {
      return session.state;
    },
    outcome: null,
  };
  session.outcome.then((outcome) => {
    sessions[name].outcome = plain(outcome);
  });
  return session;
}

/** Puts a frame beside the widget. */
window.addFrame = (address) => {
  const frame = document.createElement('iframe');
  frame.src = address;
  document.body.append(frame);
};

/** What `attempt` throws; null if it throws nothing. */
export function thrown(attempt) {
  try {
    attempt();
    return null;
  } catch (e) {
    return plain(e);
  }
}

/** A value as JSON can carry it. */
function plain(value) {
  if (value === undefined) return null;
  return JSON.parse(
    JSON.stringify(value, (_, part) => (part instanceof Error ? describe(part) : part)),
  );
}

function describe(e) {
  return {
    ours: FaceAuthError.is(e),
    name: e.name,
    code: e.code,
    retryable: e.retryable,
    message: e.message,
    cause: e.cause instanceof Error ? describe(e.cause) : (e.cause ?? null),
    printed: `${e}\n${e.stack}`,
  };
}
