// A program of Node, Deno or Bun. Nothing may keep it alive after this.
import { check } from './check.js';

await check();
