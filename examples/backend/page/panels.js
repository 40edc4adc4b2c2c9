// The panels beside the stage: whose word counts, where the session is, what the widget reports.

import { DECISIONS, describeEvent, describeOutcome, HINTS, STATES } from './words.js';

const $ = (id) => document.getElementById(id);
const hint = $('hint');
const decision = $('decision');
const list = $('events');
const empty = $('events-empty');

/** Shows the frame's word. */
export function showHint(status) {
  showVerdict(hint, status, HINTS[status] ?? status);
}

/** Shows the backend's word, with the reason that it may tell. */
export function showDecision(status, reason) {
  const detail = reason?.code ?? reason?.category;
  const word = DECISIONS[status] ?? status;
  showVerdict(decision, status, detail ? `${word} (${detail})` : word);
}

/** A new attempt: neither word has been said about it. */
export function showAttempt(attempt) {
  $('attempt').textContent = attempt;
  showHint('NONE');
  showDecision('PENDING');
}

/** Shows where the session is, and which of its methods make sense there. */
export function showState(state) {
  $('state').dataset.state = state;
  $('state').textContent = STATES[state] ?? state;
  const over = ['none', 'settled', 'unmounted'].includes(state);
  $('session-retry').disabled = state !== 'retryable';
  $('session-end').disabled = over;
  $('session-unmount').disabled = over && state !== 'settled';
}

/** Shows how the session ended, and whether the backend said so or only the frame. */
export function showOutcome(outcome) {
  $('settlement').dataset.authoritative = outcome.authoritative ?? '';
  $('settlement').textContent = describeOutcome(outcome);
  // It ended before the backend had decided: nobody asks any more.
  if (decision.dataset.status === 'PENDING') showDecision('LEFT');
}

/** Forgets the last session. */
export function clearPanels() {
  showHint('NONE');
  showDecision('NONE');
  showState('none');
  $('attempt').textContent = $('settlement').textContent = '–';
  $('settlement').dataset.authoritative = '';
  list.replaceChildren();
  list.hidden = true;
  empty.hidden = false;
}

/** Adds one of the widget's events. The list is no live region: it would talk without end. */
export function addEvent(event) {
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 8;
  list.append(line(event));
  list.hidden = false;
  empty.hidden = true;
  if (atEnd) list.scrollTop = list.scrollHeight;
}

function line(event) {
  const item = document.createElement('li');
  item.dataset.testid = 'event';
  item.dataset.eventType = event.type;
  const now = new Date();
  const time = child('time', clock(now));
  time.dateTime = now.toISOString();
  item.append(time, child('code', event.type), child('span', describeEvent(event)));
  return item;
}

function child(name, text) {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}

const clock = (date) =>
  `${date.toLocaleTimeString('en-GB')}.${String(date.getMilliseconds()).padStart(3, '0')}`;

function showVerdict(row, status, text) {
  row.dataset.status = status;
  row.querySelector('dd').textContent = text;
}
