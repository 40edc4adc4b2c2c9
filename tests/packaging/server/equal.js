/** Fails unless two values are the same as JSON, whatever the order of their fields. */
export function equal(found, expected, what) {
  const [a, b] = [found, expected].map((value) => JSON.stringify(sorted(value)));
  if (a !== b) throw new Error(`${what}: ${a} in place of ${b}`);
}

function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || !value) return value;
  const fields = Object.entries(value).map(([name, part]) => [name, sorted(part)]);
  return Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1)));
}
