// Made from the Rust sources by `cargo xtask build`. Do not edit.

/** How many bits of a number hold the signal; the rest holds its argument. */
export const BITS = 4;

export const START = 0;
export const UNMOUNT = 1;
export const STATE = 2;
export const RETRY = 3;
export const END = 4;
export const DECIDE = 5;
export const ELAPSED = 6;
export const PRESSED = 7;
export const ANSWERED = 8;
export const REFUSED = 9;
export const MESSAGE = 10;
export const LOADED = 11;
export const VIOLATION = 12;
export const VISIBLE = 13;
export const CANCEL = 14;

/** The vendor's own frame. */
export const VENDOR = 'https://face.authentication.idenfy.com/';
