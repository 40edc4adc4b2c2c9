'use client';

import {
  type CSSProperties,
  createElement,
  type DetailedHTMLProps,
  type Dispatch,
  type ForwardRefExoticComponent,
  forwardRef,
  type HTMLAttributes,
  type ReactNode,
  type RefAttributes,
  type RefCallback,
  type RefObject,
  type SetStateAction,
  useCallback,
  useEffect,
  useImperativeHandle,
  useInsertionEffect,
  useRef,
  useState,
} from 'react';
import type { FaceAuthElement } from './element/class.js';
import type { FaceAuthElementListeners, FaceAuthElementProps } from './element/props.js';
import {
  FaceAuthError,
  type FaceAuthEvent,
  type FaceAuthOptions,
  type FaceAuthSession,
  type Grant,
  mount,
  type Outcome,
  type State,
  type TokenSource,
} from './index.js';

/** What JSX takes for a `<face-auth>`. Before React 19, only what is an attribute has an effect. */
export type FaceAuthElementAttributes = DetailedHTMLProps<
  HTMLAttributes<FaceAuthElement>,
  FaceAuthElement
> &
  FaceAuthElementProps &
  FaceAuthElementListeners & {
    /** Is never called: React listens for it at a few elements of HTML alone. Take `onerror`. */
    onError?: never;
  };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'face-auth': FaceAuthElementAttributes;
    }
  }
}

/**
 * The options of `mount`, as React passes them: anew with every render.
 *
 * - Functions are always the latest ones, and never begin another session. A `confirm` counts from
 *   the beginning of a session or not at all in it, since it decides what its outcome rests on.
 * - Another `token`, `mode` or `frameUrl` begins another session. A grant is known by its token, and
 *   all functions are the same provider.
 * - The latest `signal` counts.
 * - Everything else is read when a session begins.
 */
export interface UseFaceAuthOptions extends Omit<FaceAuthOptions, 'token'> {
  /** While there is none (`null` or `undefined`), there is no session. */
  token: TokenSource | null | undefined;
}

/** How far the session is. All of it is null while there is none, as on a server. */
export interface FaceAuthProgress {
  /** The session as `mount` returned it. */
  session: FaceAuthSession | null;
  state: State | null;
  /** How it ended. */
  outcome: Outcome | null;
  /** What went wrong, until something is tried again. */
  error: FaceAuthError | null;
}

/** What {@link useFaceAuth} gives. The functions are the same ones for as long as the component lives. */
export interface UseFaceAuthResult extends FaceAuthProgress, FaceAuthActions {
  /** For the element that is to hold the widget: one without children. */
  ref: RefCallback<Element>;
}

/** What can be done to the session that there is. */
export interface FaceAuthActions {
  /**
   * Another attempt, or the confirmation again, from `retryable`.
   *
   * @throws FaceAuthError `invalid_state`, `attempts_exhausted`
   */
  retry(): void;
  /** Ends it: from `retryable` with the last failure, earlier as canceled. */
  end(): void;
  /**
   * Takes a decision that the host learned by itself.
   *
   * @throws FaceAuthError `invalid_state` before there is a token, `confirm_failed` for what is no
   * decision about it
   */
  decide: FaceAuthSession['decide'];
  /** Removes the widget. Another one comes with another `token`, `mode` or `frameUrl`. */
  unmount(): void;
}

/** Options of `mount`, and what the element around the widget takes. */
export interface FaceAuthProps extends UseFaceAuthOptions {
  className?: string | undefined;
  id?: string | undefined;
  style?: CSSProperties | undefined;
  /** Shown while there is no widget: on the server, until there is a `token`, after `unmount()`. */
  children?: ReactNode;
}

/** What the hook keeps between renders. */
interface Kept {
  options: UseFaceAuthOptions;
  /** What `ref` was given last. */
  element: Element | null;
  begun: Begun | null;
  /** Whether an effect that wants a session is up. */
  wanted: boolean;
}

/** A change of any of these begins another session: element, token, `mode`, `frameUrl`. */
type Cause = readonly unknown[];

interface Begun {
  cause: Cause;
  session: FaceAuthSession;
  /** Unmounts it, and says that there is none any more. */
  takeDown(): void;
}

/** How far a session is, and which one. */
interface Told {
  cause: Cause;
  progress: FaceAuthProgress;
}

const NOTHING: FaceAuthProgress = { session: null, state: null, outcome: null, error: null };

/** The callbacks of a single kind. `onEvent` is watched, too. */
const CALLBACKS = [
  'onReady',
  'onStatus',
  'onApproved',
  'onFailed',
  'onCanceled',
  'onExpired',
  'onError',
] as const;

/**
 * Runs a session in the element that `ref` is given to, for as long as the element is in the page
 * and there is a `token`. What `mount` throws goes to the nearest error boundary.
 */
export function useFaceAuth(options: UseFaceAuthOptions): UseFaceAuthResult {
  return useSession(options).result;
}

/**
 * A `div` with the widget in it. Its `ref` is the session, null while there is none. What `mount`
 * throws goes to the nearest error boundary.
 */
export const FaceAuth: ForwardRefExoticComponent<FaceAuthProps & RefAttributes<FaceAuthSession>> =
  forwardRef((props, handle) => {
    const { children, className, id, style, ...options } = own(props);
    const { result, isEmpty } = useSession(options);
    const { ref, session } = result;
    useImperativeHandle<FaceAuthSession | null, FaceAuthSession | null>(handle, () => session, [
      session,
    ]);
    const attributes = { ...attributesOf(props), className, id, style, ref };
    // Two children, so that one that is mere text is a node of its own: for a lone text, React
    // empties the element, and the widget would go with it.
    return createElement('div', attributes, isEmpty ? children : null, null);
  });
FaceAuth.displayName = 'FaceAuth';

/** The hook, and whether there is no widget in the element. */
function useSession(given: UseFaceAuthOptions): { result: UseFaceAuthResult; isEmpty: boolean } {
  const options = own(given);
  const { signal } = options;
  const kept = useRef<Kept>({ options, element: null, begun: null, wanted: false });
  const [element, setElement] = useState<Element | null>(null);
  const [told, setTold] = useState<Told>({ cause: [], progress: NOTHING });
  const [actions] = useState(() => actionsOn(kept));
  const ref = useCallback((given: Element | null) => {
    kept.current.element = given;
    if (given) return setElement(given);
    // React takes it back also where it only hides it, while something beside it is waited for. By
    // the end of this task it has been removed, or not.
    queueMicrotask(() => setElement((before) => (before?.isConnected ? before : null)));
  }, []);
  const source = identityOf(options.token);
  const cause: Cause = [element, source, options.mode ?? 'inline', options.frameUrl ?? null];

  // Before any other effect, and only with what really came to be shown.
  useInsertionEffect(() => {
    kept.current.options = options;
  });

  useEffect(() => {
    const { current } = kept;
    const place = source === null || isRemoved(element, current) ? null : element;
    if (!place || !isSame(cause, current.begun?.cause)) current.begun?.takeDown();
    if (place) current.begun ??= begin(place, cause, current, setTold);
    current.wanted = !!place;
    return () => {
      current.wanted = false;
      // Strict mode and Fast Refresh take an effect down and put it up again at one go: the session
      // that was paid for goes on.
      queueMicrotask(() => current.wanted || current.begun?.takeDown());
    };
  }, cause);

  // With the same, so that a signal that was aborted before holds for another session, too.
  useEffect(() => {
    const { unmount } = actions;
    if (signal?.aborted) unmount();
    signal?.addEventListener('abort', unmount);
    return () => signal?.removeEventListener('abort', unmount);
  }, [signal, ...cause]);

  const { state } = told.progress;
  // Until the effects have run, what was told is still of the session before.
  const progress = isSame(cause, told.cause) ? told.progress : NOTHING;
  return {
    result: { ref, ...progress, ...actions },
    isEmpty: !state || state === 'unmounted',
  };
}

/** What an object has itself: nothing that something else in the page put into all objects. */
function own<T extends object>(given: T): T {
  return Object.assign(Object.create(null), given);
}

function isSame(cause: Cause, other: Cause = []): boolean {
  return cause.every((part, index) => Object.is(part, other[index]));
}

/** Tells one session from the next: the token, or that there is a function for it. */
function identityOf(token: TokenSource | null | undefined): unknown {
  if (typeof token === 'function') return true;
  return typeof token === 'object' ? (token?.token ?? token) : (token ?? null);
}

/** `data-…` and `aria-…`, which JSX lets pass on any component. */
function attributesOf(props: object) {
  return Object.fromEntries(Object.entries(props).filter(([name]) => /^(data|aria)-/.test(name)));
}

/** Whether React has removed an element just now, together with another change. */
function isRemoved(element: Element | null, kept: Kept): boolean {
  return element !== kept.element && !element?.isConnected;
}

function actionsOn({ current: kept }: RefObject<Kept>): FaceAuthActions {
  const session = () => {
    if (!kept.begun) throw new FaceAuthError('invalid_state');
    return kept.begun.session;
  };
  return {
    retry: () => session().retry(),
    end: () => kept.begun?.session.end(),
    decide: (decision) => session().decide(decision),
    unmount: () => kept.begun?.session.unmount(),
  };
}

/** Mounts a session and tells how it goes. */
function begin(
  element: Element,
  cause: Cause,
  kept: Kept,
  setTold: Dispatch<SetStateAction<Told>>,
): Begun {
  const tell = (next: (before: FaceAuthProgress) => FaceAuthProgress) =>
    setTold(({ progress }) => ({ cause, progress: next(progress) }));
  const session = mount(element, {
    ...latest(kept),
    onEvent(event) {
      tell((before) => after(before, event));
      kept.options.onEvent?.(event);
    },
  });
  tell(() => ({ ...NOTHING, session, state: session.state }));
  return {
    cause,
    session,
    takeDown() {
      session.unmount();
      kept.begun = null;
      tell(() => NOTHING);
    },
  };
}

/** The options of now, whose functions call those of the latest render. */
function latest(kept: Kept): FaceAuthOptions {
  const { token, confirm, signal, ...options } = kept.options;
  const callbacks = CALLBACKS.map((name) => [name, (value: never) => kept.options[name]?.(value)]);
  return {
    ...options,
    ...Object.fromEntries(callbacks),
    token:
      typeof token === 'function'
        ? (request) => (kept.options.token as typeof token)(request)
        : (token as string | Grant),
    confirm: confirm && ((request) => (kept.options.confirm ?? confirm)(request)),
  };
}

function after(before: FaceAuthProgress, event: FaceAuthEvent): FaceAuthProgress {
  switch (event.type) {
    case 'state': {
      const { state } = event;
      const again = state === 'starting' || state === 'confirming';
      return { ...before, state, error: again ? null : before.error };
    }
    case 'error':
      return { ...before, error: event.error };
    case 'outcome': {
      const { outcome } = event;
      return { ...before, outcome, error: outcome.kind === 'error' ? outcome.error : null };
    }
    default:
      return before;
  }
}
