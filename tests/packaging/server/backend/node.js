// The backend in Node, Deno or Bun.
import { createServer } from 'node:http';
import { handle } from './handler.js';

const { BACKEND, PORT } = process.env;

createServer(async (incoming, outgoing) => {
  const chunks = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const { method, headers, url } = incoming;
  const body = method === 'POST' ? Buffer.concat(chunks) : undefined;
  const request = new Request(new URL(url, 'http://localhost'), { method, headers, body });
  const response = await handle(request, { BACKEND });
  outgoing.writeHead(response.status, { 'content-type': 'application/json' });
  outgoing.end(await response.text());
}).listen(PORT, 'localhost');
