import bytes from 'face-auth-widget-server/bytes.js';

let module: WebAssembly.Module | undefined;

/** The module, which is inside the script; compiled on first use. */
export function compiled(): WebAssembly.Module {
  module ??= new WebAssembly.Module(Uint8Array.from(bytes(), (char) => char.charCodeAt(0)));
  return module;
}
