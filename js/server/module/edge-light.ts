// As workerd.ts, in the words of Vercel's edge runtime.
import module from '../face-auth-widget-server.wasm?module';

/** The module, which is a file beside the script. */
export const compiled = (): WebAssembly.Module => module;
