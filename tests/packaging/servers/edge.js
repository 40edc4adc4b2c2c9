// A program of Vercel's edge runtime, which the test calls.
import { look } from './look.js';

globalThis.look = look;
