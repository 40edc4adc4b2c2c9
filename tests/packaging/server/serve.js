// Starts the backend in one kind of server.
import { spawn } from 'node:child_process';
import { bun, deno, workerd } from './programs.js';

const { PORT } = process.env;
const NODE = 'backend/node.js';
const COMMANDS = {
  node: [process.execPath, NODE],
  deno: [deno, 'run', '--no-prompt', '--allow-env=BACKEND,PORT', '--allow-net', NODE],
  bun: [bun, NODE],
  workerd: [workerd, 'serve', 'backend/worker.capnp', `--socket-addr=http=localhost:${PORT}`],
};

const [program, ...args] = COMMANDS[process.argv[2]];
spawn(program, args, { stdio: 'inherit' }).on('exit', (code) => process.exit(code ?? 1));
