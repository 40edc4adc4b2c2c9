export type { Advice, Category, Reason, Status } from './generated/types.js';
export type {
  Decision,
  Deprecation,
  IdenfyEvent,
  IncodeAuthenticationEvent,
  IncodeEvent,
  Kind,
  Purpose,
  Vendor,
  WebhookEvent,
} from './generated/webhook.js';
export type { RawBody } from './server/body.js';
export { WebhookError, type WebhookErrorCode, type WebhookFault } from './server/error.js';
export type { HeadersLike, HeaderValue } from './server/headers.js';
export { parseWebhook, publicDecision, verifyWebhook } from './server/webhook.js';
