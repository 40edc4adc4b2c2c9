// Makes this engine one that does not know a type of the modules: what it is given has, in place of
// the first reference to something of JavaScript's, a type that no engine knows. Those engines lack
// other things, too; who drives the browser wants them back.
const { hasOwn } = Object;
Reflect.deleteProperty(Object, 'hasOwn');
window.restore = () => Object.assign(Object, { hasOwn });

const EXTERNREF = 0x6f;
const UNKNOWN = 0x50;
/** Magic, version, and the head of the first section. */
const HEAD = 12;

function older(source) {
  const bytes = new Uint8Array(source.buffer ?? source).slice();
  bytes[bytes.indexOf(EXTERNREF, HEAD)] = UNKNOWN;
  return bytes;
}

const { compile } = WebAssembly;
WebAssembly.Module = class extends WebAssembly.Module {
  constructor(source) {
    super(older(source));
  }
};
WebAssembly.compileStreaming = async (answer) => compile(older(await (await answer).arrayBuffer()));
