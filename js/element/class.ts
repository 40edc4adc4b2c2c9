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
import { readLocale, readMode, readUrl, refusal, refuseStrays } from './attributes.js';
import { post } from './backend.js';
import type { FaceAuthElementEventMap, FaceAuthEventTarget } from './events.js';
import { own } from './own.js';
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
 * @cssstate waiting - There is no session: no token source yet, or disabled, or the value was taken away.
 * @cssstate starting - A token is asked for.
 * @cssstate loading - The frame loads.
 * @cssstate ready - The frame has loaded.
 * @cssstate handoff - The phone is waited for.
 * @cssstate confirming - The backend is asked for its decision.
 * @cssstate retryable - Another try is offered.
 * @cssstate unmounted - The page has taken the widget away: `session.unmount()`.
 * @cssstate settled - The end; beside it the outcome's kind.
 * @cssstate approved - The outcome's kind, as are `failed`, `canceled`, `expired` and `error`.
 */
export class FaceAuthElement extends Base {
  static readonly formAssociated = true;
  static readonly observedAttributes = ['token', ...Object.values(TEXTS), 'mode', ...FLAGS];

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
  /** The attribute `locale`. */
  declare locale: string;
  /** The attribute `name`. */
  declare name: string;
  /** The attribute `required`. */
  declare required: boolean;
  /** The attribute `disabled`. */
  declare disabled: boolean;

  readonly #internals = this.attachInternals();
  readonly #shadow = new Shadow(
    this,
    () => this.#show(),
    () => this.#pressed(),
  );
  readonly #given: Record<string, unknown> = own({});
  #source: TokenSource | undefined;
  /** The tokens that sessions were begun with: each is good for one only. */
  readonly #used = new Set<string>();
  #session: FaceAuthSession | null = null;
  /** What the session was begun with. */
  #begun: Begun | undefined;
  #outcome: Outcome | null = null;
  #error: FaceAuthError | null = null;
  #custom = '';
  #queued = false;
  /** Whether the widget is gone after the end, and the next session takes a press or `restart()`. */
  #rests = false;
  #connection: AbortController | undefined;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #impatient = false;
  /** The latest mistake that was told: templates that are rendered again make it again. */
  #told: FaceAuthError | undefined;

  static {
    const define = (name: string, accessor: Accessor) => {
      const shape = own({ ...accessor, configurable: true, enumerable: true });
      Object.defineProperty(FaceAuthElement.prototype, name, shape);
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
    for (const [name, attribute] of Object.entries(TEXTS)) {
      define(name, {
        get() {
          return this.getAttribute(attribute) ?? '';
        },
        set(value) {
          this.#write(attribute, value);
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
    this.addEventListener('click', (event) => this.#clicked(event));
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
    const before = this.#source;
    this.#source = source || undefined;
    const value = tokenIn(this.#source);
    const gone = before !== undefined && !this.#source && !this.value;
    const known = [undefined, tokenIn(before), this.#begun?.token];
    if (gone || !known.includes(value)) this.#end();
    this.#changed();
  }

  /** The attribute `mode`. */
  get mode(): 'inline' | 'modal' {
    return this.getAttribute('mode')?.toLowerCase() === 'modal' ? 'modal' : 'inline';
  }
  set mode(mode: 'inline' | 'modal' | null | undefined) {
    this.#write('mode', mode);
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
    if (this.#isUsed) throw new FaceAuthError('invalid_state');
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
    const until = own({ signal });
    this.ownerDocument.defaultView?.addEventListener('pageshow', this.#pageShown, until);
    this.ownerDocument.addEventListener('prerenderingchange', () => this.#changed(), until);
    this.#changed();
  }

  /** Moved by `moveBefore()`: the frame lives on, and so does the session. @internal */
  connectedMoveCallback(): void {}

  /** @internal */
  disconnectedCallback(): void {
    this.#connection?.abort();
    this.#told = undefined;
    this.#beCalm();
    // Whoever moves it puts it back in the same task. What has been decided holds wherever it is.
    queueMicrotask(() => {
      if (this.isConnected) return;
      if (this.value) this.#rest(this.#outcome);
      else if (!this.#rests) this.#end();
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
    this.#shadow.widget.inert = disabled && this.#begun?.mode !== 'modal';
    this.#changed();
  }

  /**
   * The value goes. No other session begins by itself: that would have to be paid for, and nobody asked.
   *
   * @internal
   */
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

  /** Where a session has ended, the person can begin another. */
  #forget(): void {
    if (!this.value) return;
    this.#rest(null);
    this.#rests = !this.#isUsed;
    this.#changed();
  }

  /** The widget goes, and what it holds on to. What has been decided can stay. */
  #rest(outcome: Outcome | null): void {
    this.#end();
    this.#outcome = outcome;
    this.#rests = true;
    this.#show();
  }

  #pressed(): void {
    // The button goes.
    this.focus();
    this.restart();
  }

  /** Whoever presses a label wants what it labels. */
  #clicked(event: Event): void {
    if (event.composedPath()[0] === this && this.labels.length > 0) this.focus();
  }

  #write(attribute: string, value: unknown): void {
    if (value == null) this.removeAttribute(attribute);
    else this.setAttribute(attribute, String(value));
  }

  get #isDisabled(): boolean {
    return this.matches(':disabled');
  }

  /** Whether there is a token that a session was begun with before. */
  get #isUsed(): boolean {
    const token = tokenIn(this.#source);
    return token !== undefined && this.#used.has(token);
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
    if (this.#session) this.#remind();
    const { prerendering } = this.ownerDocument as Document & { prerendering?: boolean };
    const idle = this.#session || this.#rests || this.#isDisabled || prerendering;
    if (idle || !this.isConnected) {
      this.#beCalm();
      return;
    }
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
    return this.#isUsed ? undefined : source;
  }

  #refuseStrays(): void {
    refuseStrays(this, (name) => this.#given[name] !== undefined);
  }

  #mount(token: TokenSource): void {
    this.#refuseStrays();
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
    const used = tokenIn(this.#source);
    if (used !== undefined) this.#used.add(used);
    const { mode, frameUrl } = options;
    this.#begun = { token: used, mode, frameUrl, confirms: !!confirms };
    this.#error = null;
    this.#told = undefined;
    this.#beCalm();
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

  /**
   * Frameworks set properties when they see fit: so it takes a while until a missing one is a mistake.
   *
   * @throws FaceAuthError `invalid_options` after that while
   */
  #wait(): void {
    this.#patience ??= setTimeout(() => {
      this.#impatient = true;
      this.#begin();
    }, PATIENCE);
    if (!this.#impatient) return;
    this.#refuseStrays();
    const why = this.#source === undefined ? 'is missing' : 'has been used';
    const allowed =
      'Set the attribute token-url or token, or the property token: a token, a grant, or a function that asks your backend.';
    throw refusal('token', `${why}. ${allowed}`);
  }

  #beCalm(): void {
    clearTimeout(this.#patience);
    this.#patience = undefined;
    this.#impatient = false;
  }

  /** What decides whom to trust must not come too late without a word. */
  #remind(): void {
    const begun = this.#begun;
    if (!begun || begun.reminded || this.#outcome) return;
    const unconfirmed = !begun.confirms && (this.confirm || this.confirmUrl);
    if (!unconfirmed && this.frameUrl === begun.frameUrl) return;
    begun.reminded = true;
    const late = unconfirmed ? 'confirm or confirm-url' : 'frameUrl';
    const advice = 'Set it before, or keep the element disabled until everything is set.';
    console.warn(`<face-auth>: ${late} came after the session had begun without it. ${advice}`);
  }

  /** Nothing begins: whoever writes the page has to know, and the person is not left with nothing. */
  #refuse(error: FaceAuthError): void {
    this.#error = error;
    this.#show();
    if (isSame(error, this.#told)) return;
    this.#told = error;
    // First what says which attribute it is.
    console.error(...(error.cause ? [error.cause, error] : [error]));
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
    this.dispatchEvent(new CustomEvent(name, own({ detail })));
  }

  /** What ends the session is told to nobody: the element has left it behind. */
  #end(): void {
    this.#beCalm();
    const session = this.#session;
    this.#session = null;
    this.#begun = undefined;
    this.#outcome = null;
    this.#error = null;
    this.#rests = false;
    this.#shadow.release();
    session?.unmount();
    this.#show();
  }

  #show(): void {
    const state = this.#session?.state;
    const { value } = this;
    const idle = this.#rests || this.#isDisabled || !this.isConnected;
    const waits = state ? state === 'starting' || state === 'loading' : !idle;
    this.#shadow.speak(this.messages, this.title || this.#label, this.locale || undefined);
    this.#shadow.show({
      waits: waits && !this.#error,
      fails: !!this.#error,
      retries: state === 'retryable',
      begins: this.#rests && value !== 'approved' && !this.#isDisabled && !this.#isUsed,
      isDone: this.#rests && value === 'approved',
    });
    const without = this.#error ? 'error' : value ? 'settled' : 'waiting';
    const states: string[] = [state ?? without, value];
    setStates(this.#internals, states.filter(Boolean));
    // No second value: nothing of it goes into the session history, nothing can be restored.
    this.#internals.setFormValue?.(value || null, null);
    this.#validate();
  }

  /** What labels beside it say. */
  get #label(): string {
    const labels = [...(this.labels ?? [])].filter((label) => !label.contains(this));
    return labels.map(({ textContent }) => textContent?.trim()).join(' ');
  }

  #validate(): void {
    const valueMissing = this.required && this.value !== 'approved';
    const customError = !!this.#custom;
    const message = this.#custom || text(this.messages, 'requiredText');
    const { anchor } = this.#shadow;
    if (!valueMissing && !customError) this.#internals.setValidity?.({});
    else this.#internals.setValidity?.({ valueMissing, customError }, message, anchor);
  }
}

/** What holds for a session as long as it lives. */
interface Begun {
  /** The token that was given as a value. */
  token: string | undefined;
  mode: FaceAuthOptions['mode'];
  frameUrl: FaceAuthOptions['frameUrl'];
  /** Whether there was someone to ask for the decision. */
  confirms: boolean;
  /** Whether the page was told that something came too late. */
  reminded?: boolean;
}

/** The token in a source that is no function; undefined for what is none, which `mount` refuses. */
function tokenIn(source: TokenSource | undefined): string | undefined {
  if (typeof source !== 'object') return typeof source === 'string' ? source : undefined;
  try {
    const { token } = own(source);
    return typeof token === 'string' ? token : undefined;
  } catch {
    return;
  }
}

/** Whether two errors say the same. */
function isSame(error: FaceAuthError, other: FaceAuthError | undefined): boolean {
  const words = ({ cause }: FaceAuthError) => (cause as Error | undefined)?.message;
  return error.code === other?.code && words(error) === words(other);
}

declare global {
  interface HTMLElementTagNameMap {
    'face-auth': FaceAuthElement;
  }
}
