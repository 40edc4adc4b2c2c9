// What the pages of tests with `<face-auth>` share: elements whose events are recorded as the
// callbacks of the other tests are.

import { given, later, plain } from './harness.js';

export const EVENTS = [
  'event',
  'ready',
  'status',
  'approved',
  'failed',
  'canceled',
  'expired',
  'error',
];

/** What the element wrote to the console. */
window.printed = [];
console.error = (...words) => printed.push(words.map((word) => `${word}`).join(' '));

/** Every request of the page, as the page makes it. */
window.fetched = [];
const { fetch } = window;
window.fetch = (resource, options) => {
  fetched.push(`${resource}`);
  return fetch.call(window, resource, options);
};

/** Records the events of an element under a name, and makes its session known by it. */
export function watch(element, name) {
  for (const type of EVENTS) {
    const callback = `on${type[0].toUpperCase()}${type.slice(1)}`;
    element.addEventListener(type, ({ detail, bubbles, composed }) => {
      if (bubbles || composed) faults.push(`${type} leaves the element`);
      told.push({ session: name, callback, value: plain(detail), at: performance.now() });
    });
  }
  sessions[name] = {
    get session() {
      return element.session;
    },
    get state() {
      return element.session?.state ?? null;
    },
    get outcome() {
      return plain(element.outcome);
    },
  };
  return element;
}

/** A new element that is not in the page yet: its attributes, and properties in braces of their own. */
export function create(name, attributes = {}, properties = {}) {
  const element = document.createElement('face-auth');
  element.id = name;
  for (const [attribute, value] of Object.entries(attributes)) {
    element.setAttribute(attribute, value);
  }
  Object.assign(element, { frameUrl: given.sayingUrl, ...properties });
  return watch(element, name);
}

/** The same, in the page. */
export function add(name, attributes, properties, parent = document.body) {
  const element = create(name, attributes, properties);
  parent.append(element);
  return element;
}

/** Nodes from markup, as a page that is parsed has them. */
export function parsed(html) {
  const page = new DOMParser().parseFromString(markup.createHTML(html), 'text/html');
  return [...document.importNode(page.body, true).childNodes];
}

const markup = window.trustedTypes?.createPolicy('tests', { createHTML: (html) => html }) ?? {
  createHTML: (html) => html,
};

/** The address at which the backend answers this. */
export const answering = (body, more = {}) =>
  `/backend/answer?${new URLSearchParams({ body: JSON.stringify(body), ...more })}`;

/** Once all microtasks and the tasks at hand are done. */
export const pause = () => new Promise((resolve) => later(resolve, 20));

/** What the backend was asked. */
window.asked = async () => (await fetch('/backend/asked')).json();

const { leftovers } = window;
/** Removes all elements, and all other widgets too; words for all that is left of them. */
window.leftovers = async () => {
  for (const element of document.querySelectorAll('face-auth')) element.remove();
  await pause();
  return leftovers();
};
