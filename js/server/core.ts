import * as module from 'face-auth-widget-server/glue.js';
import { compiled } from '#server-module';
import { own } from '../element/own.js';

/** What the module answers by. */
export type Core = Omit<typeof module, 'initSync'>;

let running = false;

/**
 * What the core answers, as JSON, read: an object that inherits nothing. The core is instantiated on
 * first use.
 *
 * It throws for nothing that it is asked: what it throws is a bug, after which nobody knows what its
 * memory holds. So that instance is never asked again; the next question gets a new one.
 */
export function ask(question: (core: Core) => string | undefined): unknown {
  if (!running) start();
  try {
    const answer = question(module);
    return answer === undefined ? undefined : own(JSON.parse(answer));
  } catch (cause) {
    running = false;
    throw new Error('face-auth-widget/server failed: this is a bug in it.', { cause });
  }
}

function start(): void {
  try {
    module.initSync({ module: compiled() });
  } catch (cause) {
    throw new Error('face-auth-widget/server needs WebAssembly, which does not start here.', {
      cause,
    });
  }
  running = true;
}
