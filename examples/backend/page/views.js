// The page's views: one is shown at a time, and focus goes with it.

const $ = (id) => document.getElementById(id);
const views = [...document.querySelectorAll('.view')];
const ending = views.find((view) => view.dataset.name === 'ending');

/** Shows one view, and puts focus on its heading so that a screen reader begins there. */
export function show(name, { focus = true } = {}) {
  const moved = document.body.dataset.view !== name;
  document.body.dataset.view = name;
  for (const view of views) view.hidden = view.dataset.name !== name;
  if (!moved || !focus) return;
  const shown = views.find((view) => !view.hidden);
  shown.querySelector('h1').focus();
}

/** Shows who is signed in, if somebody is. */
export function showPerson(person) {
  $('account').hidden = $('behind').hidden = !person;
  $('account-name').textContent = person?.name ?? '';
}

/** Offers everybody who can sign in. */
export function showPersons(persons, signIn) {
  $('persons').replaceChildren(...persons.map((person) => personButton(person, signIn)));
}

/** Shows how it ended: what `words.js` makes of it, and its kind and code for whoever looks. */
export function showEnding({ tone, title, text, retry }, { kind = '', code = '' } = {}) {
  ending.dataset.tone = tone;
  ending.dataset.kind = kind;
  $('ending-title').textContent = title;
  $('ending-text').textContent = text;
  $('again').hidden = !retry;
  $('error').hidden = !code;
  $('error').textContent = code ? `Code: ${code}` : '';
  $('error').dataset.code = code;
  $('accounts').hidden = true;
  show('ending');
}

/** Shows the accounts below the ending. */
export function showAccounts(accounts) {
  $('accounts-rows').replaceChildren(...accounts.map(accountRow));
  $('accounts').hidden = false;
}

function personButton({ id, name }, signIn) {
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
  button.addEventListener('click', () => signIn(id));
  item.append(button);
  return item;
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
