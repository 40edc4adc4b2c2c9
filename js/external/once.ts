/** Calls at the same time share an attempt, calls after it succeeded its success; else it is made anew. */
export function once<Arguments extends unknown[]>(
  attempt: (...given: Arguments) => Promise<void>,
): (...given: Arguments) => Promise<void> {
  let made: Promise<void> | undefined;
  return (...given) => {
    made ??= attempt(...given).catch((e) => {
      made = undefined;
      throw e;
    });
    return made;
  };
}
