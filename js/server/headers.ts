/**
 * The headers of a request: a `Headers`, what Node.js has (`request.headers`), a `Map`, or pairs.
 * Names count in any case.
 */
export type HeadersLike =
  | { get(name: string): string | null; forEach(each: (value: string, name: string) => void): void }
  | Iterable<readonly [string, HeaderValue]>
  | { readonly [name: string]: HeaderValue };

/** Several values where a header came more than once. */
export type HeaderValue = string | readonly string[] | undefined;

/**
 * The value of a header; several are one list, as HTTP has it.
 *
 * @param name in lower case.
 */
export function header(headers: HeadersLike, name: string): string | undefined {
  const values = entries(headers).flatMap(([key, value]) =>
    key.toLowerCase() === name && value !== undefined ? value : [],
  );
  return values.length ? values.join(', ') : undefined;
}

function entries(headers: HeadersLike): (readonly [string, HeaderValue])[] {
  if (Symbol.iterator in headers) return [...headers];
  return Object.entries(headers as Record<string, HeaderValue>);
}
