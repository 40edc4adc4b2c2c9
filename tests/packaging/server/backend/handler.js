// A backend before the sandbox, for any server that has Request and Response.
import {
  createIdenfyClient,
  IdenfyError,
  publicDecision,
  readBody,
  verifyWebhook,
  WebhookError,
} from 'face-auth-widget/server';

/** The sandbox has this one from tests/e2e/tests/packaging/server.rs. */
const SIGNING_KEY = 'a signing key: ключ';

/** Decisions by token, in the order in which they came. */
const decisions = {};

export async function handle(request, { BACKEND: baseUrl }) {
  const client = createIdenfyClient({
    apiKey: 'sandbox-key',
    apiSecret: 'sandbox-secret',
    baseUrl,
  });
  const { pathname, searchParams } = new URL(request.url);
  const asked = Object.fromEntries(searchParams);
  try {
    return Response.json(await answer(pathname, asked, request, client));
  } catch (error) {
    if (WebhookError.is(error)) return new Response(null, { status: error.status });
    if (!IdenfyError.is(error)) throw error;
    const { code, field, status, sent } = error;
    return Response.json({ error: { code, field, status, sent } });
  }
}

async function answer(pathname, asked, request, client) {
  switch (pathname) {
    case '/check-status':
      return client.checkStatus(asked.scanRef);
    case '/create-session':
      return client.createSession({ ...asked, generateDigitString: true, lifetime: 60 });
    case '/get-session':
      return client.getSession(asked.token);
    case '/webhook': {
      const event = await verifyWebhook(await readBody(request), request.headers, SIGNING_KEY);
      decisions[event.token] = [...(decisions[event.token] ?? []), publicDecision(event)];
      return null;
    }
    default:
      return decisions[asked.token] ?? [];
  }
}
