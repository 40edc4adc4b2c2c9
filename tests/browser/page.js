// The page's side of a session, as js/index.ts supplies it, but for remembering what it is told.
export function recorder() {
  const page = {
    calls: [],
    outcomes: [],
    error: (number, cause) => Object.assign(new Error(`error ${number}`), { number, cause }),
    codeOf: (thrown) => thrown?.number ?? -1,
    call: (option, value) => {
      if (option) page.calls.push({ option, value });
    },
    settle: (outcome) => page.outcomes.push(outcome),
    unmount: () => page.calls.push({ option: 'unmount' }),
  };
  return page;
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
