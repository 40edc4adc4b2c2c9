type Source = string | URL | Request | Response | BufferSource | WebAssembly.Module;

/** Where a WebAssembly module comes from: an address, an answer, bytes, or the module itself. */
export type WasmSource = Source | Promise<Source>;

/**
 * The module from there, compiled while it arrives.
 *
 * @param id tells which build it must be of.
 * @throws an error that says what to do, or what the browser threw.
 */
export async function compiled(source: WasmSource, id: string): Promise<WebAssembly.Module> {
  if (typeof WebAssembly === 'undefined') {
    throw new Error('No WebAssembly here: update the browser, or turn it on.');
  }
  const module = await compile(await source);
  const [section] = WebAssembly.Module.customSections(module, 'build_id');
  if (!section || `${new Uint8Array(section)}` !== id) {
    throw new Error(
      'Another file, or of another version: serve the .wasm file of this very version.',
    );
  }
  return module;
}

async function compile(source: Source): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) return source;
  if (source instanceof Response) return compileAnswer(source);
  if (typeof source === 'string' || source instanceof URL || source instanceof Request) {
    return compileAnswer(await fetched(source));
  }
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source))
    return WebAssembly.compile(source);
  throw new TypeError('`load` takes the address of the .wasm file, a Response, or a module.');
}

async function fetched(address: string | URL | Request): Promise<Response> {
  try {
    return await fetch(address);
  } catch (cause) {
    const advice = 'connect-src must allow it, and the server must answer';
    throw new Error(`The .wasm file cannot be fetched: ${advice}.`, { cause });
  }
}

/**
 * Only what is served as `application/wasm` can be compiled while it arrives. A file with another
 * type takes longer.
 */
async function compileAnswer(answer: Response): Promise<WebAssembly.Module> {
  const type = answer.headers.get('content-type');
  const [address] = answer.url.split(/[?#]/);
  if (!answer.ok) {
    throw new Error(`The server answered ${answer.status}: see that the file is at ${address}.`);
  }
  if (type?.toLowerCase() === 'application/wasm') return WebAssembly.compileStreaming(answer);
  const bytes = await answer.arrayBuffer();
  if (String(new Uint8Array(bytes, 0, Math.min(bytes.byteLength, 4))) !== '0,97,115,109') {
    throw new Error(
      `The server answered ${type}, no WebAssembly: see that the file is at ${address}.`,
    );
  }
  return WebAssembly.compile(bytes);
}
