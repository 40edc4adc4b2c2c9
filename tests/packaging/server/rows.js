// The tables that Rust is tested by as well (their README is in the repository's tests/webhooks), as a
// module for servers that read no files.
import { readFileSync } from 'node:fs';

export function module() {
  const bodies = read('expected.json').map(({ body, ...row }) => ({
    ...row,
    base64: bytesOf(body).toString('base64'),
  }));
  const constants = { bodies, signatures: read('signatures.json') };
  return Object.entries(constants)
    .map(([name, rows]) => `export const ${name} = ${JSON.stringify(rows)};\n`)
    .join('');
}

function read(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function bytesOf({ file, json, text, base64, repeat }) {
  if (file !== undefined) return readFileSync(`bodies/${file}`);
  if (json !== undefined) return Buffer.from(JSON.stringify(json));
  if (text !== undefined) return Buffer.from(text);
  if (base64 !== undefined) return Buffer.from(base64, 'base64');
  return Buffer.from(repeat.map(([part, times]) => part.repeat(times)).join(''));
}
