import type { FaceAuthError as Same } from 'face-auth-widget';
import {
  FaceAuthError,
  load,
  mount,
  type Outcome,
  type WasmSource,
} from 'face-auth-widget/external';

const wasm: WasmSource = fetch('/face-auth-widget.wasm');
await load(wasm, new URL('/face-auth-widget-panel.wasm', location.href));
const outcome: Outcome = await mount('#face-auth', { token: 'TOKEN' }).outcome;
const error: Same = new FaceAuthError('offline');
console.log(outcome.kind, error.code);

// @ts-expect-error it must be said where the WebAssembly is
await load();
// @ts-expect-error nothing is no place, either
await load(null);
