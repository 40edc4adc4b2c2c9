import type { Wake } from 'face-auth-widget-wasm/glue.js';
import { core } from '#core';
import { copied, type Given } from './copied.js';
import { errorOf, FaceAuthError } from './error.js';
import { DECIDE, END, RETRY, START, STATE, UNMOUNT, VENDOR } from './generated/signals.js';
import type { Messages, Outcome, State } from './generated/types.js';
import { pageOf, tried } from './page.js';
import type { FaceAuthOptions, FaceAuthSession } from './types.js';

export { FaceAuthError } from './error.js';
export type {
  Approved,
  Canceled,
  Errored,
  Expired,
  FaceAuthErrorCode,
  FaceAuthEvent,
  Failed,
  FrameStatus,
  Messages,
  Outcome,
  Reason,
  Rejection,
  State,
  Status,
  Unmounted,
} from './generated/types.js';
export type {
  ConfirmRequest,
  Decision,
  FaceAuthOptions,
  FaceAuthSession,
  Grant,
  TokenRequest,
  TokenSource,
  VendorDecision,
} from './types.js';

/**
 * Puts the vendor's face authentication frame into a node.
 *
 * @param target an element in the page, or a selector of one. What it holds stays; a widget that was
 * mounted on it before is unmounted.
 * @returns a handle, at once. No callback of this session runs before.
 * @throws FaceAuthError `invalid_target`, `invalid_options`, `invalid_token`, `wasm_unavailable`
 */
export function mount(target: Element | string, options: FaceAuthOptions): FaceAuthSession {
  const mountCore = core();
  const given = read(options);
  let session: Wake | number | undefined;
  const wake: Wake = (signal, value) =>
    typeof session === 'function' ? session(signal, value) : undefined;
  /** Sends what may be refused: by the number of an error's code. */
  const send = (signal: number, value?: unknown) => {
    const refused = wake(signal, value);
    if (refused !== undefined) throw errorOf(refused as number);
  };
  let settle!: (outcome: Outcome) => void;
  const outcome = new Promise<Outcome>((resolve) => {
    settle = resolve;
  });
  try {
    session = mountCore(element(target), given, pageOf(given, settle, wake));
  } catch (cause) {
    // Only what a page itself has bent throws here: a revoked proxy, a form with odd names.
    throw new FaceAuthError('invalid_target', { cause });
  }
  if (typeof session === 'number') throw errorOf(session);
  queueMicrotask(() => wake(START));
  return {
    get state() {
      return wake(STATE) as State;
    },
    outcome,
    retry: () => send(RETRY),
    end: () => send(END),
    decide: (decision) =>
      send(
        DECIDE,
        tried(() => copied(decision)),
      ),
    unmount: () => send(UNMOUNT),
  };
}

function element(target: unknown): unknown {
  return typeof target === 'string' ? tried(() => document.querySelector(target)) : target;
}

/** What may name the frame and the dialog. */
interface Titled extends Given {
  title?: unknown;
  messages?: Partial<Messages>;
}

function read(options: unknown): Given {
  try {
    const given: Titled = Object.assign(Object.create(null), copied(options));
    given.title ||= given.messages?.title;
    return given;
  } catch (cause) {
    throw new FaceAuthError('invalid_options', { cause });
  }
}

/**
 * Compiles the WebAssembly and opens a connection to the vendor. Never needed, only faster; on a server
 * it does nothing.
 *
 * @throws FaceAuthError `wasm_unavailable`
 */
export async function preload(): Promise<void> {
  if (typeof document === 'undefined') return;
  core();
  const id = 'face-auth-preconnect';
  if (document.getElementById(id)) return;
  const hint = { id, rel: 'preconnect', href: VENDOR };
  document.head.append(Object.assign(document.createElement('link'), hint));
}
