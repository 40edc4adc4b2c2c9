import { core } from './core.js';
import { errorOf, numberOf } from './error.js';
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
 * @returns a handle, at once. No callback runs before.
 * @throws FaceAuthError `invalid_target`, `invalid_options`, `invalid_token`, `wasm_unavailable`
 */
export function mount(target: Element | string, options: FaceAuthOptions): FaceAuthSession {
  const { Session } = core();
  let settle!: (outcome: Outcome) => void;
  const outcome = new Promise<Outcome>((resolve) => {
    settle = resolve;
  });
  const unmount = () => session.unmount();
  const session = new Session(target, options, {
    error: errorOf,
    codeOf: numberOf,
    call: (name, value) => call(options, name, value),
    settle: (value) => settle(value as Outcome),
    unmount,
  });
  return {
    get state() {
      return session.state as State;
    },
    outcome,
    unmount,
  };
}

/** A callback that throws never breaks the session. */
function call(options: FaceAuthOptions, name: string, value: unknown): void {
  if (!Object.hasOwn(options, name)) return;
  try {
    (options as unknown as Record<string, ((value: unknown) => void) | null | undefined>)[name]?.(
      value,
    );
  } catch (e) {
    reportError(e);
  }
}

/**
 * Compiles the WebAssembly and opens a connection to the vendor. Never needed, only faster.
 *
 * @returns rejects with a `FaceAuthError` `wasm_unavailable`
 */
export async function preload(): Promise<void> {
  core().preconnect();
}
