// A program of Node, Deno or Bun. Nothing may keep it alive after this.
import { look } from './look.js';

await look();
