// The server's entry where there is a DOM's Request, as in every program for the edge.
import { createIdenfyClient, readBody, verifyWebhook } from 'face-auth-widget/server';

export async function POST(request: Request): Promise<Response> {
  await verifyWebhook(await readBody(request), request.headers, 'key');
  await verifyWebhook(await request.arrayBuffer(), request.headers, 'key');
  await verifyWebhook(await request.text(), new Headers(), 'key');
  const client = createIdenfyClient({ apiKey: 'key', apiSecret: 'secret', fetch });
  await client.getSession('TOKEN', { signal: request.signal });
  // @ts-expect-error: what answers no request
  createIdenfyClient({ apiKey: 'key', apiSecret: 'secret', fetch: () => 'answer' });
  // @ts-expect-error: no signal
  await client.getSession('TOKEN', { signal: 'abort' });
  return new Response(null, { status: 204 });
}
