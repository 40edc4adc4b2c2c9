// The servers that npm installs for this kind of machine alone.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

export const deno = require.resolve('@deno/linux-x64-glibc/deno');
export const bun = require.resolve('@oven/bun-linux-x64/bin/bun');
export const workerd = require.resolve('@cloudflare/workerd-linux-64/bin/workerd');
