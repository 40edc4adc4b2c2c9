import type {
  Approved,
  Canceled,
  Expired,
  FaceAuthError,
  FaceAuthEvent,
  Failed,
  FrameStatus,
} from '../index.js';

/** The events of a `<face-auth>`, by name. None of them bubbles. */
export interface FaceAuthElementEventMap {
  /** The frame fired `load`. */
  ready: CustomEvent<null>;
  /** What the frame says: a hint, never the decision. */
  status: CustomEvent<FrameStatus>;
  approved: CustomEvent<Approved>;
  failed: CustomEvent<Failed>;
  canceled: CustomEvent<Canceled>;
  expired: CustomEvent<Expired>;
  /** At once, also where another try is offered; and for a mistake in the markup. */
  error: CustomEvent<FaceAuthError>;
  /** Everything that happens, each before the event of its own. */
  event: CustomEvent<FaceAuthEvent>;
}

type Listener<Target, E> = (this: Target, event: E) => unknown;

/** An element whose listeners know what they are told. */
export interface FaceAuthEventTarget extends HTMLElement {
  addEventListener<K extends keyof FaceAuthElementEventMap>(
    type: K,
    listener: Listener<this, FaceAuthElementEventMap[K]>,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends Exclude<keyof HTMLElementEventMap, keyof FaceAuthElementEventMap>>(
    type: K,
    listener: Listener<this, HTMLElementEventMap[K]>,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<K extends keyof FaceAuthElementEventMap>(
    type: K,
    listener: Listener<this, FaceAuthElementEventMap[K]>,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener<K extends Exclude<keyof HTMLElementEventMap, keyof FaceAuthElementEventMap>>(
    type: K,
    listener: Listener<this, HTMLElementEventMap[K]>,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void;
}
