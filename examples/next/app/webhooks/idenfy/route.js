import { verifyWebhook, WebhookError } from 'face-auth-widget/server';
import { record } from './store.js';

const MAX_BODY = 64 * 1024;

export async function POST(request) {
  try {
    // The signature is over the bytes as they came: neither `request.json()` nor `request.text()`.
    const body = await bytesOf(request);
    if (!body) return refused(413, 'too_large');
    const event = await verifyWebhook(body, request.headers, process.env.IDENFY_SIGNING_KEY ?? '');
    await record(event, body);
    // Only now: what is not answered with 2xx within 10 s is delivered again.
    return new Response(null, { status: 204 });
  } catch (error) {
    if (WebhookError.is(error)) return refused(error.status, error.code);
    throw error;
  }
}

/** The body; null where it is too large, which Next.js does not look at. */
async function bytesOf(request) {
  const parts = [];
  let length = 0;
  for await (const part of request.body ?? []) {
    length += part.length;
    if (length > MAX_BODY) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Who sends what does not count is told a status, and no more. Why, is for the log. */
function refused(status, code) {
  console.error(`refused with ${status}: ${code}`);
  return new Response(null, { status });
}
