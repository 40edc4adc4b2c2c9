/**
 * The headers of a request: a `Headers` or whatever else has its `get`, what Node.js has
 * (`request.headers`), a `Map`, or pairs. Names count in any case.
 */
export type HeadersLike =
  | { get(name: string): string | null | undefined }
  | Iterable<readonly [string, HeaderValue]>
  | { readonly [name: string]: HeaderValue };

/** Several values where a header came more than once. */
export type HeaderValue = string | readonly string[] | null | undefined;

/**
 * The value of a header; several are one list, as HTTP has it, and as `get` joins them.
 *
 * @param name in lower case.
 */
export function header(headers: HeadersLike, name: string): string | undefined {
  const values = valuesOf(headers, name).flat();
  const texts = values.filter((value) => typeof value === 'string');
  return texts.length ? texts.join(', ') : undefined;
}

/** A program without types may give anything: what is no header is none. */
function valuesOf(headers: HeadersLike | null | undefined, name: string): HeaderValue[] {
  if (typeof headers !== 'object' || headers === null) return [];
  // A `Map` has a `get`, too, but one that tells cases apart.
  if (Symbol.iterator in headers) return namedIn([...headers], name);
  if ('get' in headers && typeof headers.get === 'function') return [headers.get(name)];
  return namedIn(Object.entries(headers as Record<string, HeaderValue>), name);
}

function namedIn(entries: readonly (readonly [string, HeaderValue])[], name: string) {
  const named = entries.filter((entry) => Array.isArray(entry) && isCalled(entry[0], name));
  return named.map(([, value]) => value);
}

function isCalled(key: unknown, name: string): boolean {
  return typeof key === 'string' && key.toLowerCase() === name;
}
