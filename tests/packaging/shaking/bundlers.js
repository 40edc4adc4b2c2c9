// Each bundler by its own interface: makes `main.js` and whatever it imports later of a program.
import resolve from '@rollup/plugin-node-resolve';
import * as esbuild from 'esbuild';
import { rollup } from 'rollup';
import * as vite from 'vite';
import webpack from 'webpack';

/** What a host of the React entry brings itself. */
const external = ['react'];

export const bundlers = {
  async esbuild(program, outdir) {
    const options = { bundle: true, minify: true, splitting: true, format: 'esm', external };
    await esbuild.build({ ...options, entryPoints: { main: program }, outdir });
  },

  async rollup(program, dir) {
    const bundle = await rollup({ input: { main: program }, plugins: [resolve()], external });
    await bundle.write({ dir });
  },

  async vite(program, outDir) {
    const output = { entryFileNames: 'main.js' };
    const rolldownOptions = { input: program, output, external };
    await vite.build({ configFile: false, logLevel: 'warn', build: { outDir, rolldownOptions } });
  },

  async webpack(program, path) {
    const output = { path };
    const options = { mode: 'production', entry: program, output, externals: external };
    const stats = await new Promise((done, failed) => {
      webpack(options, (error, stats) => (error ? failed(error) : done(stats)));
    });
    if (stats.hasErrors()) throw new Error(stats.toString());
  },
};
