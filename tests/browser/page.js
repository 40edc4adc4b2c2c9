// The page's side of a session, as js/page.ts supplies it, but for the panel, and for remembering
// what it is told.
export function recorder(given, wake) {
  const page = {
    calls: [],
    outcomes: [],
    error: (number, cause) => Object.assign(new Error(`error ${number}`), { number, cause }),
    codeOf: (thrown) => thrown?.number ?? 1000,
    call: (option, value) => {
      if (option) page.calls.push({ option, value });
    },
    settle: (outcome) => page.outcomes.push(outcome),
    show: () => false,
    close: () => {},
    ask(option, context, question) {
      const controller = new AbortController();
      const answer = (signal) => (value) => wake(signal | (question << 4), value);
      new Promise((resolve) => {
        resolve(given[option]({ ...context, signal: controller.signal }));
      }).then(answer(ANSWERED), answer(REFUSED));
      return controller;
    },
    controller: () => new AbortController(),
    listen(target, event, signal, until) {
      target.addEventListener(event, (value) => wake(signal, value), until);
    },
    after: (delay, signal) => setTimeout(wake, delay, signal),
    url: (address) => tried(() => new URL(address)),
    parse: (json) => tried(() => JSON.parse(json)),
    moment: (value) => +new Date(value),
    unmount: () => page.calls.push({ option: 'unmount' }),
  };
  return page;
}

// The numbers of these signals, in src/signal.rs.
const ANSWERED = 8;
const REFUSED = 9;

function tried(attempt) {
  try {
    return attempt();
  } catch {
    return undefined;
  }
}

// A copy of what a host handed over, as js/copied.ts makes it.
export function copied(value) {
  if (typeof value !== 'object' || !value) return value;
  const copy = Object.create(null);
  for (const [key, part] of Object.entries(value)) {
    if (part === null) continue;
    copy[key] = key === 'token' && typeof part === 'object' ? copied(part) : part;
  }
  return copy;
}

// A function whose target is known later.
export function later() {
  const relay = (...args) => relay.target?.(...args);
  return relay;
}

export function connect(relay, target) {
  relay.target = target;
}

// Sends a signal.
export function send(relay, signal) {
  return relay(signal);
}

// What was told, in one line a call.
export function told(page) {
  return page.calls
    .map(({ option, value }) => `${option} ${value?.type ?? ''} ${value?.state ?? ''}`.trim())
    .join('\n');
}

// How a session ended: its outcomes, by kind and error number.
export function ended(page) {
  return page.outcomes.map(({ kind, error }) => [kind, error?.number].join(' ').trim()).join('\n');
}

// Evaluates an expression to options.
export function evaluate(expression) {
  // biome-ignore lint/security/noGlobalEval: the tests write their options as a page would
  return globalThis.eval(`(${expression})`);
}

export function pollute(key, value) {
  Object.prototype[key] = value;
}

export function clean(key) {
  delete Object.prototype[key];
}

// A message that the page's own script makes up: same origin field, same source, not trusted.
export function forge(origin, frame) {
  const source = frame.contentWindow;
  const data = { status: 'APPROVED' };
  window.dispatchEvent(new MessageEvent('message', { data, origin, source }));
}

// The document of a frame of this origin.
export function documentIn(element) {
  return element.appendChild(document.createElement('iframe')).contentDocument;
}

// Something else that goes by the same name.
export function misname() {
  const trap = new Event('message');
  Object.defineProperty(trap, 'source', {
    get() {
      throw new Error('a trap');
    },
  });
  window.dispatchEvent(trap);
  window.dispatchEvent(new Event('message'));
  window.dispatchEvent(new CustomEvent('message', { detail: 'APPROVED' }));
}
