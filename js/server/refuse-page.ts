/** Tests that have a document are Node.js all the same, and Deno and Bun have workers. */
function inNode(): boolean {
  const { process } = globalThis as { process?: { versions?: { node?: string } } };
  return !!process?.versions?.node;
}

/** Only browsers' workers have both; workerd has the one, without the other. */
function inWorkerOfPage(): boolean {
  return 'WorkerGlobalScope' in globalThis && 'importScripts' in globalThis;
}

if ((typeof document !== 'undefined' || inWorkerOfPage()) && !inNode()) {
  throw new Error('face-auth-widget/server handles secrets: import it on the server only.');
}
