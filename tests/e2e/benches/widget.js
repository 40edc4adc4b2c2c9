import { given, mount, preload, saying } from './harness.js';

const options = { frameUrl: given.sayingUrl, token: saying('NOTHING') };

/** What an act takes, in ms. */
async function timed(act) {
  const begin = performance.now();
  await act();
  return performance.now() - begin;
}

/** A widget in a node of its own, until `life` is over. */
async function live(life = () => {}) {
  const node = document.body.appendChild(document.createElement('div'));
  const session = mount(node, options);
  await life(node);
  session.unmount();
  node.remove();
}

/** Until the browser has delivered what was posted to the page before. */
function delivered() {
  return new Promise((resolve) => {
    addEventListener('message', ({ data }) => data === 'last' && resolve());
    postMessage('last');
  });
}

async function messages(count) {
  for (let i = 0; i < count; i++) postMessage('of the page itself');
  await delivered();
}

/** Bytes on the page's heap after a collection; null where the browser does not tell. */
function heap() {
  globalThis.gc?.();
  return (globalThis.gc && performance.memory?.usedJSHeapSize) ?? null;
}

const COUNT = 1_000;
const compiling = await timed(preload);
const first = await timed(() => live());
const MOUNTS = 50;
const later =
  (await timed(async () => {
    for (let i = 0; i < MOUNTS; i++) await live();
  })) / MOUNTS;

let frame;
await live(async (node) => {
  frame = await timed(async () => {
    while (!node.firstElementChild.shadowRoot.querySelector('iframe')) await null;
  });
});

const without = await timed(() => messages(COUNT));
let within;
await live(async () => {
  await Promise.resolve();
  within = await timed(() => messages(COUNT));
});

const before = heap();
for (let i = 0; i < MOUNTS; i++) await live();
const after = heap();

window.measured = {
  'compiling and instantiating the first module, ms': compiling,
  'first mount and unmount after that, ms': first,
  'later mounts and unmounts, ms each': later,
  'from mount to the frame in the page, ms': frame,
  'message of others, µs more each': ((within - without) / COUNT) * 1_000,
  'heap kept by a session that was unmounted, bytes': before && (after - before) / MOUNTS,
};
