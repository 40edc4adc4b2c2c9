import {
  FaceAuthError,
  type FaceAuthEvent,
  type FaceAuthOptions,
  type FaceAuthSession,
  type Grant,
  mount,
  type Outcome,
  type TokenRequest,
  type TokenSource,
} from '../index.js';
import { readLocale, readMode, readUrl, refusal } from './attributes.js';
import { post } from './backend.js';
import type { FaceAuthElementEventMap, FaceAuthEventTarget } from './events.js';
import { FLAGS, OPTIONS, PROPERTIES, TEXTS } from './properties.js';
import { Shadow, text } from './shadow.js';
import { setStates } from './states.js';

/** How long an element may stand in the page before it says that it has no token source, in ms. */
const PATIENCE = 5_000;

/** How a property is read and written. */
type Accessor = ThisType<FaceAuthElement> & { get(): unknown; set(value: unknown): void };

/** On a server there are no elements: there the class can be imported, and no more. */
const Base = (globalThis.HTMLElement ?? class {}) as new () => FaceAuthEventTarget;

/**
 * Face authentication as an element: the vendor's frame, the decision of the page's backend, and a
 * panel that tells the person what happens.
 *
 * A session begins when the element is in the page, enabled, and has a token source: in a microtask,
 * so that several properties that are set together count together. A new token value begins a new
 * session; a function or an address is looked up whenever it is needed and never does. Everything
 * else is read when a session begins.
 *
 * @tagname face-auth
 *
 * @attr {string} token - A one-time token. Read once, and removed from the markup at once.
 * @attr {string} token-url - Asked for each token by `POST`: `{ attempt, locale, handoff }`, JSON, with the person's cookies; answers a grant. Of the page's own origin only.
 * @attr {string} confirm-url - Asked for the decision by `POST`: `{ token, status }`, likewise.
 * @attr {'inline' | 'modal'} [mode=inline] - In the element, or over the page in a dialog.
 * @attr {string} locale - The language of `messages` (BCP 47); also told to the backend.
 * @attr {string} name - Under this name a form sends the outcome's kind: a hint that no server must trust.
 * @attr {boolean} required - In a form: only an approval is valid.
 * @attr {boolean} disabled - No session begins; one that runs cannot be reached.
 * @attr {string} title - Names the frame and the dialog for assistive technology.
 *
 * @fires {CustomEvent<null>} ready - The frame fired `load`.
 * @fires {CustomEvent<FrameStatus>} status - What the frame says: a hint, never the decision.
 * @fires {CustomEvent<Approved>} approved - The end.
 * @fires {CustomEvent<Failed>} failed - The end.
 * @fires {CustomEvent<Canceled>} canceled - The end.
 * @fires {CustomEvent<Expired>} expired - The end.
 * @fires {CustomEvent<FaceAuthError>} error - At once, also where another try is offered; and for a mistake in the markup, which the console tells too.
 * @fires {CustomEvent<FaceAuthEvent>} event - Everything that happens, each before the event of its own.
 *
 * @slot loading - Shown until the frame has loaded, in place of the widget's own words.
 * @slot error - Shown where something went wrong, in place of the widget's own words. Its buttons stay.
 *
 * @csspart own - Around what is in a slot.
 * @csspart stage - The place over the frame.
 * @csspart card - What is to be read and pressed there.
 * @csspart icon - Of a card.
 * @csspart title - Of a card.
 * @csspart text - Of a card.
 * @csspart actions - Around the buttons of a card.
 * @csspart button - Every button.
 * @csspart primary - The button that most people want.
 * @csspart secondary - Any other.
 * @csspart spinner - While something is waited for.
 * @csspart steps - What to do on the phone.
 * @csspart step - One of them.
 * @csspart code - Around the code for the phone.
 * @csspart digits - That code.
 * @csspart copy - The button that copies it.
 * @csspart bar - Beside the frame.
 * @csspart dismiss - The button that puts away what stands over the frame.
 * @csspart dialog - The dialog.
 * @csspart header - Its head.
 * @csspart close - Its close button.
 *
 * @cssprop --face-auth-accent - Buttons, focus, icons.
 * @cssprop --face-auth-accent-text - What stands on it.
 * @cssprop --face-auth-background
 * @cssprop --face-auth-text
 * @cssprop --face-auth-muted - Lesser text.
 * @cssprop --face-auth-border - Lines.
 * @cssprop --face-auth-success - Icon of an approval.
 * @cssprop --face-auth-danger - Icon of a failure.
 * @cssprop --face-auth-radius - Corners.
 * @cssprop --face-auth-font - Font family.
 *
 * @cssstate waiting - There is no token source yet, or the element is disabled.
 * @cssstate starting - A token is asked for.
 * @cssstate loading - The frame loads.
 * @cssstate ready - The frame has loaded.
 * @cssstate handoff - The phone is waited for.
 * @cssstate confirming - The backend is asked for its decision.
 * @cssstate retryable - Another try is offered.
 * @cssstate settled - The end; beside it the outcome's kind.
 * @cssstate approved - The outcome's kind, as are `failed`, `canceled`, `expired` and `error`.
 */
export class FaceAuthElement extends Base {
  static readonly formAssociated = true;
  static readonly observedAttributes = [
    'token',
    ...Object.values(TEXTS).map(([name]) => name),
    ...FLAGS,
  ];

  /** Asks the page's backend for its decision. The latest function is asked. Goes before `confirm-url`. */
  declare confirm: FaceAuthOptions['confirm'];
  /** Texts in place of the English ones. */
  declare messages: FaceAuthOptions['messages'];
  /** The frame's address. No attribute: markup must not choose whom to trust. */
  declare frameUrl: FaceAuthOptions['frameUrl'];
  /** Offer the vendor's app where the grant has a digit string. Default true. */
  declare handoff: FaceAuthOptions['handoff'];
  /** How many tokens are asked for at most. Default 3. */
  declare maxAttempts: FaceAuthOptions['maxAttempts'];
  /** In ms. Default 30,000. */
  declare tokenTimeout: FaceAuthOptions['tokenTimeout'];
  /** In ms. Default 30,000. */
  declare loadTimeout: FaceAuthOptions['loadTimeout'];
  /** In ms. Default 60,000. */
  declare confirmTimeout: FaceAuthOptions['confirmTimeout'];
  /** The attribute `token-url`. */
  declare tokenUrl: string;
  /** The attribute `confirm-url`. */
  declare confirmUrl: string;
  /** The attribute `mode`. */
  declare mode: 'inline' | 'modal';
  /** The attribute `locale`. */
  declare locale: string;
  /** The attribute `name`. */
  declare name: string;
  /** The attribute `required`. */
  declare required: boolean;
  /** The attribute `disabled`. */
  declare disabled: boolean;

  readonly #internals = this.attachInternals();
  readonly #shadow = new Shadow(this, () => this.#show());
  readonly #given: Record<string, unknown> = {};
  #source: TokenSource | undefined;
  /** The token of the latest session that was begun with one: it is good for that one only. */
  #used: string | undefined;
  #session: FaceAuthSession | null = null;
  #outcome: Outcome | null = null;
  #error: FaceAuthError | null = null;
  #custom = '';
  #queued = false;
  #connection: AbortController | undefined;
  #patience: ReturnType<typeof setTimeout> | undefined;

  static {
    const define = (name: string, accessor: Accessor) => {
      const shape = { configurable: true, enumerable: true };
      Object.defineProperty(FaceAuthElement.prototype, name, { ...accessor, ...shape });
    };
    for (const name of OPTIONS) {
      define(name, {
        get() {
          return this.#given[name];
        },
        set(value) {
          this.#given[name] = value ?? undefined;
          this.#changed();
        },
      });
    }
    for (const [name, [attribute, usual]] of Object.entries(TEXTS)) {
      define(name, {
        get() {
          return this.getAttribute(attribute) ?? usual;
        },
        set(value) {
          if (value == null) this.removeAttribute(attribute);
          else this.setAttribute(attribute, String(value));
        },
      });
    }
    for (const name of FLAGS) {
      define(name, {
        get() {
          return this.hasAttribute(name);
        },
        set(value) {
          this.toggleAttribute(name, !!value);
        },
      });
    }
  }

  constructor() {
    super();
    // Of an element that was in the page before: what its properties hold was set after its markup.
    // Without `Object.hasOwn`, which browsers that are to hear of `wasm_unavailable` do not have.
    const own = Object.getOwnPropertyNames(this);
    const before = PROPERTIES.filter((name) => own.includes(name)).map((name) => {
      const value = Reflect.get(this, name);
      Reflect.deleteProperty(this, name);
      return [name, value] as const;
    });
    this.#takeToken();
    for (const [name, value] of before) Reflect.set(this, name, value);
    this.#show();
  }

  /**
   * Where tokens come from. Goes before `token-url`. A token or a grant is never given back: only a
   * function is.
   */
  get token(): TokenSource | undefined {
    return typeof this.#source === 'function' ? this.#source : undefined;
  }
  set token(source: TokenSource | null | undefined) {
    this.#source = source || undefined;
    const value = tokenIn(this.#source);
    if (value !== undefined && value !== this.#used) this.#end();
    this.#changed();
  }

  /** The session, null where there is none. */
  get session(): FaceAuthSession | null {
    return this.#session;
  }
  /** How the session ended, null until it has. */
  get outcome(): Outcome | null {
    return this.#outcome;
  }

  /**
   * Ends the session, if there is one, and begins another with the same function or address.
   *
   * @throws FaceAuthError `invalid_state` where a token would be used twice: set a new one instead
   */
  restart(): void {
    const value = tokenIn(this.#source);
    if (value !== undefined && value === this.#used) throw new FaceAuthError('invalid_state');
    this.#end();
    this.#changed();
  }

  /** The form that it belongs to. */
  get form(): HTMLFormElement | null {
    return this.#internals.form;
  }
  get labels(): NodeList {
    return this.#internals.labels;
  }
  /** What a form sends: the outcome's kind, empty until there is one. */
  get value(): '' | Exclude<Outcome['kind'], 'unmounted'> {
    const kind = this.#outcome?.kind ?? 'unmounted';
    return kind === 'unmounted' ? '' : kind;
  }
  get validity(): ValidityState {
    return this.#internals.validity;
  }
  get validationMessage(): string {
    return this.#internals.validationMessage;
  }
  get willValidate(): boolean {
    return this.#internals.willValidate;
  }
  checkValidity(): boolean {
    return this.#internals.checkValidity();
  }
  reportValidity(): boolean {
    return this.#internals.reportValidity();
  }
  /** An error of the page's own; an empty text takes it back. */
  setCustomValidity(message: string): void {
    this.#custom = `${message}`;
    this.#validate();
  }

  override focus(options?: FocusOptions): void {
    this.#shadow.anchor.focus(options);
  }

  /** @internal */
  connectedCallback(): void {
    this.#shadow.style();
    this.#shadow.reopen();
    this.#connection = new AbortController();
    const { signal } = this.#connection;
    this.ownerDocument.defaultView?.addEventListener('pageshow', this.#pageShown, { signal });
    this.#changed();
  }

  /** Moved by `moveBefore()`: the frame lives on, and so does the session. @internal */
  connectedMoveCallback(): void {}

  /** @internal */
  disconnectedCallback(): void {
    this.#connection?.abort();
    // Whoever moves it puts it back in the same task.
    queueMicrotask(() => {
      if (!this.isConnected) this.#end();
    });
  }

  /** @internal */
  adoptedCallback(): void {
    this.#end();
  }

  /** @internal */
  attributeChangedCallback(): void {
    this.#takeToken();
    this.#changed();
  }

  /** @internal */
  formDisabledCallback(disabled: boolean): void {
    // A dialog that is inert could not be closed.
    this.#shadow.widget.inert = disabled && this.mode !== 'modal';
    this.#changed();
  }

  /** The value goes. No other session begins: that would have to be paid for, and nobody asked. @internal */
  formResetCallback(): void {
    this.#forget();
  }

  /** A page that comes back from the back-forward cache has no value, as one that is loaded anew. */
  readonly #pageShown = ({ persisted }: PageTransitionEvent) => {
    if (persisted) this.#forget();
  };

  /** The token leaves the markup as soon as it can be read there. */
  #takeToken(): void {
    const token = this.getAttribute('token');
    if (token === null) return;
    this.removeAttribute('token');
    this.token = token;
  }

  #forget(): void {
    this.#outcome = null;
    this.#show();
  }

  /** Something that a session depends on has changed: once the task at hand is done, one may begin. */
  #changed(): void {
    this.#show();
    if (this.#queued) return;
    this.#queued = true;
    queueMicrotask(() => {
      this.#queued = false;
      this.#begin();
    });
  }

  #begin(): void {
    clearTimeout(this.#patience);
    if (!this.isConnected || this.#session || this.matches(':disabled')) return;
    try {
      const token = this.#tokenSource();
      if (token === undefined) this.#wait();
      else this.#mount(token);
    } catch (error) {
      this.#refuse(error as FaceAuthError);
    }
  }

  /** Undefined while there is none, or only a token that has been used. */
  #tokenSource(): TokenSource | undefined {
    const source = this.#source;
    if (typeof source === 'function' || (!source && readUrl(this, 'token-url'))) {
      return (request) => this.#askToken(request);
    }
    const value = tokenIn(source);
    return value !== undefined && value === this.#used ? undefined : source;
  }

  #mount(token: TokenSource): void {
    const { confirm } = this;
    const confirms = typeof confirm === 'function' || (!confirm && readUrl(this, 'confirm-url'));
    const options: FaceAuthOptions = {
      ...this.#given,
      token,
      mode: readMode(this),
      locale: readLocale(this),
      title: this.title || undefined,
    };
    if (confirms) options.confirm = (question) => this.#askConfirm(question);
    const current = () => this.#session === session;
    const tell = (name: keyof FaceAuthElementEventMap) => (detail?: unknown) => {
      if (current()) this.#tell(name, detail);
    };
    const session = mount(this.#shadow.widget, {
      ...options,
      onEvent: (event) => {
        if (current()) this.#hear(event);
      },
      onReady: tell('ready'),
      onStatus: tell('status'),
      onApproved: tell('approved'),
      onFailed: tell('failed'),
      onCanceled: tell('canceled'),
      onExpired: tell('expired'),
      onError: tell('error'),
    });
    this.#session = session;
    this.#used = tokenIn(this.#source);
    this.#error = null;
    this.#shadow.take();
    this.#show();
  }

  /** What the latest function or address says. */
  async #askToken(request: TokenRequest): Promise<string | Grant> {
    if (typeof this.#source === 'function') return this.#source(request);
    const url = readUrl(this, 'token-url');
    if (!url) throw refusal('token', 'and token-url have been removed.');
    const { attempt, locale, signal } = request;
    const handoff = this.handoff !== false && !!(this.confirm || this.confirmUrl);
    return post('token-url', url, { attempt, locale, handoff }, signal) as Promise<Grant>;
  }

  readonly #askConfirm: NonNullable<FaceAuthOptions['confirm']> = async (request) => {
    if (this.confirm) return this.confirm(request);
    const url = readUrl(this, 'confirm-url');
    if (!url) throw refusal('confirm', 'and confirm-url have been removed.');
    const { token, status, signal } = request;
    return post('confirm-url', url, { token, status }, signal) as ReturnType<
      NonNullable<FaceAuthOptions['confirm']>
    >;
  };

  /** Frameworks set properties when they see fit: so it takes a while until a missing one is a mistake. */
  #wait(): void {
    const why = this.#source === undefined ? 'is missing' : 'has been used';
    this.#patience = setTimeout(() => {
      const allowed =
        'Set the attribute token-url or token, or the property token: a token, a grant, or a function that asks your backend.';
      this.#refuse(refusal('token', `${why}. ${allowed}`));
    }, PATIENCE);
  }

  /** Nothing begins: whoever writes the page has to know, and the person is not left with nothing. */
  #refuse(error: FaceAuthError): void {
    this.#error = error;
    this.#show();
    console.error(error, error.cause);
    this.#tell('error', error);
  }

  #hear(event: FaceAuthEvent): void {
    switch (event.type) {
      case 'state':
        if (event.state !== 'retryable' && event.state !== 'settled') this.#error = null;
        if (event.state === 'unmounted') this.#shadow.release();
        break;
      case 'error':
        this.#error = event.error;
        break;
      case 'outcome':
        this.#outcome = event.outcome;
        this.#error = event.outcome.kind === 'error' ? event.outcome.error : null;
        break;
    }
    this.#show();
    this.#tell('event', event);
  }

  #tell(name: keyof FaceAuthElementEventMap, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  /** What ends the session is told to nobody: the element has left it behind. */
  #end(): void {
    clearTimeout(this.#patience);
    const session = this.#session;
    this.#session = null;
    this.#outcome = null;
    this.#error = null;
    this.#shadow.release();
    session?.unmount();
    this.#show();
  }

  #show(): void {
    const state = this.#session?.state;
    const { value } = this;
    this.#shadow.speak(this.messages, this.title, this.locale || undefined);
    this.#shadow.show({
      waits: !this.#error && (!state || state === 'starting' || state === 'loading'),
      fails: !!this.#error,
      retries: state === 'retryable',
    });
    const states: string[] = [state ?? (this.#error ? 'error' : 'waiting'), value];
    setStates(this.#internals, states.filter(Boolean));
    // No second value: nothing of it goes into the session history, nothing can be restored.
    this.#internals.setFormValue(value || null, null);
    this.#validate();
  }

  #validate(): void {
    const valueMissing = this.required && this.value !== 'approved';
    const customError = !!this.#custom;
    const message = this.#custom || text(this.messages, 'requiredText');
    const { anchor } = this.#shadow;
    if (!valueMissing && !customError) this.#internals.setValidity({});
    else this.#internals.setValidity({ valueMissing, customError }, message, anchor);
  }
}

/** The token in a source that is no function. */
function tokenIn(source: TokenSource | undefined): string | undefined {
  if (typeof source === 'string') return source;
  return typeof source === 'object' ? `${source.token}` : undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    'face-auth': FaceAuthElement;
  }
}
