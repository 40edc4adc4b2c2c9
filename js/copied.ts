/** What the host handed over, by name. */
export type Given = Record<string, unknown>;

/** Those parts of options and decisions that are objects of the host's themselves. */
const NESTED = ['reason', 'token', 'messages'];

/**
 * A copy of what the host handed over: its own properties as they are now, without those that are
 * null, and nothing of a prototype. Anything but an object is its own copy.
 */
export function copied(value: unknown, nested = NESTED): unknown {
  if (typeof value !== 'object' || !value) return value;
  const copy: Given = Object.create(null);
  for (const [key, part] of Object.entries(value)) {
    if (part !== null) copy[key] = nested.includes(key) ? copied(part, []) : part;
  }
  return copy;
}
