import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

const { BACKEND = 'http://localhost:8080', PORT } = process.env;

// Vue asks for this: which tags are no components of its own.
const isCustomElement = (tag) => tag === 'face-auth';

export default defineConfig({
  plugins: [vue({ template: { compilerOptions: { isCustomElement } } })],
  server: { port: Number(PORT ?? 5175), strictPort: true, proxy: { '/api': BACKEND } },
});
