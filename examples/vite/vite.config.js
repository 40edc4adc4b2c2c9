import { defineConfig } from 'vite';

const { BACKEND = 'http://localhost:8080', PORT } = process.env;

// The widget needs nothing here: this only passes the page's calls on to the example backend.
export default defineConfig({
  server: { port: Number(PORT ?? 5173), strictPort: true, proxy: { '/api': BACKEND } },
  preview: { port: Number(PORT ?? 4173) }, // its proxy is the server's
});
