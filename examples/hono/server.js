import { serve } from '@hono/node-server';
import { webhooks } from './app.js';

const { IDENFY_SIGNING_KEY, PORT = 3000 } = process.env;
const { fetch } = webhooks(IDENFY_SIGNING_KEY);

serve({ fetch, port: Number(PORT) }, () => console.log(`http://localhost:${PORT}`));
