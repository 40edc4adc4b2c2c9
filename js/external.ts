import type { WasmSource } from './external/compiled.js';
import { start } from './external/core.js';
import { takePanelFrom } from './external-load-panel.js';
import { preload as preloadLoaded } from './index.js';

export type { WasmSource } from './external/compiled.js';
export * from './index.js';

let loading: Promise<void> | undefined;

/**
 * Loads the WebAssembly from where the page serves it. Nothing mounts before.
 *
 * Called again it waits for the same, and tries with what it is given only if that fails. On a server
 * there is nothing to load for.
 *
 * @param wasm where `face-auth-widget.wasm` is.
 * @param panel where `face-auth-widget-panel.wasm` is, which is fetched while the first frame loads.
 * Without it, or where it fails (which goes to `reportError`), the panel's WebAssembly comes inside a
 * script.
 * @throws FaceAuthError `wasm_unavailable`, whose `cause` says what to do
 */
export async function load(wasm: WasmSource, panel?: WasmSource): Promise<void> {
  // What fails before it is needed, or is not needed at all, is no rejection that nobody handles.
  for (const source of [wasm, panel]) Promise.resolve(source).catch(() => {});
  if (typeof document === 'undefined') return;
  if (panel) takePanelFrom(panel);
  loading = start(wasm);
  await loading;
}

/**
 * Opens a connection to the vendor, once what `load` was asked for is there. Never needed, only faster;
 * on a server it does nothing.
 *
 * @throws FaceAuthError `wasm_unavailable`
 */
export async function preload(): Promise<void> {
  if (typeof document === 'undefined') return;
  await loading;
  await preloadLoaded();
}
