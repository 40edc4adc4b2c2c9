// As in Rollup's starter app, but for `dir` in place of `file`: Rollup demands it of every program
// with an `import()`.
import commonjs from '@rollup/plugin-commonjs';
import resolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';

export default {
  input: 'src/main.js',
  output: { dir: 'public', format: 'es', sourcemap: true },
  plugins: [resolve(), commonjs(), terser()],
};
