import { readBody, verifyWebhook, WebhookError } from 'face-auth-widget/server';
import { record } from './store.js';

export async function POST(request) {
  try {
    // The signature is over the bytes as they came: neither `request.json()` nor `request.text()`.
    // It reads no more of them than a delivery may have, which Next.js does not look at.
    const body = await readBody(request);
    const event = await verifyWebhook(body, request.headers, process.env.IDENFY_SIGNING_KEY ?? '');
    await record(event, body);
    // Only now: what is not answered with 2xx within 10 s is delivered again.
    return new Response(null, { status: 204 });
  } catch (error) {
    if (WebhookError.is(error)) return refused(error.status, error.code);
    throw error;
  }
}

/** Who sends what does not count is told a status, and no more. Why, is for the log. */
function refused(status, code) {
  console.error(`refused with ${status}: ${code}`);
  return new Response(null, { status });
}
