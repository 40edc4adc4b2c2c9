import type { open } from './panel.js';

/** The panel, which comes while the frame loads. */
export async function loadPanel(): Promise<{ open: typeof open }> {
  return import('./panel.js');
}
