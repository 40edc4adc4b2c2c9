import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const { BACKEND = 'http://localhost:8080', PORT } = process.env;

// The widget needs nothing here: the server only passes the page's calls on to the example backend.
export default defineConfig({
  plugins: [react()],
  server: { port: Number(PORT ?? 5174), strictPort: true, proxy: { '/api': BACKEND } },
});
