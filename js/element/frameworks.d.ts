// As much of the frameworks as the element's types for them name. They are checked against the real
// ones where the package is tested.

declare module 'vue' {
  export interface HTMLAttributes {}
}

declare module 'svelte/elements' {
  export interface HTMLAttributes<T extends EventTarget> {
    'bind:this'?: T;
  }
}

declare module 'solid-js' {
  export namespace JSX {
    interface HTMLAttributes<T> {
      ref?: T;
    }
  }
}
