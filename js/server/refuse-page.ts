/** Tests that have a document are Node.js all the same. */
function inNode(): boolean {
  const { process } = globalThis as { process?: { versions?: { node?: string } } };
  return !!process?.versions?.node;
}

if (typeof document !== 'undefined' && !inNode()) {
  throw new Error('face-auth-widget/server handles secrets: import it on the server only.');
}
