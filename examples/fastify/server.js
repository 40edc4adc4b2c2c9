import { verifyWebhook, WebhookError } from 'face-auth-widget/server';
import Fastify from 'fastify';
import { record } from './store.js';

const { IDENFY_SIGNING_KEY: signingKey, PORT = 3000 } = process.env;
if (!signingKey) throw new Error('Set IDENFY_SIGNING_KEY to the signing key of the dashboard.');

const app = Fastify({ bodyLimit: 64 * 1024 });

// What is set in a plugin counts for its own routes only: the rest of the app keeps its parsers.
app.register(async (webhooks) => {
  // The signature is over the bytes as they came, whatever they are called.
  webhooks.removeAllContentTypeParsers();
  webhooks.addContentTypeParser('*', { parseAs: 'buffer' }, async (_request, body) => body);

  webhooks.post('/webhooks/idenfy', async (request, reply) => {
    // Fastify has no body where none came.
    const body = request.body ?? new Uint8Array();
    const event = await verifyWebhook(body, request.headers, signingKey);
    await record(event, body);
    // Only now: what is not answered with 2xx within 10 s is delivered again.
    return reply.code(204).send();
  });

  // Who sends what does not count is told a status, and no more. Why, is for the log.
  webhooks.setErrorHandler((error, _request, reply) => {
    const status = (WebhookError.is(error) ? error.status : error.statusCode) ?? 500;
    console.error(`refused with ${status}: ${error.code ?? error.message}`);
    return reply.code(status).send();
  });
});

await app.listen({ port: Number(PORT), host: 'localhost' });
console.log(`http://localhost:${PORT}`);
