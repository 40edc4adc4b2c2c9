/** Attempts one after another, each with what it is given, until one succeeds: the others are that one's. */
export function once<Arguments extends unknown[]>(
  attempt: (...given: Arguments) => Promise<void>,
): (...given: Arguments) => Promise<void> {
  let made: Promise<void> | undefined;
  return (...given) => {
    const another = () => attempt(...given);
    made = made ? made.catch(another) : another();
    return made;
  };
}
