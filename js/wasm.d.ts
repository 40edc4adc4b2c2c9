/**
 * The two WebAssembly modules, each in two halves, as `cargo xtask build` makes them: wasm-bindgen's
 * glue, and the module itself.
 */
declare module 'face-auth-widget-wasm/glue.js' {
  /** What a session needs of its page. */
  export interface Page {
    /** Makes the error of a number in the table of codes. */
    error(number: number, cause: unknown): Error;
    /** The number of an error of ours; negative for anything else. */
    codeOf(thrown: unknown): number;
    /** Calls the option of this name, if there is one. */
    call(option: string, value: unknown): void;
    /** Fulfils the outcome promise. */
    settle(outcome: unknown): void;
    /** Unmounts the session. */
    unmount(): void;
  }

  export class Session {
    constructor(target: unknown, options: unknown, page: Page);
    readonly state: unknown;
    unmount(): void;
  }

  export function preconnect(): void;

  export function initSync(source: { module: BufferSource }): void;
}

declare module 'face-auth-widget-wasm/bytes.js' {
  /** The module, one character a byte. */
  const bytes: string;
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
}

declare module 'face-auth-widget-panel/bytes.js' {
  /** The module, one character a byte. */
  const bytes: string;
  export default bytes;
}
