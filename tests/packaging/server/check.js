// What every kind of server must do with the entry.
import { client } from './client.js';
import { bodies, polluted, requests, signatures } from './deliveries.js';
import { table } from './table.js';

export async function check() {
  await table();
  bodies();
  polluted();
  await signatures();
  await requests();
  await client();
}
