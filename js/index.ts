import type { Session } from 'face-auth-widget-wasm/glue.js';
import { core } from './core.js';
import { errorOf, FaceAuthError, numberOf } from './error.js';
import type { Outcome, State } from './generated/types.js';
import type { FaceAuthOptions, FaceAuthSession } from './types.js';

export { FaceAuthError } from './error.js';
export type {
  Approved,
  Errored,
  FaceAuthErrorCode,
  FaceAuthEvent,
  Failed,
  FrameStatus,
  Outcome,
  Reason,
  Rejection,
  State,
  Unmounted,
} from './generated/types.js';
export type {
  FaceAuthOptions,
  FaceAuthSession,
  Grant,
  TokenRequest,
  TokenSource,
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
  const glue = core();
  const given = snapshot(options);
  let settle!: (outcome: Outcome) => void;
  const outcome = new Promise<Outcome>((resolve) => {
    settle = resolve;
  });
  // Also called by a later `mount` on the same node, even if this one throws.
  let mounted: Session | undefined;
  const unmount = () => mounted?.unmount();
  const session = new glue.Session(target, given, {
    error: errorOf,
    codeOf: numberOf,
    call: (name, value) => call(given, name, value),
    settle: (value) => settle(value as Outcome),
    unmount,
  });
  mounted = session;
  return {
    get state() {
      return session.state as State;
    },
    outcome,
    unmount,
  };
}

type Given = Record<string, unknown>;

/** The options as they are now: read once, and nothing of a prototype. */
function snapshot(options: FaceAuthOptions): Given {
  try {
    return Object.assign(Object.create(null), options);
  } catch (cause) {
    throw new FaceAuthError('invalid_options', { cause });
  }
}

/** A callback that throws never breaks the session. */
function call(given: Given, name: string, value: unknown): void {
  try {
    (given[name] as ((value: unknown) => void) | null | undefined)?.(value);
  } catch (e) {
    reportError(e);
  }
}

/**
 * Compiles the WebAssembly and opens a connection to the vendor. Never needed, only faster.
 *
 * @throws FaceAuthError `wasm_unavailable`
 */
export async function preload(): Promise<void> {
  core().preconnect();
}
