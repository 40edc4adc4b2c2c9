import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

const { BACKEND = 'http://localhost:8080', PORT } = process.env;

export default defineConfig({
  plugins: [svelte()],
  server: { port: Number(PORT ?? 5176), strictPort: true, proxy: { '/api': BACKEND } },
});
