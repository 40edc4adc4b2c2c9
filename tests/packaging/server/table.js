// The bodies that Rust is tested by as well, and what they come to.
import { parseWebhook } from 'face-auth-widget/server';
import { equal } from './equal.js';
import rows from './made/table.js';

export function table() {}
