/** What the host handed over, by name. */
export type Given = Record<string, unknown>;

/** Those parts of options and decisions that are objects of the host's themselves. */
const NESTED = ['reason', 'token', 'messages'];

/**
 * A copy of what the host handed over: its own properties as they are now, without those that are
 * null, and nothing of a prototype. Anything but an object is its own copy.
 */
export function copied(value: unknown): unknown {
  if (typeof value !== 'object' || !value) return value;
  const copy: Given = Object.create(null);
  for (const [key, part] of Object.entries(value)) {
    if (part !== null) copy[key] = NESTED.includes(key) ? flat(part) : part;
  }
  return copy;
}

/** The same of a part, whose own parts are not looked into. */
function flat(part: unknown): unknown {
  return typeof part === 'object' ? { __proto__: null, ...part } : part;
}
