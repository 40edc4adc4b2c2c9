/**
 * Makes these, and no others, what CSS finds by `:state(…)`. Browsers that do not know it, or know
 * only its older form, are left alone.
 */
export function setStates({ states }: ElementInternals, names: readonly string[]): void {
  if (!states || !globalThis.CSS?.supports('selector(:state(ready))')) return;
  states.clear();
  for (const name of names) states.add(name);
}
