// The panels beside the stage: whose word counts, and what the widget reports.

import { DECISIONS, describeEvent, HINTS } from './words.js';

const hint = document.getElementById('hint');
const decision = document.getElementById('decision');
const list = document.getElementById('events');
const empty = document.getElementById('events-empty');

/** Shows the frame's word. */
export function showHint(status) {
  show(hint, status, HINTS[status] ?? status);
}

/** Shows the backend's word, with the reason that it may tell. */
export function showDecision(status, reason) {
  const detail = reason?.code ?? reason?.category;
  const word = DECISIONS[status] ?? status;
  show(decision, status, detail ? `${word} (${detail})` : word);
}

/** The try ended before the backend had decided: nobody asks any more. */
export function stopWaiting() {
  if (decision.dataset.status === 'PENDING') showDecision('LEFT');
}

/** Forgets the last try. */
export function clearPanels() {
  showHint('NONE');
  showDecision('NONE');
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

function show(row, status, text) {
  row.dataset.status = status;
  row.querySelector('dd').textContent = text;
}
