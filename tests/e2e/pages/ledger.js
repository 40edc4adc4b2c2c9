// Keeps the books of what the widget holds on to: listeners outside of its own nodes, and timers.
// Imported before the package, so that nothing escapes.

const { addEventListener, removeEventListener } = EventTarget.prototype;
const { setTimeout, clearTimeout, setInterval, clearInterval } = window;

/** The tests' own clock, which is not booked. */
export const later = (act, ms) => setTimeout.call(window, act, ms);

/** A listener of the tests' own, which is not booked either. */
export const listen = (type, listener) => addEventListener.call(window, type, listener);

const listeners = new Set();
const timers = new Map();

function entry(target, type, listener, options) {
  const capture = typeof options === 'object' ? !!options?.capture : !!options;
  return { target, type, listener, capture };
}

function same(a, b) {
  return Object.keys(a).every((key) => a[key] === b[key]);
}

function strike(booked) {
  for (const other of listeners) if (same(other, booked)) listeners.delete(other);
}

EventTarget.prototype.addEventListener = function (type, listener, options) {
  const target = this ?? window;
  const outside = !(target instanceof Node) || target === document || target.isConnected;
  if (listener && outside && !options?.signal?.aborted) {
    const booked = entry(target, type, listener, options);
    strike(booked);
    listeners.add(booked);
    const struck = () => strike(booked);
    if (options?.once) addEventListener.call(target, type, struck, options);
    if (options?.signal) addEventListener.call(options.signal, 'abort', struck);
  }
  return addEventListener.call(target, type, listener, options);
};

EventTarget.prototype.removeEventListener = function (type, listener, options) {
  strike(entry(this ?? window, type, listener, options));
  return removeEventListener.call(this ?? window, type, listener, options);
};

window.setTimeout = (act, ms, ...rest) => {
  const id = setTimeout.call(
    window,
    (...values) => {
      timers.delete(id);
      act(...values);
    },
    ms,
    ...rest,
  );
  timers.set(id, `timeout of ${ms} ms`);
  return id;
};
window.setInterval = (...values) => {
  const id = setInterval.apply(window, values);
  timers.set(id, `interval of ${values[1]} ms`);
  return id;
};
window.clearTimeout = (id) => {
  timers.delete(id);
  clearTimeout.call(window, id);
};
window.clearInterval = (id) => {
  timers.delete(id);
  clearInterval.call(window, id);
};

/** Words for all that is still held. Listeners on nodes that have left the page went with them. */
export function held() {
  const open = [...listeners].filter(
    ({ target }) => !(target instanceof Node) || target.isConnected,
  );
  return [
    ...open.map(({ target, type }) => `listener for ${type} on ${target.constructor.name}`),
    ...timers.values(),
  ];
}
