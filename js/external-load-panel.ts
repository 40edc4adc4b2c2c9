// Takes the place of load-panel.ts in `face-auth-widget/external`. It stands beside it because it
// names what it imports as that stands in the package.
import { FaceAuthError } from './error.js';
import type { WasmSource } from './external/compiled.js';
import type { open } from './panel.js';

let from: WasmSource | undefined;

/** From now on the panel's module comes from there. */
export function takePanelFrom(source: WasmSource): void {
  from = source;
}

/**
 * The panel, which comes while the frame loads. Where its module cannot be had, the page is told why,
 * once, and the script that has the module inside takes its place: a person needs the buttons.
 */
export async function loadPanel(): Promise<{ open: typeof open }> {
  const source = from;
  if (source) {
    try {
      const panel = await import('./external/panel.js');
      await panel.start(source);
      return panel;
    } catch (cause) {
      if (source === from) {
        from = undefined;
        reportError(new FaceAuthError('wasm_unavailable', { cause }));
      }
    }
  }
  return import('./panel.js');
}
