import type { open } from './panel.js';

/** The panel, which comes while the frame loads. */
export const loadPanel = async (): Promise<{ open: typeof open }> => import('./panel.js');
