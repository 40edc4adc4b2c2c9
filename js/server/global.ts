// Types that are global wherever there is a server, but by another library of types in each.

/** The `fetch` of this program. */
export type Fetch = typeof globalThis extends { fetch: infer F }
  ? F
  : (...request: never[]) => Promise<unknown>;

/** The `AbortSignal` of this program. */
export type Signal = typeof globalThis extends { AbortSignal: { prototype: infer S } } ? S : object;
