// Takes the place of inline.ts in workerd, which compiles modules when a worker is deployed, and none
// when it runs.
import module from '../face-auth-widget-server.wasm';

/** The module, which is a file beside the script. */
export const compiled = (): WebAssembly.Module => module;
