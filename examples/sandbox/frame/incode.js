// The stand-in for Incode's own flow: a person chooses how an attempt ended, and the host's backend
// hears of it.

import { post } from './server.js';

const element = (id) => document.getElementById(id);

/** The outcomes of each webhook beside its errors: label and outcome. */
const OUTCOMES = {
  'face-authentication': [
    ['Pass', 'pass'],
    ['Contradiction: PASS with an error', 'contradiction'],
    ['Fail: an error that is not listed', { error: 'NEW_ERROR' }],
  ],
  'authentication-1to1': [
    ['Pass', 'pass'],
    ['Fail: lenses', 'lenses'],
    ['Fail: a mask', 'mask'],
    ['Contradiction: PASS without a match', 'contradiction'],
    ['Fail: a code that is not listed', { error: 5000 }],
  ],
};

const TELLINGS = {
  now: {},
  late: { after: 5_000 },
  twice: { repeat: 2 },
  extra: { extra: true },
};

let errors;

async function start() {
  element('customer').value = new URLSearchParams(location.search).get('customerId') ?? '';
  const response = await fetch('incode/errors');
  errors = await response.json();
  showOutcomes();
}

const kind = () => new FormData(element('attempt')).get('kind');

function showOutcomes() {
  const named = errors[kind()].map(({ error, meaning }) => [
    `Fail: ${error}${meaning ? `, ${meaning}` : ''}`,
    { error },
  ]);
  const outcomes = [...OUTCOMES[kind()], ...named];
  // An outcome may be an object: an option holds it as JSON.
  const options = outcomes.map(([label, outcome]) => new Option(label, JSON.stringify(outcome)));
  element('outcome').replaceChildren(...options);
}

async function send() {
  const { value, selectedOptions } = element('outcome');
  element('send').disabled = true;
  try {
    await post('incode/attempt', {
      outcome: { [kind()]: JSON.parse(value) },
      customerId: element('customer').value.trim(),
      ...TELLINGS[element('telling').value],
    });
    const time = new Date().toLocaleTimeString();
    element('notice').textContent = `${time} – on its way: ${selectedOptions[0].text}`;
  } catch (fault) {
    element('notice').textContent = `Not sent: ${fault.message}`;
  }
  element('send').disabled = false;
}

for (const radio of document.querySelectorAll('[name=kind]')) {
  radio.addEventListener('change', showOutcomes);
}
element('attempt').addEventListener('submit', (event) => {
  event.preventDefault();
  send();
});
start().catch((fault) => {
  element('send').disabled = true;
  element('notice').textContent = `The page could not be prepared: ${fault.message}`;
});
