import type { Page, Place, Wake } from 'face-auth-widget-wasm/glue.js';
import { loadPanel } from '#load-panel';
import { copied, type Given } from './copied.js';
import { errorOf, numberOf } from './error.js';
import { ANSWERED, BITS, PRESSED, REFUSED, UNMOUNT } from './generated/signals.js';
import type { Outcome } from './generated/types.js';
import type { Panel } from './panel.js';

/**
 * What the core needs of the page that it is in.
 *
 * @param given the options
 * @param settle fulfils the outcome promise
 * @param wake sends a signal to the core
 */
export function pageOf(given: Given, settle: (outcome: Outcome) => void, wake: Wake): Page {
  let panel: Panel | undefined;
  let opening: Promise<void> | undefined;
  let shown: Parameters<Panel['show']>;
  let closed: boolean | undefined;

  /** The panel comes while the frame loads. If it does not, the next view is another chance. */
  async function open(place: Place): Promise<void> {
    try {
      const { open } = await loadPanel();
      if (closed) return;
      panel = open(place, given, (action) => wake(PRESSED | (action << BITS)));
      panel.show(...shown);
    } catch {
      opening = undefined;
    }
  }

  return {
    error: errorOf,
    codeOf: numberOf,
    call(option, value) {
      try {
        (given[option] as ((value: unknown) => void) | undefined)?.(value);
      } catch (e) {
        reportError(e);
      }
    },
    settle: (outcome) => settle(outcome as Outcome),
    show(place, view, about, handoff, wanted) {
      shown = [view, about, handoff];
      panel?.show(...shown);
      if (wanted && !opening) opening = open(place);
      return !!panel;
    },
    close() {
      closed = true;
      panel?.close();
    },
    ask(option, context, question) {
      const controller = new AbortController();
      const source = given[option] as (context: unknown) => unknown;
      const answered = async () => copied(await source({ ...context, signal: controller.signal }));
      const answer = (signal: number) => (value: unknown) =>
        wake(signal | (question << BITS), value);
      answered().then(answer(ANSWERED), answer(REFUSED));
      return controller;
    },
    controller: () => new AbortController(),
    listen(target, event, signal, until) {
      const options = { __proto__: null, signal: until.signal };
      target.addEventListener(event, (value) => wake(signal, value), options);
    },
    after: (delay, signal) => setTimeout(wake, delay, signal),
    url: (address) => tried(() => new URL(address)),
    parse: (json) => tried(() => JSON.parse(json)),
    moment: (value) => tried(() => +new Date(value as string)),
    unmount: () => wake(UNMOUNT),
  };
}

/** What a function returns; `undefined` where it throws. */
export function tried<T>(attempt: () => T): T | undefined {
  try {
    return attempt();
  } catch {
    return;
  }
}
