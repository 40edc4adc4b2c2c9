import { readBody, verifyWebhook, WebhookError } from 'face-auth-widget/server';
import { Hono } from 'hono';
import { record } from './store.js';

/** The same on Node.js, Deno, Bun and edge workers. */
export function webhooks(signingKey) {
  if (!signingKey) throw new Error('Set IDENFY_SIGNING_KEY to the signing key of the dashboard.');
  const app = new Hono();

  app.post('/webhooks/idenfy', async (context) => {
    // The signature is over the bytes as they came. It reads no more than a delivery may have.
    const body = await readBody(context.req.raw);
    const event = await verifyWebhook(body, context.req.raw.headers, signingKey);
    await record(event, body);
    // Only now: what is not answered with 2xx within 10 s is delivered again.
    return context.body(null, 204);
  });

  app.onError((error, context) =>
    WebhookError.is(error)
      ? refused(context, error.status, error.code)
      : refused(context, 500, error.message),
  );

  return app;
}

/** Who sends what does not count is told a status, and no more. Why, is for the log. */
function refused(context, status, code) {
  console.error(`refused with ${status}: ${code}`);
  return context.body(null, status);
}
