import { PARTS, TEXTS } from '../generated/element.js';
import type { Messages } from '../index.js';
import { own } from './own.js';

/** How long it takes at most until assistive technology knows a live region, in ms. */
const NOTICED = 100;

/**
 * The host's own content stands in the place of the widget's words. In the page these are hidden, and
 * only what can be pressed stays, in the lower half; in a dialog, whose background is the widget's,
 * the content covers them.
 */
const STYLE = `
:host { display: block }
:host([hidden]), [hidden] { display: none !important }
.place { position: relative; height: 100% }
.widget { height: 100% }
.anchor { position: absolute; inset: 0 0 auto; height: 1px; outline: 0; pointer-events: none }
.anchor:focus-visible ~ .widget { outline: 3px solid var(--face-auth-accent, LinkText) }
.own { display: contents }
.hides .own {
  display: grid; place-content: safe center; box-sizing: border-box; padding: 16px;
  text-align: center; overflow: auto; overflow-wrap: anywhere
}
.mounted > .own { position: absolute; inset: 0 }
.hides:not(.dialog) .widget > * { visibility: hidden !important }
.hides .widget > ::part(button) { visibility: visible }
.fails .widget > ::part(icon), .fails .widget > ::part(title), .fails .widget > ::part(text) {
  display: none
}
.fails.retries .own { bottom: 50%; place-content: safe end center }
.fails.retries .widget > ::part(card) { position: absolute; inset: 50% 0 auto; margin: 0 auto }
.dialog.hides .widget > ::part(stage), .dialog.hides .widget > ::part(header), .dialog .own {
  background: var(--face-auth-background, Canvas)
}
.dialog .own {
  position: absolute; inset: 52px 0 0; z-index: 2;
  color: var(--face-auth-text, CanvasText);
  font: 1rem/1.5 var(--face-auth-font, system-ui, sans-serif)
}
.done { text-align: center }
.begin {
  display: block; min-height: 44px; margin: auto; padding: 8px 20px;
  border: 1px solid; border-radius: min(var(--face-auth-radius, 10px), 10px);
  background: var(--face-auth-accent, ButtonFace);
  color: var(--face-auth-accent-text, ButtonText);
  font: 600 1rem/1.25 var(--face-auth-font, system-ui, sans-serif)
}
`;

/** The texts that the element says itself. */
export type Texts = Partial<Pick<Messages, keyof typeof TEXTS>> | undefined;

/** A text in the host's words, or in English. */
export function text(texts: Texts, key: keyof typeof TEXTS): string {
  return own(texts)[key] || TEXTS[key];
}

/** What there is to see. */
export interface Shown {
  /** Whether something is waited for. */
  waits: boolean;
  /** Whether something went wrong. */
  fails: boolean;
  /** Whether there is something to press about it. */
  retries: boolean;
  /** Whether the person can begin by a press. */
  begins: boolean;
  /** Whether all went well, and there is no widget any more to say so. */
  isDone: boolean;
}

/** What stands in the element's shadow tree: the widget, and the host's own content. */
export class Shadow {
  /** Where the widget is mounted. */
  readonly widget: HTMLElement;
  /** Can have the focus, and is what the browser points at when it asks for what is missing. */
  readonly anchor: HTMLElement;
  readonly #root: ShadowRoot;
  readonly #place: HTMLElement;
  readonly #own: HTMLElement;
  readonly #loading: HTMLSlotElement;
  readonly #error: HTMLSlotElement;
  readonly #begin: HTMLButtonElement;
  readonly #done: HTMLElement;
  #revealing: ReturnType<typeof setTimeout> | undefined;
  /** What is said without a widget, and without words of the host's. */
  readonly #lines: readonly (readonly [HTMLElement, keyof typeof TEXTS])[];

  /**
   * @param changed the host's own content came or went
   * @param begin the person wants to begin
   */
  constructor(host: HTMLElement, changed: () => void, begin: () => void) {
    this.#root = host.attachShadow(own<ShadowRootInit>({ mode: 'open' }) as ShadowRootInit);
    const make = <K extends keyof HTMLElementTagNameMap>(name: K, classes = '') =>
      Object.assign(host.ownerDocument.createElement(name), { className: classes });
    this.#place = make('div', 'place');
    this.anchor = make('div', 'anchor');
    this.anchor.tabIndex = -1;
    this.anchor.role = 'group';
    this.widget = make('div', 'widget');
    this.#own = make('div', 'own');
    this.#own.role = 'status';
    this.#own.setAttribute('part', 'own');
    this.#loading = Object.assign(make('slot'), { name: 'loading' });
    this.#error = Object.assign(make('slot'), { name: 'error' });
    this.#begin = Object.assign(make('button', 'begin'), { type: 'button' });
    this.#begin.setAttribute('part', 'button primary');
    this.#begin.addEventListener('click', begin);
    this.#done = make('p', 'done');
    this.#lines = [
      [make('strong'), 'errorTitle'],
      [make('span'), 'errorText'],
      [this.#begin, 'tryAgain'],
      [this.#done, 'approvedTitle'],
    ];
    for (const [line] of this.#lines) line.dir = 'auto';
    this.#error.append(...this.#lines.slice(0, 2).map(([line]) => line));
    this.#own.append(this.#loading, this.#error);
    this.#own.addEventListener('slotchange', changed);
    // The host's content before the widget's buttons, as they are seen.
    this.#place.append(this.anchor, this.#own, this.widget, this.#begin, this.#done);
    this.#root.append(this.#place);
    this.show({ waits: false, fails: false, retries: false, begins: false, isDone: false });
  }

  /** Styles it in the document that it is in now: a style sheet belongs to one document. */
  style(): void {
    const view = this.#root.ownerDocument.defaultView;
    // Simulated browsers have none, and nobody looks at them.
    if (!view || this.#root.adoptedStyleSheets?.length !== 0) return;
    const sheet = new view.CSSStyleSheet();
    sheet.replaceSync(STYLE);
    this.#root.adoptedStyleSheets = [sheet];
  }

  /**
   * @param title how assistive technology names it, if not as usual
   * @param locale the language of the host's texts, if it is known
   */
  speak(texts: Texts, title: string, locale: string | undefined): void {
    this.anchor.ariaLabel = title || text(texts, 'title');
    for (const [line, key] of this.#lines) {
      line.textContent = text(texts, key);
      const language = own(texts)[key] ? locale : 'en';
      if (language) line.lang = language;
      else line.removeAttribute('lang');
    }
  }

  /** Once there is a widget: the page can style its parts, and its dialog holds the host's content. */
  take(): void {
    const widget = this.#mounted;
    widget?.setAttribute('exportparts', PARTS);
    const dialog = widget?.shadowRoot?.querySelector('dialog');
    this.#place.classList.toggle('dialog', !!dialog);
    if (!widget || !dialog) return;
    const slot = widget.ownerDocument.createElement('slot');
    dialog.append(slot);
    widget.append(this.#own);
  }

  /** Before a widget goes, or after: takes back what it held. */
  release(): void {
    this.#place.classList.remove('dialog');
    this.anchor.after(this.#own);
  }

  /** A dialog that was moved with the element is none over the page any more. */
  reopen(): void {
    const dialog = this.#mounted?.shadowRoot?.querySelector('dialog');
    if (!dialog?.open || dialog.matches(':modal')) return;
    dialog.open = false;
    dialog.showModal();
  }

  show({ waits, fails, retries, begins, isDone }: Shown): void {
    const loading = waits && !!this.#loading.assignedNodes().length;
    const mounted = !!this.#mounted;
    const given = !!this.#error.assignedNodes().length;
    const error = fails && (given || !mounted);
    this.#begin.hidden = !begins;
    this.#done.hidden = !isDone;
    this.#error.hidden = !error;
    this.#reveal(loading);
    const { classList } = this.#place;
    classList.toggle('mounted', mounted);
    classList.toggle('hides', loading || error);
    classList.toggle('fails', error);
    classList.toggle('retries', error && retries);
  }

  /** Only what appears in a live region that is known already is read out. */
  #reveal(loading: boolean): void {
    if (!loading) {
      clearTimeout(this.#revealing);
      this.#revealing = undefined;
      this.#loading.hidden = true;
    } else if (this.#loading.hidden) {
      this.#revealing ??= setTimeout(() => {
        this.#loading.hidden = false;
      }, NOTICED);
    }
  }

  get #mounted(): Element | null {
    return this.widget.firstElementChild;
  }
}
