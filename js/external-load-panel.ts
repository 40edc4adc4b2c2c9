// Takes the place of load-panel.ts in `face-auth-widget/external`. It stands beside it because it
// names what it imports as that stands in the package.
import type { WasmSource } from './external/compiled.js';
import type { open } from './panel.js';

let source: WasmSource | undefined;

/** From now on the panel's module comes from there. */
export function takePanelFrom(given: WasmSource): void {
  source = given;
}

/** The panel, which comes while the frame loads. */
export async function loadPanel(): Promise<{ open: typeof open }> {
  if (!source) return import('./panel.js');
  const panel = await import('./external/panel.js');
  await panel.start(source);
  return panel;
}
