import { defineConfig } from 'vite';

const { BACKEND = 'http://localhost:8080', PORT } = process.env;

// Any server of static files would do. This one also passes the page's calls on to the example
// backend, and serves the package's files as they are.
export default defineConfig({
  publicDir: 'node_modules/face-auth-widget',
  server: { port: Number(PORT ?? 5177), strictPort: true, proxy: { '/api': BACKEND } },
});
