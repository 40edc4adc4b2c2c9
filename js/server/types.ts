export type Vendor = 'idenfy' | 'incode';
export type WebhookErrorCode = string;
export interface Decision {
  status: string;
  reason: unknown;
}
export interface WebhookEvent {
  vendor: Vendor;
  decision: Decision;
}
