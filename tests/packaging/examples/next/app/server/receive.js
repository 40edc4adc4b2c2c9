// What the tests add to the example: a route that takes iDenfy's webhooks, in both runtimes.
import { publicDecision, readBody, verifyWebhook, WebhookError } from 'face-auth-widget/server';

/** The tests sign by this one. */
const SIGNING_KEY = 'a signing key';

export async function POST(request) {
  try {
    const event = await verifyWebhook(await readBody(request), request.headers, SIGNING_KEY);
    return Response.json(publicDecision(event));
  } catch (error) {
    if (!WebhookError.is(error)) throw error;
    return new Response(null, { status: error.status });
  }
}
