// The page of Incode's webhooks: the stand-in for Incode's own flow, and what the backend heard.

import * as backend from './backend.js';

const $ = (id) => document.getElementById(id);

const KINDS = {
  'incode.authentication-1to1': 'Authentication 1:1',
  'incode.face-authentication': 'Face Authentication module',
};

const STATUSES = { SUCCESS: 'Passed', FAILED: 'Not passed' };

const CATEGORIES = {
  picture: 'The picture could not be used',
  mismatch: 'The face is not the one on record',
  denied: 'Incode denies this person',
  declined: 'Declined, and why is not told here',
  unknown: 'Incode gave a reason that we do not know',
};

const ADVICE = {
  retry: 'Another try may be offered.',
  stop: 'No other try may be offered.',
};

const TORN = 'The webhook contradicts itself: it is taken as not passed.';

const DATES = [
  ['endOfSupport', 'Support ends'],
  ['migrateBy', 'Move by'],
  ['endOfLife', 'It ends'],
];

/** The shortest and the longest wait, in ms, after a question that was not answered, or too soon. */
const PAUSE = { least: 1_000, most: 30_000 };

async function begin() {
  const [config, { person }] = await Promise.all([backend.config(), backend.me()]);
  $('account-name').textContent = person?.name ?? '';
  if (!config.incode) {
    return close(
      'Not set up',
      'This backend hears Incode’s webhooks once INCODE_WEBHOOK_SECRET is set.',
    );
  }
  if (!person)
    return close('Please sign in first', 'A decision is shown to the person it is about.');
  const { customerId, pageUrl } = await backend.incode();
  $('customer').textContent = customerId;
  if (pageUrl) $('flow').src = pageUrl;
  $('flow').hidden = !pageUrl;
  $('no-flow').hidden = Boolean(pageUrl);
  $('stage').hidden = $('behind').hidden = false;
  showLatest();
  await follow();
}

/** Asks for what is new, for as long as the page is open. The backend answers when there is some. */
async function follow() {
  let known = -1;
  let pause = PAUSE.least;
  for (;;) {
    try {
      const asked = performance.now();
      const { count, decisions } = await backend.incodeDecisions(known);
      const isNew = count !== known;
      if (isNew) show(decisions);
      known = count;
      // A backend that is about to stop answers at once that there is nothing new.
      if (isNew || performance.now() - asked > PAUSE.least) {
        pause = PAUSE.least;
        continue;
      }
    } catch (error) {
      if (error.code === 'signed_out') return location.reload();
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
    pause = Math.min(pause * 2, PAUSE.most);
  }
}

function close(title, text) {
  $('closed-title').textContent = title;
  $('closed-text').textContent = text;
  $('closed').hidden = false;
}

function show(decisions) {
  showLatest(decisions[0]);
  $('decisions').replaceChildren(...decisions.map(line));
  $('decisions').hidden = decisions.length === 0;
  $('decisions-empty').hidden = decisions.length > 0;
}

function showLatest(told) {
  $('latest').dataset.status = told?.decision.status ?? 'NONE';
  $('latest').dataset.kind = told?.kind ?? '';
  $('latest-word').textContent = told ? STATUSES[told.decision.status] : 'Nothing yet';
  $('words').replaceChildren(...(told ? words(told) : []));
  showRetirement(told?.deprecation);
}

/** What a person is told of a decision: a sentence each. */
function words({ kind, decision: { status, reason }, contradiction }) {
  const lines = [child('p', `${STATUSES[status]}, by the webhook of ${KINDS[kind]}.`)];
  if (contradiction) lines.push(child('p', TORN, 'torn'));
  if (reason) {
    const code = reason.code ? ` (${reason.code})` : '';
    lines.push(child('p', `${CATEGORIES[reason.category]}${code}. ${ADVICE[reason.advice]}`));
  }
  return lines;
}

function showRetirement(deprecation) {
  $('retirement').hidden = !deprecation;
  if (!deprecation) return;
  const dates = DATES.map(([field, name]) => fact(name, time(deprecation[field])));
  const successor = fact('Its successor', child('span', KINDS[deprecation.successor]));
  $('dates').replaceChildren(...dates, successor);
}

function line({ kind, decision, contradiction, decidedAt }) {
  const item = document.createElement('li');
  item.dataset.testid = 'decision';
  item.dataset.status = decision.status;
  item.dataset.kind = kind;
  item.dataset.contradiction = contradiction;
  const at = new Date(decidedAt);
  const clock = child('time', at.toLocaleTimeString('en-GB'));
  clock.dateTime = at.toISOString();
  const reason = decision.reason ? `, ${decision.reason.code ?? decision.reason.category}` : '';
  const torn = contradiction ? ', contradicting itself' : '';
  item.append(
    clock,
    child('code', STATUSES[decision.status]),
    child('span', `${KINDS[kind]}${reason}${torn}`),
  );
  return item;
}

function fact(name, value) {
  const row = document.createElement('div');
  const described = document.createElement('dd');
  described.append(value);
  row.append(child('dt', name), described);
  return row;
}

/** A day as people write it. */
function time(day) {
  const element = child(
    'time',
    new Date(day).toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' }),
  );
  element.dateTime = day;
  return element;
}

function child(name, text, className = '') {
  const element = document.createElement(name);
  element.textContent = text;
  element.className = className;
  return element;
}

begin().catch((error) => {
  close('It did not work', 'Something went wrong on the way. Please reload this page.');
  reportError(error);
});
