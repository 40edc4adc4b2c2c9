import express from 'express';
import { verifyWebhook, WebhookError } from 'face-auth-widget/server';
import { record } from './store.js';

const { IDENFY_SIGNING_KEY: signingKey, PORT = 3000 } = process.env;
if (!signingKey) throw new Error('Set IDENFY_SIGNING_KEY to the signing key of the dashboard.');

const app = express();

// The signature is over the bytes as they came: this route stands before any `express.json()`.
const raw = express.raw({ type: () => true, limit: '64kb' });

app.post('/webhooks/idenfy', raw, async (request, response) => {
  // Express has no body where none came.
  const body = request.body ?? new Uint8Array();
  const event = await verifyWebhook(body, request.headers, signingKey);
  await record(event, body);
  // Only now: what is not answered with 2xx within 10 s is delivered again.
  response.sendStatus(204);
});

// Who sends what does not count is told a status, and no more. Why, is for the log.
app.use((error, _request, response, _next) => {
  const status = error.status ?? 500;
  console.error(`refused with ${status}: ${WebhookError.is(error) ? error.code : error.message}`);
  response.status(status).end();
});

app.listen(PORT, () => console.log(`http://localhost:${PORT}`));
