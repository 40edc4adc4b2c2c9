// The demo's course: sign in, start, the widget on its stage, an ending.

import { runAttempt } from './attempt.js';
import * as backend from './backend.js';
import { addEvent, clearPanels, showDecision, showHint, stopWaiting } from './panels.js';
import { CHECKING, tellEnding, tellError } from './words.js';

const PURPOSE = 'sign-in-confirmation';

const $ = (id) => document.getElementById(id);
const views = [...document.querySelectorAll('.view')];

/** The package is asked for at once; whether it came is looked at when it is needed. */
const loading = import('/pkg/index.js');
loading.catch(() => {});

let config;

/** The try whose reports are listened to; another, or none, makes an older one mute. */
let running = null;

// ── Views ────────────────────────────────────────────────────────────────────────────────────

/** Shows one view, and puts focus on its heading so that a screen reader begins there. */
function show(name, { focus = true } = {}) {
  const moved = document.body.dataset.view !== name;
  document.body.dataset.view = name;
  for (const view of views) view.hidden = view.dataset.name !== name;
  if (moved && focus)
    views
      .find((view) => !view.hidden)
      .querySelector('h1')
      .focus();
}

function showPerson(person) {
  $('account').hidden = $('behind').hidden = !person;
  $('account-name').textContent = person?.name ?? '';
}

/** Shows how it ended, or that it is being decided. Says it once, politely. */
function showEnding({ tone, title, text, retry }, { kind = '', code = '' } = {}) {
  const ending = views.find((view) => view.dataset.name === 'ending');
  ending.dataset.tone = tone;
  ending.dataset.kind = kind;
  $('ending-title').textContent = title;
  $('ending-text').textContent = text;
  $('again').hidden = !retry;
  $('restart').hidden = tone === 'wait';
  $('error').hidden = !code;
  $('error').textContent = code ? `Code: ${code}` : '';
  $('error').dataset.code = code;
  $('accounts').hidden = true;
  const shown = document.body.dataset.view === 'ending';
  show('ending');
  // Focus has read the heading of a new view; a view that changes must be announced.
  $('announcer').textContent = shown ? `${title}. ${text}` : '';
}

// ── Steps ────────────────────────────────────────────────────────────────────────────────────

async function begin() {
  clearPanels();
  config = await backend.config();
  $('persons').replaceChildren(...config.persons.map(personButton));
  const me = await backend.me();
  showPerson(me.person);
  if (!me.person) return show('sign-in', { focus: false });
  if (me.confirmed.includes(PURPOSE)) return showConfirmed();
  show('start', { focus: false });
}

function personButton({ id, name }) {
  const item = document.createElement('li');
  const button = document.createElement('button');
  const initials = document.createElement('span');
  button.type = 'button';
  button.className = 'person';
  button.dataset.testid = `sign-in-${id}`;
  initials.className = 'initials';
  initials.ariaHidden = 'true';
  initials.textContent = name
    .split(' ')
    .map((word) => word[0])
    .join('');
  button.append(initials, name);
  button.addEventListener(
    'click',
    guarded(() => signIn(id)),
  );
  item.append(button);
  return item;
}

async function signIn(id) {
  const me = await backend.signIn(id);
  showPerson(me.person);
  clearPanels();
  show('start');
}

async function signOut() {
  leave();
  await backend.signOut();
  showPerson(null);
  show('sign-in');
}

async function start() {
  leave();
  const mine = new AbortController();
  running = mine;
  const widget = await loading.catch(packageMissing);
  show('stage');
  try {
    const end = await runAttempt({
      widget,
      node: $('widget'),
      frameUrl: config.frameUrl,
      purpose: PURPOSE,
      signal: mine.signal,
      on: reports(mine),
    });
    if (mine === running) await finish(end);
  } catch (error) {
    if (mine === running) throw error;
  }
}

/** Takes the widget away, and forgets the try. */
function leave() {
  running?.abort();
  running = null;
  clearPanels();
}

/** What a try reports while it runs; nothing of a try that was left. */
function reports(mine) {
  const live = (report) => (value) => {
    if (mine === running) report(value);
  };
  return {
    event: live(addEvent),
    status: live(showHint),
    waiting: live(() => showDecision('PENDING')),
    finished: live((outcome) => showEnding(CHECKING, outcome)),
    decided: live(({ status, reason }) => showDecision(status, reason)),
  };
}

async function finish(end) {
  const code = end.outcome.error?.code;
  if (!end.decision) stopWaiting();
  showEnding(tellEnding(end), { kind: end.outcome.kind, code });
  if (end.decision?.status === 'SUCCESS') await showAccounts();
}

/** A reload after the confirmation: the backend's own record says so. */
async function showConfirmed() {
  showEnding(tellEnding({ decision: { status: 'SUCCESS' }, outcome: {} }));
  await showAccounts();
}

/** The accounts come only from a backend that has recorded the confirmation. */
async function showAccounts() {
  const rows = (await backend.accounts()).map(accountRow);
  $('accounts-rows').replaceChildren(...rows);
  $('accounts').hidden = false;
}

function accountRow({ name, balance }) {
  const row = document.createElement('tr');
  const head = document.createElement('th');
  head.scope = 'row';
  head.textContent = name;
  row.append(head);
  row.insertCell().textContent = balance;
  return row;
}

const packageMissing = (cause) => {
  throw Object.assign(new Error('The widget package was not found.', { cause }), {
    code: 'package_missing',
  });
};

// ── Buttons ──────────────────────────────────────────────────────────────────────────────────

/** Runs a step; what goes wrong in it is shown, never swallowed. */
function guarded(step) {
  return async () => {
    try {
      await step();
    } catch (error) {
      showEnding(tellError(error), { kind: 'error', code: error.code ?? 'unexpected' });
      reportError(error);
    }
  };
}

function startOver() {
  leave();
  show('start');
}

$('start').addEventListener('click', guarded(start));
$('again').addEventListener('click', guarded(start));
$('restart').addEventListener('click', guarded(startOver));
$('cancel').addEventListener('click', () => running?.abort());
$('sign-out').addEventListener('click', guarded(signOut));
guarded(begin)();
