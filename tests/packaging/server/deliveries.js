// What every kind of server must make of deliveries: those of the table that Rust is tested by as well,
// and signed ones.
import { parseWebhook, publicDecision, verifyWebhook, WebhookError } from 'face-auth-widget/server';
import { same } from './same.js';

const KEY = 'a signing key, ключ';
const encoder = new TextEncoder();

export async function check() {
  await signatures();
}
