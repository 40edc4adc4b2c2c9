// The demo's course: sign in, start, the widget on its stage, an ending.

import * as backend from './backend.js';
import { mountFaceAuth } from './face-auth.js';
import { messagesIn } from './languages.js';
import {
  addEvent,
  clearPanels,
  showAttempt,
  showDecision,
  showHint,
  showOutcome,
  showState,
} from './panels.js';
import { show, showAccounts, showEnding, showPerson, showPersons } from './views.js';
import { tellEnding, tellError } from './words.js';

const PURPOSE = 'sign-in-confirmation';

const $ = (id) => document.getElementById(id);

/** The package is asked for at once; whether it came is looked at when it is needed. */
const loading = import('/pkg/index.js');
loading.catch(() => {});

let config;

/** The check that is under way, as `{ session }`; what an older one still reports is not heard. */
let current = null;

// ── Steps ────────────────────────────────────────────────────────────────────────────────────

async function begin() {
  clearPanels();
  config = await backend.config();
  showPersons(config.persons, guarded(signIn));
  $('app').hidden = !config.appUrl;
  if (config.appUrl) $('app-link').href = config.appUrl;
  $('incode').hidden = !config.incode;
  const me = await backend.me();
  showPerson(me.person);
  if (!me.person) return show('sign-in', { focus: false });
  if (me.confirmed.includes(PURPOSE)) return showConfirmed();
  show('start', { focus: false });
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
  const mine = {};
  current = mine;
  const { mode, language } = Object.fromEntries(new FormData($('choices')));
  const [widget, messages] = await Promise.all([loading, messagesIn(language)]).catch(missing);
  if (mine !== current) return;

  $('stage').dataset.mode = mode;
  show('stage');
  const options = {
    mode,
    messages,
    locale: language,
    frameUrl: config.frameUrl ?? undefined,
    onEvent: (event) => mine === current && onEvent(event),
  };
  const report = {
    asked: (attempt) => mine === current && showAttempt(attempt),
    decided: ({ status, reason }) => mine === current && showDecision(status, reason),
  };
  mine.session = mountFaceAuth(widget, $('widget'), PURPOSE, options, report);
  showState(mine.session.state);
  const outcome = await mine.session.outcome;
  if (mine === current) await finish(mine.session, outcome);
}

function onEvent(event) {
  addEvent(event);
  if (event.type === 'state') showState(event.state);
  if (event.type === 'status') showHint(event.status);
}

async function finish(session, outcome) {
  session.unmount();
  showOutcome(outcome);
  showEnding(tellEnding(outcome), { kind: outcome.kind, code: outcome.error?.code });
  if (outcome.kind === 'approved') await openAccounts();
}

/** Takes the widget away, and forgets it. */
function leave() {
  const session = current?.session;
  current = null;
  session?.unmount();
  clearPanels();
}

/** A reload after the confirmation: the backend's own record says so. */
async function showConfirmed() {
  showEnding(tellEnding({ kind: 'approved' }));
  await openAccounts();
}

/** Only a backend that has recorded the confirmation gives them out, whatever the page believes. */
const openAccounts = async () => showAccounts(await backend.accounts());

function startOver() {
  leave();
  show('start');
}

const missing = (cause) => {
  throw Object.assign(new Error('The widget package was not found.', { cause }), {
    code: 'package_missing',
  });
};

// ── Buttons ──────────────────────────────────────────────────────────────────────────────────

/** Runs a step; what goes wrong in it is shown, never swallowed. */
function guarded(step) {
  return async (given) => {
    try {
      await step(given);
    } catch (error) {
      showEnding(tellError(error), { kind: 'error', code: error.code ?? 'unexpected' });
      reportError(error);
    }
  };
}

const onClick = (id, step) => $(id).addEventListener('click', guarded(step));

$('choices').addEventListener('submit', (event) => {
  event.preventDefault();
  guarded(start)();
});
onClick('again', start);
onClick('restart', startOver);
onClick('sign-out', signOut);
onClick('cancel', () => current?.session?.end());
onClick('session-retry', () => current?.session?.retry());
onClick('session-end', () => current?.session?.end());
onClick('session-unmount', () => current?.session?.unmount());
guarded(begin)();
