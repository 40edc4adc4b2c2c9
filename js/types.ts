import type { FaceAuthError } from './error.js';
import type {
  Approved,
  FaceAuthEvent,
  Failed,
  FrameStatus,
  Outcome,
  State,
} from './generated/types.js';

/** What the host's backend hands over for one attempt. */
export interface Grant {
  /** The vendor's one-time token: 1 to 40 visible ASCII characters. */
  token: string;
  /** The code for the vendor's mobile app, where the backend asked for one. Not looked at yet. */
  digitString?: string | null;
  /** How long the token is good, in seconds from its arrival. Not looked at yet. */
  lifetime?: number;
  /** When the token expires: a date, or ms since 1970. Not looked at yet. */
  expiresAt?: string | number | Date;
}

/** What a token provider is told. */
export interface TokenRequest {
  /** 1 for the first attempt. */
  attempt: number;
  /** The `locale` option. */
  locale: string | undefined;
  /** Aborted once the answer is no longer wanted. */
  signal: AbortSignal;
}

/** A token, a grant, or a function that asks the host's backend for one of them. */
export type TokenSource =
  | string
  | Grant
  | ((request: TokenRequest) => string | Grant | Promise<string | Grant>);

/** Read as own properties: what a prototype has is no option. */
export interface FaceAuthOptions {
  token: TokenSource;
  /** How long the token provider may take, in ms. Default 30,000. */
  tokenTimeout?: number | undefined;
  /** How long the frame may take to load, in ms. Default 30,000. */
  loadTimeout?: number | undefined;
  /** The frame's address, without the token. Default the vendor's. https only, but for loopback; never the page's own origin. */
  frameUrl?: string | undefined;
  /** Handed to the token provider. */
  locale?: string | undefined;
  /** The frame's title, which screen readers announce. Default "Face authentication". */
  title?: string | undefined;
  /** Aborting it unmounts. */
  signal?: AbortSignal | undefined;
  /** Everything that happens, before the callback of its own. */
  onEvent?: ((event: FaceAuthEvent) => void) | undefined;
  /** The frame fired `load`. */
  onReady?: (() => void) | undefined;
  /** What the frame says: a hint, never the decision. */
  onStatus?: ((status: FrameStatus) => void) | undefined;
  onApproved?: ((outcome: Approved) => void) | undefined;
  onFailed?: ((outcome: Failed) => void) | undefined;
  onError?: ((error: FaceAuthError) => void) | undefined;
}

/** A mounted widget. */
export interface FaceAuthSession {
  readonly state: State;
  /** Settles exactly once and never rejects. */
  readonly outcome: Promise<Outcome>;
  /** Removes the widget, at any moment. Calling it again does nothing. */
  unmount(): void;
}
