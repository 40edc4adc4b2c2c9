// What the host pages of the tests share: mounting, and a record of all that the widget does.

import given from './given.js';
import { held, later, listen } from './ledger.js';
import { FaceAuthError, mount, preload } from './pkg/index.js';

export { FaceAuthError, given, later, listen, mount, preload };

/** Every call of a callback, by all sessions, in order. */
window.told = [];
/** What no page may ever see: uncaught exceptions and unhandled rejections. */
window.faults = [];
/** The markers that hostile frames posted after their forgeries. */
window.markers = [];
/** By name: the handle of each session, and its outcome once there is one. */
window.sessions = {};
/** By name: what token providers and `confirm` were asked. */
window.requests = {};
window.questions = {};

listen('error', ({ message }) => faults.push(message));
listen('unhandledrejection', ({ reason }) => faults.push(`rejection: ${reason}`));
listen('securitypolicyviolation', ({ effectiveDirective, disposition }) => {
  // Whether its frame is kept out is between a page and its policy; the widget's own doings are not.
  if (effectiveDirective !== 'frame-src') faults.push(`${disposition}: ${effectiveDirective}`);
});
listen('message', ({ data }) => {
  if (data?.marker) markers.push(data.marker);
});

const CALLBACKS = [
  'onEvent',
  'onReady',
  'onStatus',
  'onApproved',
  'onFailed',
  'onCanceled',
  'onExpired',
  'onError',
];

/**
 * Mounts a widget whose callbacks are recorded under a name. What `more` holds goes before the
 * usual options; a callback of its own is called after the recording.
 */
export function start(name, target = '#face', more = {}) {
  const options = { token: given.token, frameUrl: given.frameUrl, ...more };
  for (const callback of CALLBACKS) {
    options[callback] = (value) => {
      told.push({ session: name, callback, value: plain(value), at: performance.now() });
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

/** The same with a node of its own, whose id is the name, and a frame that says what its token does. */
export function startApart(name, more = {}) {
  const node = Object.assign(document.createElement('div'), { id: name });
  document.body.append(node);
  return start(name, node, { frameUrl: given.sayingUrl, ...more });
}

/** Tokens for frames that say this: a new one each. */
let tokens = 0;
export const saying = (...words) => `${words.join('-')}.${++tokens}`;

/**
 * A token provider that gives these, one after the other, and records what it was asked. One that
 * is a function makes the answer; an `Error` is thrown.
 */
export const provider = (name, ...answers) => recorder(requests, name, answers);

/** A `confirm` that answers these, the last again and again, and records what it was asked. */
export const confirmer = (name, ...answers) => recorder(questions, name, answers);

function recorder(records, name, answers) {
  records[name] = [];
  return async (asked) => {
    const record = { ...asked, at: performance.now(), open: true };
    const count = records[name].push(record);
    const answer = answers[Math.min(count, answers.length) - 1];
    try {
      if (answer instanceof Error) throw answer;
      return await (typeof answer === 'function' ? answer(asked) : answer);
    } finally {
      record.open = false;
    }
  };
}

export const never = () => new Promise(() => {});

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
/** The same, of a method of a session. */
window.refuses = (name, method, ...values) =>
  thrown(() => sessions[name].session[method](...values));

/** Unmounts all widgets; words for all that is left of them. */
window.leftovers = () => {
  for (const { session } of Object.values(sessions)) session?.unmount();
  const unanswered = Object.entries({ ...requests, ...questions })
    .filter(([, records]) => records.some(({ open, signal }) => open && !signal.aborted))
    .map(([name]) => `a request of ${name}`);
  const nodes = [...document.querySelectorAll('body > div')]
    .filter((node) => node.hasChildNodes() || node.shadowRoot)
    .map((node) => `something in ${node.id}`);
  const page = [document.documentElement, document.body]
    .filter((element) => element.getAttributeNames().some((name) => name !== 'lang'))
    .map((element) => `an attribute of ${element.localName}`);
  return [...held(), ...unanswered, ...nodes, ...page];
};

/** A value as JSON can carry it. */
export function plain(value) {
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
