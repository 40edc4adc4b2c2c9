// The panel, without its module.
import init, { Panel as Core } from 'face-auth-widget-panel/glue.js';
import id from 'face-auth-widget-panel/id.js';
import type { Panel, PanelOptions } from '../panel.js';
import { compiled, type WasmSource } from './compiled.js';
import { once } from './once.js';

/** Has the panel's module from there. */
export const start = once(async (source: WasmSource) => {
  await init(await compiled(source, id));
});

/** As in panel.ts, once it has started. */
export function open(
  place: ShadowRoot | HTMLElement,
  { locale, messages, mode }: PanelOptions,
  act: (action: number) => void,
): Panel {
  return new Core(place, locale, messages, mode === 'modal', act);
}
