/**
 * An object's own properties, as they are now, and nothing of a prototype: whatever a script has put
 * into `Object.prototype` is no option.
 */
export function own<T extends object>(value: T | null | undefined): Partial<T> {
  return Object.assign(Object.create(null), value);
}
