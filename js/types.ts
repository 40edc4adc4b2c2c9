import type { FaceAuthError } from './error.js';
import type {
  Approved,
  Canceled,
  Expired,
  FaceAuthEvent,
  Failed,
  FrameStatus,
  Messages,
  Outcome,
  Reason,
  State,
  Status,
} from './generated/types.js';

/** What the host's backend hands over for one attempt. */
export interface Grant {
  /** The vendor's one-time token: 1 to 40 visible ASCII characters. */
  token: string;
  /** The code for the vendor's mobile app, where the backend asked for one. */
  digitString?: string | null;
  /** How long the token is good, in seconds from its arrival. */
  lifetime?: number;
  /** When the token expires: a date, or ms since 1970. */
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

/** What the host's backend decided about one attempt. */
export interface Decision {
  status: Status;
  reason?: Reason | null;
  /** The attempt's token: a decision for another one is refused. */
  token?: string;
}

/** iDenfy's own words for a decision. */
export interface VendorDecision {
  status: string;
  failReason?: string | null;
  token?: string;
}

/** What `confirm` is told. */
export interface ConfirmRequest {
  token: string;
  /** What the frame said; null where it is still silent. */
  status: FrameStatus | null;
  /** Aborted once the answer is no longer wanted. */
  signal: AbortSignal;
}

/** Read as own properties: what a prototype has is no option. */
export interface FaceAuthOptions {
  token: TokenSource;
  /**
   * Asks the host's backend for its decision: after the frame has spoken, and now and then while it
   * is silent. With it, only a decision ends the session. A rejection after the frame has spoken is
   * `confirm_failed`, and the person can have it asked again.
   */
  confirm?: ((request: ConfirmRequest) => Promise<Decision | VendorDecision>) | undefined;
  /** In the node (the default), or over the page in a dialog. */
  mode?: 'inline' | 'modal' | undefined;
  /** Offer the vendor's app where the grant has a digit string and `confirm` is given. Default true. */
  handoff?: boolean | undefined;
  /** How many tokens are asked for at most. Default 3. */
  maxAttempts?: number | undefined;
  /** How long the token provider may take, in ms. Default 30,000. */
  tokenTimeout?: number | undefined;
  /** How long the frame may take to load, in ms. Default 30,000. */
  loadTimeout?: number | undefined;
  /** How long a confirmation may take, pending answers included, in ms. Default 60,000. */
  confirmTimeout?: number | undefined;
  /** The frame's address, without the token. Default the vendor's. https only, but for loopback; never the page's own origin. */
  frameUrl?: string | undefined;
  /** The language of `messages`; also handed to the token provider. */
  locale?: string | undefined;
  /** Texts in place of the English ones: a language of `face-auth-widget/locales/*`, or the host's own. */
  messages?: Partial<Messages> | undefined;
  /** The title of the frame, and of the dialog, which screen readers announce. Default "Face authentication". */
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
  onCanceled?: ((outcome: Canceled) => void) | undefined;
  onExpired?: ((outcome: Expired) => void) | undefined;
  /** At once, also where another try is offered. */
  onError?: ((error: FaceAuthError) => void) | undefined;
}

/** A mounted widget. */
export interface FaceAuthSession {
  readonly state: State;
  /** Settles exactly once and never rejects. */
  readonly outcome: Promise<Outcome>;
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
  decide(decision: Decision | VendorDecision): void;
  /** Removes the widget, at any moment. Calling it again does nothing. */
  unmount(): void;
}
