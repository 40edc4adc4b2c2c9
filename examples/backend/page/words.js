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

/** Where the session is, for the panel. */
export const STATES = {
  none: 'No session',
  starting: 'Asking our backend for a session',
  loading: 'The frame is loading',
  ready: 'The frame has loaded',
  handoff: 'On the phone',
  confirming: 'Asking our backend for its decision',
  retryable: 'Another try is possible',
  settled: 'It is decided',
  unmounted: 'Taken away',
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
  approved: ['It is you', 'Thank you. Your accounts are open.'],
  expired: ['That took a little long', 'The session has expired. Start again when you are ready.'],
  canceled: ['Canceled', 'Nothing was confirmed, and nothing has changed.'],
  unmounted: ['Taken away', 'The page removed the widget. Nothing was confirmed.'],
};

/** Of the errors that a person can do something about. The third is true where trying again helps. */
const ERRORS = {
  identification_required: [
    'We need to see your document first',
    'Before your face can confirm you, identify yourself once with a document.',
    false,
  ],
  attempts_exhausted: [
    'That was one time too many',
    'For your safety we have stopped here for a while. Please come back later, or call us.',
    false,
  ],
  signed_out: ['You are signed out', 'Please sign in again.', false],
  too_many_requests: ['A short break', 'You have tried several times. Please wait a minute.', true],
  offline: ['You are offline', 'Please connect to the internet, then try again.', true],
  package_missing: [
    'The widget is not built yet',
    'Build it with “cargo xtask build”, then reload this page.',
    true,
  ],
};
const UNNAMED = ['It did not work', 'Something went wrong on the way. Please try again.', true];

const AGAINST_THE_FRAME = ' The frame said otherwise, but its word does not count.';

/**
 * What to say of an outcome: `{ tone, title, text, retry }`; `retry` tells whether another try may
 * be offered.
 */
export function tellEnding(outcome) {
  switch (outcome.kind) {
    case 'approved':
      return { tone: 'good', retry: false, ...tell(ENDINGS.approved, contradiction(outcome)) };
    case 'failed':
      return tellFailure(outcome);
    case 'error':
      return tellError(outcome.error);
    default:
      return { tone: 'bad', retry: true, ...tell(ENDINGS[outcome.kind]) };
  }
}

/** What to say of an error, by its code or that of its cause. */
export function tellError(error) {
  const code = [error?.cause?.code, error?.code].find((one) => Object.hasOwn(ERRORS, one));
  const words = ERRORS[code] ?? UNNAMED;
  return { tone: 'bad', retry: words[2], ...tell(words) };
}

function tellFailure(outcome) {
  const text = FAILURES[outcome.reason?.category] ?? FAILURES.unknown;
  const retry = outcome.reason?.advice !== 'stop';
  return { tone: 'bad', retry, ...tell(['Not confirmed', text], contradiction(outcome)) };
}

const tell = ([title, text], more = '') => ({ title, text: text + more });

/** The frame's word and the backend's, where they disagree. */
function contradiction({ kind, frameStatus }) {
  const opposite = kind === 'approved' ? 'FAILED' : 'APPROVED';
  return frameStatus === opposite ? AGAINST_THE_FRAME : '';
}

/** How a session ended, for the panel. */
export function describeOutcome({ kind, authoritative, attempts, elapsed }) {
  const tries = attempts === 1 ? '1 attempt' : `${attempts} attempts`;
  const seconds = (elapsed / 1_000).toFixed(1);
  return `${kind}${authority(authoritative)}, after ${tries} and ${seconds} s`;
}

const authority = (authoritative) => {
  if (authoritative === undefined) return '';
  return authoritative ? ' by the backend (authoritative)' : ' by the frame alone (a hint)';
};

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
      return `The attempt is over (${event.error?.code ?? event.reason?.category ?? 'no reason'}); another is offered`;
    case 'decision':
      return `Our backend says ${event.status}${event.contradicts ? ', against the frame' : ''}`;
    case 'outcome':
      return `The session ended: ${event.outcome.kind}${authority(event.outcome.authoritative)}`;
    case 'error':
      return `${event.error.code}: ${event.error.message}`;
    default:
      return '';
  }
}
