export type {
  Eligibility,
  Grant,
  IdenfyErrorCode,
  IdenfyFault,
  Method,
  SessionInfo,
  SessionType,
} from './generated/idenfy.js';
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
export type { HeadersLike, HeaderValue } from './server/headers.js';
export {
  type CallOptions,
  type CheckStatusOptions,
  createIdenfyClient,
  type IdenfyClient,
  type IdenfyClientConfig,
  type SessionRequest,
} from './server/idenfy.js';
export { IdenfyError, type IdenfyRefusal } from './server/idenfy-error.js';
export type { ByteStream } from './server/stream.js';
export {
  type EventOf,
  parseWebhook,
  publicDecision,
  readBody,
  verifyWebhook,
} from './server/webhook.js';
export {
  WebhookError,
  type WebhookErrorCode,
  type WebhookErrorStatus,
  type WebhookFault,
} from './server/webhook-error.js';
