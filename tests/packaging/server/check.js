// What every kind of server must do with the entry.
import { client } from './client.js';
import { bodies, signatures } from './deliveries.js';
import { table } from './table.js';

export async function check() {
  await table();
  bodies();
  await signatures();
  await client();
}
