export type { WebhookErrorCode } from './server/error.js';
export { WebhookError } from './server/error.js';
export type { HeadersLike } from './server/headers.js';
export { parseWebhook, publicDecision, verifyWebhook } from './server/webhook.js';
