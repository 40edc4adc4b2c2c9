// Builds for browsers, each of which must fail, by the bundlers' own interfaces.
import resolve from '@rollup/plugin-node-resolve';
import * as esbuild from 'esbuild';
import { rollup } from 'rollup';
import * as vite from 'vite';
import webpack from 'webpack';

const PROGRAM = 'page.js';

export const refusals = {
  async esbuild() {
    await esbuild.build({ entryPoints: [PROGRAM], bundle: true, write: false, logLevel: 'silent' });
  },

  async rollup() {
    await rollup({ input: PROGRAM, plugins: [resolve({ browser: true })] });
  },

  async vite() {
    const rolldownOptions = { input: PROGRAM };
    await vite.build({
      configFile: false,
      logLevel: 'silent',
      build: { write: false, rolldownOptions },
    });
  },

  async webpack() {
    const output = { path: `${import.meta.dirname}/made/webpack` };
    const options = { mode: 'production', entry: `./${PROGRAM}`, output };
    const stats = await new Promise((done, failed) => {
      webpack(options, (error, stats) => (error ? failed(error) : done(stats)));
    });
    if (stats.hasErrors()) throw new Error(stats.toString());
  },
};
