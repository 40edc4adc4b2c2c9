// Bundles of a program: for Node, and for edge workers as wrangler makes them for workerd, and Next.js for
// Vercel's edge runtime, both of which leave WebAssembly a file of its own.
import { readFileSync } from 'node:fs';
import resolve from '@rollup/plugin-node-resolve';
import * as esbuild from 'esbuild';
import { rollup } from 'rollup';

const COMMON = { bundle: true, mainFields: ['browser', 'module', 'main'], logLevel: 'warning' };

/** Makes `made/<name>.mjs`. */
export async function forNode(entry, name) {
  await esbuild.build({
    entryPoints: { [name]: entry },
    outdir: 'made',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'warning',
  });
}

/** Makes `made/<name>.mjs` as Rollup does where nobody tells it what for. */
export async function forNobody(entry, name) {
  const bundle = await rollup({ input: entry, plugins: [resolve()] });
  await bundle.write({ file: `made/${name}.mjs` });
}

/** Makes `made/<name>.js` and, beside it, the module that it imports. */
export async function forWorkerd(entry, name) {
  await esbuild.build({
    ...COMMON,
    entryPoints: { [name]: entry },
    outdir: 'made',
    format: 'esm',
    conditions: ['workerd', 'worker', 'browser'],
    loader: { '.wasm': 'copy' },
    assetNames: '[name]',
  });
}

/** The text of a script, which takes the modules that it imports from a global `MODULES`. */
export async function forEdgeRuntime(entry) {
  const { outputFiles } = await esbuild.build({
    ...COMMON,
    entryPoints: [entry],
    write: false,
    format: 'iife',
    conditions: ['edge-light', 'worker', 'browser'],
    plugins: [modulesAreGlobal],
  });
  return outputFiles[0].text;
}

/** The modules that `forEdgeRuntime` met, compiled. */
export const MODULES = {};

const modulesAreGlobal = {
  name: 'modules are global',
  setup({ onLoad }) {
    onLoad({ filter: /\.wasm$/ }, ({ path, suffix }) => {
      if (suffix !== '?module') throw new Error(`${path} is imported without ?module`);
      MODULES[path] = new WebAssembly.Module(readFileSync(path));
      return { contents: `export default MODULES[${JSON.stringify(path)}]` };
    });
  },
};
