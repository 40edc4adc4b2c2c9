import bytes from 'face-auth-widget-panel/bytes.js';
import { Panel as Core, initSync } from 'face-auth-widget-panel/glue.js';
import type { Messages } from './generated/types.js';

/** The options that a panel needs, checked before. */
export interface PanelOptions {
  /** The language of `messages`. */
  locale?: string;
  /** The texts that the host gives; the others are English. */
  messages?: Partial<Messages>;
  /** Whether the place is a dialog. */
  mode?: 'inline' | 'modal';
}

/** What a person sees besides the vendor's frame. */
export interface Panel {
  /**
   * @param view the number of a `View`.
   * @param about what the view is about: a `Reason`, a `FaceAuthError` or the digit string.
   * @param handoff whether going on with the phone may be offered now.
   */
  show(view: number, about: unknown, handoff: boolean): void;
  /** Removes all that the panel made. */
  close(): void;
}

let running = false;

/**
 * Opens a panel that shows nothing yet.
 *
 * @param place the widget's shadow root, or the dialog in it.
 * @param act is called with the number of an `Action` when something is pressed.
 * @throws what the browser throws where the WebAssembly cannot run.
 */
export function open(
  place: ShadowRoot | HTMLElement,
  { locale, messages, mode }: PanelOptions,
  act: (action: number) => void,
): Panel {
  if (!running) {
    initSync({ module: Uint8Array.from(bytes(), (char) => char.charCodeAt(0)) });
    running = true;
  }
  return new Core(place, locale, messages, mode === 'modal', act);
}
