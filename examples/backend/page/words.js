// What the page says to a person. One table a subject; no word is decided anywhere else.

/** The frame's word, for the panel. */
export const HINTS = {
  NONE: 'Nothing yet',
  APPROVED: 'Approved',
  FAILED: 'Failed',
};

/** The backend's word, for the panel. */
export const DECISIONS = {
  NONE: 'No session yet',
  PENDING: 'Waiting for the webhook',
  LEFT: 'Left undecided',
  SUCCESS: 'Confirmed',
  FAILED: 'Not confirmed',
  EXPIRED: 'Expired',
  CANCELED: 'Canceled',
};

const FAILURES = {
  picture:
    'The picture could not be used. Find even light, hold the camera at eye level, and keep your face uncovered.',
  mismatch: 'We could not recognise you this time.',
  denied: 'We cannot confirm you this way. Please call us.',
  declined: 'We cannot confirm you this way. Please call us.',
  unknown: 'It did not work this time.',
};

const ENDINGS = {
  SUCCESS: ['It is you', 'Thank you. Your accounts are open.'],
  EXPIRED: ['That took a little long', 'The session has expired. Start again when you are ready.'],
  CANCELED: ['Canceled', 'Nothing was confirmed, and nothing has changed.'],
};

const ERRORS = {
  identification_required: [
    'We need to see your document first',
    'Before your face can confirm you, identify yourself once with a document.',
  ],
  too_many_requests: ['A short break', 'You have tried several times. Please wait a minute.'],
  signed_out: ['You are signed out', 'Please sign in again.'],
  package_missing: [
    'The widget is not built yet',
    'Build it with “cargo xtask build”, then reload this page.',
  ],
};

/**
 * What to say of an ending: `{ tone, title, text, retry }`.
 *
 * The decision speaks where there is one. `retry` tells whether another try may be offered.
 */
export function tellEnding({ outcome, decision }) {
  if (decision) return tellDecision(decision, outcome);
  if (outcome.kind === 'error') return tellError(outcome.error);
  return { tone: 'bad', retry: true, ...named(ENDINGS.CANCELED) };
}

/** What to say of an error, by its code or that of its cause. */
export function tellError(error) {
  const code = [error?.cause?.code, error?.code].find((one) => one in ERRORS);
  const unnamed = ['It did not work', 'Something went wrong on the way. Please try again.'];
  const retry = code !== 'identification_required' && code !== 'signed_out';
  return { tone: 'bad', retry, ...named(ERRORS[code] ?? unnamed) };
}

/** While the backend waits for the webhook. */
export const CHECKING = {
  tone: 'wait',
  retry: false,
  title: 'One moment',
  text: 'The camera part is done. We are waiting for the decision.',
};

function tellDecision(decision, outcome) {
  if (decision.status === 'SUCCESS') {
    return { tone: 'good', retry: false, ...named(ENDINGS.SUCCESS) };
  }
  const retry = decision.reason?.advice !== 'stop';
  if (decision.status !== 'FAILED') {
    return { tone: 'bad', retry, ...named(ENDINGS[decision.status]) };
  }
  const category = decision.reason?.category ?? 'unknown';
  const contradiction =
    outcome.kind === 'approved' ? ' The frame said otherwise, but its word does not count.' : '';
  const text = (FAILURES[category] ?? FAILURES.unknown) + contradiction;
  return { tone: 'bad', retry, title: 'Not confirmed', text };
}

const named = ([title, text]) => ({ title, text });

const REJECTIONS = {
  window: 'from another window',
  origin: 'from another origin',
  late: 'after the end',
};

/** One line about one of the widget's events. Known fields only: nothing unforeseen is shown. */
export function describeEvent(event) {
  switch (event.type) {
    case 'state':
      return `The session is now “${event.state}”`;
    case 'ready':
      return 'The frame has loaded';
    case 'status':
      return `The frame says ${event.status}: a hint`;
    case 'unrecognized':
      return `The frame says ${event.status ? `“${event.status}”, which` : 'something that'} is not documented`;
    case 'rejected':
      return `${event.count === 1 ? 'A message' : `${event.count} messages`} refused: ${REJECTIONS[event.reason]}`;
    case 'attempt':
      return 'A try has failed; another is offered';
    case 'decision':
      return 'The backend has decided';
    case 'outcome':
      return `The session ended: ${event.outcome.kind}`;
    case 'error':
      return `${event.error.code}: ${event.error.message}`;
    default:
      return '';
  }
}
