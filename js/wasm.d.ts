/**
 * The three WebAssembly modules, each in two halves, as `cargo xtask build` makes them: wasm-bindgen's
 * glue, and the module itself; and what tells the module of this build from others.
 */
declare module 'face-auth-widget-wasm/glue.js' {
  /** What a session needs of its page. `src/browser/page.rs` says what each is for. */
  export interface Page {
    error(number: number, cause: unknown): Error;
    codeOf(thrown: unknown): number;
    call(option: string, value: unknown): void;
    settle(outcome: unknown): void;
    show(place: Place, view: number, about: unknown, handoff: boolean, wanted: boolean): boolean;
    close(): void;
    ask(option: string, context: Record<string, unknown>, question: number): AbortController;
    controller(): AbortController;
    listen(target: EventTarget, event: string, signal: number, until: AbortController): void;
    after(delay: number, signal: number): number;
    url(address: string): URL | undefined;
    parse(json: string): unknown;
    moment(value: unknown): number | undefined;
    /** Unmounts the session; called by a later mount on the same node. */
    unmount(): void;
  }

  /** Where the frame and the panel belong. */
  export type Place = ShadowRoot | HTMLDialogElement;

  /** Takes a signal with its argument and value, and answers what it asks for. */
  export type Wake = (signal: number, value?: unknown) => unknown;

  /** The number of an error's code for what is known to be wrong already. */
  export function mount(target: unknown, options: object, page: Page): Wake | number;

  export function initSync(source: { module: BufferSource }): void;

  /** Instantiates a compiled module. */
  export default function init(module: WebAssembly.Module): Promise<void>;
}

declare module 'face-auth-widget-wasm/id.js' {
  /** What the section `build_id` of the module that is a file of its own holds, as text. */
  const id: string;
  export default id;
}

declare module 'face-auth-widget-wasm/bytes.js' {
  /** The module, one character a byte. */
  const bytes: () => string;
  export default bytes;
}

declare module 'face-auth-widget-panel/glue.js' {
  export class Panel {
    constructor(
      place: Node,
      locale: string | undefined,
      messages: unknown,
      modal: boolean,
      act: (action: number) => void,
    );
    show(view: number, about: unknown, handoff: boolean): void;
    close(): void;
  }

  export function initSync(source: { module: BufferSource }): void;

  /** Instantiates a compiled module. */
  export default function init(module: WebAssembly.Module): Promise<void>;
}

declare module 'face-auth-widget-panel/id.js' {
  /** What the section `build_id` of the module that is a file of its own holds, as text. */
  const id: string;
  export default id;
}

declare module 'face-auth-widget-panel/bytes.js' {
  /** The module, one character a byte. */
  const bytes: () => string;
  export default bytes;
}

declare module 'face-auth-widget-server/glue.js' {
  /** An answer of the core in JSON; of a delivery, `{ event }` or `{ error }`. */
  type Answer = string;

  /** What is wrong with a body of so many bytes, which must not be copied then. */
  export function tooLarge(length: number): Answer | undefined;

  /** What is wrong with a body that cannot be written as JSON. */
  export function unwritable(tooDeep: boolean): Answer;

  /** Nothing for a vendor that is none. */
  export function parse(body: Uint8Array, vendor: string): Answer | undefined;

  export function verify(
    body: Uint8Array,
    signature: Uint8Array | undefined,
    key: Uint8Array,
  ): Answer;

  /** Takes and gives a decision in JSON; nothing for what is none. */
  export function publicDecision(decision: string): string | undefined;

  /** Checks what a client is made of: `{ value }`, its limits, or `{ error }`. */
  export function connect(settings: string): Answer;

  /** The request of a question: `{ value }` or `{ error }`. */
  export function prepare(question: string): Answer;

  /** What an answer means: `{ value }` or `{ error }`. `now` in ms since 1970. */
  export function answered(
    question: string,
    progress: string,
    status: number,
    retryAfter: string | undefined,
    now: number,
    body: Uint8Array,
  ): Answer;

  /** What silence means: `{ error }`. `cause` is the runtime's word for it. */
  export function unanswered(
    question: string,
    progress: string,
    timedOut: boolean,
    cause: string | undefined,
  ): Answer;

  /** Makes an instance of a compiled module, also where there is one. */
  export function initSync(source: { module: WebAssembly.Module }): void;
}

declare module 'face-auth-widget-server/bytes.js' {
  /** The module, one character a byte. */
  const bytes: () => string;
  export default bytes;
}

declare module '*/face-auth-widget-server.wasm' {
  const module: WebAssembly.Module;
  export default module;
}

declare module '*/face-auth-widget-server.wasm?module' {
  const module: WebAssembly.Module;
  export default module;
}

/** No file at all: server/browser.ts says what for. */
declare module '*; import it on the server only';
